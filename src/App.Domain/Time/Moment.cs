using System.Globalization;
using NodaTime;

namespace App.Domain.Time;

/// <summary>Says moments as people do: the day only when it is not today.</summary>
public static class Moment
{
    /// <summary>Such as <c>10:24</c>, <c>Mon 09:12</c> (within a week) or <c>3 Nov 09:12</c>, in the given zone and culture.</summary>
    public static string Say(Instant at, Instant now, DateTimeZone zone, CultureInfo culture)
    {
        var (then, today) = (at.InZone(zone), now.InZone(zone).Date);
        var time = then.ToString("t", culture);
        var days = Period.DaysBetween(then.Date, today);
        return days == 0 ? time
            : days is > 0 and < 7 ? $"{then.ToString("ddd", culture)} {time}"
            : then.Year == today.Year ? $"{then.ToString("d MMM", culture)} {time}"
            : $"{then.ToString("d MMM yyyy", culture)} {time}";
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
