using System.Text.Json.Nodes;
using App.Sandbox.Calendars;
using App.Sandbox.Google.Calendar;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google;

/// <summary>Between the events of pages and those of Google.</summary>
internal static class DeskEvents
{
    private static readonly Dictionary<Repetition, string> Rules = new()
    {
        [Repetition.Daily] = "RRULE:FREQ=DAILY",
        [Repetition.Weekdays] = "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        [Repetition.Weekly] = "RRULE:FREQ=WEEKLY",
        [Repetition.Monthly] = "RRULE:FREQ=MONTHLY",
    };

    public static DeskEvent Read(JsonObject body, DateTimeZone zone)
    {
        var timing = Timing.Parse(body, zone).Value!;
        return new DeskEvent
        {
            Id = StoredEvent.Text(body, "id")!,
            Title = StoredEvent.Text(body, "summary") ?? "Without a title",
            Start = timing.Start.IsAllDay ? timing.Start.Local : timing.Start.At.InZone(zone).LocalDateTime,
            End = timing.End.IsAllDay ? timing.End.Local : timing.End.At.InZone(zone).LocalDateTime,
            IsAllDay = timing.Start.IsAllDay,
            Location = StoredEvent.Text(body, "location"),
            IsFree = StoredEvent.Text(body, "transparency") == "transparent",
            IsTentative = StoredEvent.Text(body, "status") == "tentative",
            IsDeclined = (body["attendees"] as JsonArray ?? []).Any(g => g!["self"] is not null && StoredEvent.Text(g.AsObject(), "responseStatus") == "declined"),
            Note = StoredEvent.Text(body, "eventType") is { } type and not "default" ? type : null,
            SeriesId = StoredEvent.Text(body, "recurringEventId"),
            Repeats = (body["recurrence"] as JsonArray)?.FirstOrDefault()?.GetValue<string>() is { } rule ? RepetitionOf(rule) : Repetition.Never,
        };
    }

    public static JsonObject Write(EventDraft draft, DateTimeZone zone)
    {
        var body = new JsonObject
        {
            ["summary"] = draft.Title,
            ["location"] = draft.Location,
            ["transparency"] = draft.IsFree ? "transparent" : null,
            ["status"] = draft.IsTentative ? "tentative" : "confirmed",
            ["start"] = draft.IsAllDay ? Day(draft.Start.Date) : Time(draft.Start, zone),
            ["end"] = draft.IsAllDay ? Day(draft.End.Date) : Time(draft.End, zone),
        };
        if (draft.Repeats != Repetition.AsBefore)
        {
            body["recurrence"] = Rules.GetValueOrDefault(draft.Repeats) is { } rule ? new JsonArray(rule) : null;
        }

        return body;
    }

    public static JsonObject Write(BulkEvent e, DeskCalendar calendar)
    {
        var body = new JsonObject
        {
            ["id"] = e.Id,
            ["summary"] = e.Title,
            ["description"] = e.Description,
            ["location"] = e.Location,
            ["start"] = Time(e.Start, calendar.Zone),
            ["end"] = Time(e.End, calendar.Zone),
            ["attendees"] = new JsonArray(
                new JsonObject { ["email"] = calendar.Account, ["responseStatus"] = "accepted" },
                new JsonObject { ["email"] = e.Guest, ["responseStatus"] = "needsAction" }),
        };
        if (e.IsRecurring)
        {
            body["recurrence"] = new JsonArray($"RRULE:FREQ=WEEKLY;COUNT={BulkEvent.Occurrences}");
        }

        return body;
    }

    private static Repetition RepetitionOf(string rule) => Rules.FirstOrDefault(r => r.Value == rule, KeyValuePair.Create(Repetition.AsBefore, "")).Key;

    private static JsonObject Day(LocalDate date) => new() { ["date"] = LocalDatePattern.Iso.Format(date) };

    private static JsonObject Time(LocalDateTime local, DateTimeZone zone) =>
        new() { ["dateTime"] = LocalDateTimePattern.ExtendedIso.Format(local), ["timeZone"] = zone.Id };

    private static JsonObject Time(Instant at, DateTimeZone zone) => new() { ["dateTime"] = EventTime.Render(at, zone), ["timeZone"] = zone.Id };
}
