namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>iCalendar text of events, in local time of Berlin; the clock of tests stands at Monday 12 January 2026, 09:00 UTC.</summary>
internal static class Ics
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
}
