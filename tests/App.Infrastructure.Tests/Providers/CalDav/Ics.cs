using System.Globalization;
using System.Text.RegularExpressions;

namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>iCalendar text of events, in local time of Berlin; the clock of tests stands at Monday 12 January 2026, 09:00 UTC.</summary>
internal static partial class Ics
{
    public static string Event(string uid, string title, string start = "20260115T100000", params string[] more) => Calendar(VEvent(uid, title, start, more));

    public static string Weekly(string uid, string title, params string[] more) => Event(uid, title, "20260115T100000", ["RRULE:FREQ=WEEKLY;COUNT=4", .. more]);

    /// <summary>Its second occurrence moved to the afternoon.</summary>
    public static string WeeklyWithOverride(string uid, string title) => Calendar(
        VEvent(uid, title, "20260115T100000", "RRULE:FREQ=WEEKLY;COUNT=4"),
        VEvent(uid, title + ", later", "20260122T150000", "RECURRENCE-ID;TZID=Europe/Berlin:20260122T100000"));

    public static string Calendar(params string[] events) => $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{string.Concat(events)}END:VCALENDAR\r\n";

    public static string VEvent(string uid, string title, string start, params string[] more) =>
        $"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/Berlin:{start}\r\nDURATION:PT1H\r\nSUMMARY:{title}\r\n{string.Concat(more.Select(m => m + "\r\n"))}END:VEVENT\r\n";

    /// <summary>Minutes before the start at which the owner is reminded.</summary>
    public static IReadOnlyList<int> Reminders(string text) => [.. MinutesBefore().Matches(text).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    /// <summary>With what someone answers who is invited, and a comment of hers.</summary>
    public static string Accepted(string text, string email) => Rewritten(text, email, attendee => attendee.Replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED;X-COMMENT=\"With pleasure\"", StringComparison.Ordinal));

    public static string? Comment(string text, string email)
    {
        string? found = null;
        Rewritten(text, email, attendee =>
        {
            found = XComment().Match(attendee) is { Success: true } match ? match.Groups[1].Value : null;
            return attendee;
        });
        return found;
    }

    /// <summary>With properties and a component nobody knows.</summary>
    public static string Marked(string text) => text.Replace("END:VEVENT", "X-SEAT;X-ROW=12:A\r\nBEGIN:X-TICKET\r\nX-GATE:7\r\nEND:X-TICKET\r\nEND:VEVENT", StringComparison.Ordinal);

    public static bool IsMarked(string text) => text.Contains("X-SEAT;X-ROW=12:A", StringComparison.Ordinal) && text.Contains("BEGIN:X-TICKET", StringComparison.Ordinal) && text.Contains("X-GATE:7", StringComparison.Ordinal);

    private static string Rewritten(string text, string email, Func<string, string> rewrite) => string.Join("\r\n", Unfold(text).Select(line =>
        line.StartsWith("ATTENDEE", StringComparison.Ordinal) && line.EndsWith("mailto:" + email, StringComparison.OrdinalIgnoreCase) ? rewrite(line) : line));

    private static string[] Unfold(string text) => text.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal).Split('\n');

    [GeneratedRegex("X-COMMENT=\"?([^\";:]*)")]
    private static partial Regex XComment();

    [GeneratedRegex("TRIGGER:-PT([0-9]+)M")]
    private static partial Regex MinutesBefore();
}
