using System.Globalization;
using NodaTime;

namespace App.Domain.Time;

/// <summary>Says moments as people do: the day only when it is not today.</summary>
public static class Moment
{
    /// <summary>Such as <c>10:24</c>, <c>Mon 09:12</c> (within a week) or <c>3 Nov 09:12</c>, in the given zone and culture.</summary>
    public static string Say(Instant at, Instant now, DateTimeZone zone, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        var (then, today) = (at.InZone(zone).LocalDateTime, now.InZone(zone).Date);
        var time = then.TimeOfDay.ToString("t", culture);
        var day = culture.DateTimeFormat.MonthDayPattern.StartsWith('M') ? "MMM d" : "d MMM";
        var days = Period.DaysBetween(then.Date, today);
        return days == 0 ? time
            : days is > -7 and < 7 ? $"{then.Date.ToString("ddd", culture)} {time}"
            : then.Year == today.Year ? $"{then.Date.ToString(day, culture)} {time}"
            : $"{then.Date.ToString(day, culture)} {then.Year} {time}";
    }

    /// <summary>Such as <c>just now</c>, <c>2 min ago</c>, <c>3 h ago</c>; older moments as <see cref="Say"/> has them.</summary>
    public static string Ago(Instant at, Instant now, DateTimeZone zone, CultureInfo culture) => (now - at) switch
    {
        var d when d < Duration.FromMinutes(1) => "just now",
        var d when d < Duration.FromHours(1) => $"{(int)d.TotalMinutes} min ago",
        var d when d < Duration.FromHours(12) => $"{(int)d.TotalHours} h ago",
        _ => Say(at, now, zone, culture),
    };
}
