using App.Domain.Calendars.ICalendar;
using App.Domain.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Domain.Tests.Calendars.Recurrence;

/// <summary>Calendars as text, and what comes out of them.</summary>
internal static class Ics
{
    public static readonly Window Always = new(Instant.FromUtc(1, 1, 3, 0, 0), Instant.FromUtc(9999, 12, 29, 0, 0));

    public static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>A calendar of one event; lines are those between UID and END.</summary>
    public static string Event(params string[] lines) => Calendar(["BEGIN:VEVENT", "UID:one", .. lines, "END:VEVENT"]);

    public static string Calendar(params string[] lines) => string.Join("\r\n", ["BEGIN:VCALENDAR", "VERSION:2.0", .. lines, "END:VCALENDAR", ""]);

    public static CalendarContent Read(string text) => CalendarContent.Read(text).Value;

    public static Series Series(string text)
    {
        var content = Read(text);
        Assert.Empty(content.SetAside);
        return Assert.Single(content.Series);
    }

    public static IReadOnlyList<Occurrence> Occurrences(string text, Window? window = null, DateTimeZone? reader = null) =>
        Series(text).List(window ?? Always, reader ?? DateTimeZone.Utc).Value;

    /// <summary>Starts in UTC, such as <c>2026-03-29T01:30:00Z</c>.</summary>
    public static string[] Starts(string text, Window? window = null, DateTimeZone? reader = null) =>
        [.. Occurrences(text, window, reader).Select(o => Utc(o.Start))];

    public static string Utc(Instant instant) => InstantPattern.General.Format(instant);

    public static Window Between(string start, string end) => new(InstantPattern.General.Parse(start).Value, InstantPattern.General.Parse(end).Value);

    public static Failure SetAside(string text) => Assert.Single(Read(text).SetAside).Failure;
}
