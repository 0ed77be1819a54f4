using System.Globalization;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Conflicts;

/// <summary>Says conflicts as people do.</summary>
public static class ConflictWords
{
    /// <summary>Such as <c>Two events claim Thursday, 14:00.</c></summary>
    public static string Say(ConflictKind kind, Instant start, Instant now, DateTimeZone zone, CultureInfo culture) => $"{Subject(kind)} claim {When(start, now, zone, culture)}.";

    public static string Subject(ConflictKind kind) => kind switch
    {
        ConflictKind.BlockAndEvent => "A block and an event",
        ConflictKind.BookingAndEvent => "A booking and an event",
        ConflictKind.BookingAndBlock => "A booking and a block",
        ConflictKind.TwoBookings => "Two bookings",
        _ => "Two events",
    };

    /// <summary>Such as <c>today, 14:00</c>, <c>Thursday, 14:00</c> or <c>Thursday 12 March, 14:00</c>.</summary>
    public static string When(Instant at, Instant now, DateTimeZone zone, CultureInfo culture) => $"{Day(at, now, zone, culture)}, {Clock(at, zone, culture)}";

    /// <summary>Such as <c>Thursday, 12:00–13:00</c>; the days of both ends where they differ.</summary>
    public static string When(Window window, Instant now, DateTimeZone zone, CultureInfo culture)
    {
        var sameDay = window.Start.InZone(zone).Date == window.End.InZone(zone).Date;
        return $"{When(window.Start, now, zone, culture)}–{(sameDay ? Clock(window.End, zone, culture) : When(window.End, now, zone, culture))}";
    }

    /// <summary>Formats follow the culture, names are English: the words of the product are.</summary>
    private static string Clock(Instant at, DateTimeZone zone, CultureInfo culture) =>
        at.InZone(zone).TimeOfDay.ToString(culture.DateTimeFormat.ShortTimePattern.Contains('H', StringComparison.Ordinal) ? "HH:mm" : "h:mm tt", CultureInfo.InvariantCulture);

    private static string Day(Instant at, Instant now, DateTimeZone zone, CultureInfo culture)
    {
        var (day, today) = (at.InZone(zone).Date, now.InZone(zone).Date);
        var date = culture.DateTimeFormat.MonthDayPattern.StartsWith('M') ? "dddd, MMMM d" : "dddd d MMMM";
        return Period.DaysBetween(today, day) switch
        {
            0 => "today",
            1 => "tomorrow",
            > 1 and < 7 => day.ToString("dddd", CultureInfo.InvariantCulture),
            _ => day.ToString(day.Year == today.Year ? date : $"{date} uuuu", CultureInfo.InvariantCulture),
        };
    }
}
