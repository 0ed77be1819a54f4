using System.Text.Json.Nodes;
using App.Sandbox.Calendars;
using App.Sandbox.Microsoft.Mailbox;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Microsoft;

/// <summary>Between the events of pages and those of Graph.</summary>
internal static class DeskItems
{
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];

    public static DeskEvent Read(Found found, ItemView view, DateTimeZone zone)
    {
        var item = found.Item;
        var isAllDay = item.Timing.IsAllDay;
        var (start, end) = found.Occurrence is { } o ? (o.Start, o.End) : (item.Timing.Start.Local, item.Timing.End.Local);
        return new DeskEvent
        {
            Id = view.Id(found.Key),
            Title = item.Text("subject") is { Length: > 0 } subject ? subject : "Without a title",
            Start = isAllDay ? start : found.StartAt.InZone(zone).LocalDateTime,
            End = isAllDay ? end : found.EndAt.InZone(zone).LocalDateTime,
            IsAllDay = isAllDay,
            Location = item.Body["location"]?["displayName"]?.ToString() is { Length: > 0 } place ? place : null,
            IsFree = item.Text("showAs") == "free",
            IsTentative = item.Text("showAs") == "tentative",
            IsDeclined = item.Body["responseStatus"]?["response"]?.ToString() == "declined",
            Note = item.Text("showAs") switch
            {
                "oof" => "out of office",
                "workingElsewhere" => "working elsewhere",
                _ => item.Body["isCancelled"]?.GetValue<bool>() == true ? "cancelled by its organizer" : null,
            },
            SeriesId = found.Occurrence is not null ? view.Id(item.Key) : item.MasterKey is { } master ? view.Id(master) : null,
            Repeats = item.IsSeries ? RepetitionOf(item.Timing) : Repetition.Never,
        };
    }

    public static JsonObject Write(EventDraft draft, DateTimeZone zone)
    {
        var name = GraphZones.WindowsName(zone);
        var body = new JsonObject
        {
            ["subject"] = draft.Title,
            ["location"] = new JsonObject { ["displayName"] = draft.Location ?? "" },
            ["showAs"] = draft.IsFree ? "free" : draft.IsTentative ? "tentative" : "busy",
            ["isAllDay"] = draft.IsAllDay,
            ["start"] = GraphTime.Write(draft.Start, name),
            ["end"] = GraphTime.Write(draft.End, name),
        };
        if (draft.Repeats != Repetition.AsBefore)
        {
            body["recurrence"] = Recurrence(draft);
        }

        return body;
    }

    public static JsonObject Write(BulkEvent e, DeskCalendar calendar)
    {
        var name = GraphZones.WindowsName(calendar.Zone);
        var start = e.Start.InZone(calendar.Zone).LocalDateTime;
        var body = new JsonObject
        {
            ["subject"] = e.Title,
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = e.Description },
            ["location"] = new JsonObject { ["displayName"] = e.Location },
            ["start"] = GraphTime.Write(start, name),
            ["end"] = GraphTime.Write(e.End.InZone(calendar.Zone).LocalDateTime, name),
            ["attendees"] = new JsonArray(new JsonObject { ["emailAddress"] = new JsonObject { ["address"] = e.Guest } }),
        };
        if (e.IsRecurring)
        {
            body["recurrence"] = Series(start.Date, "weekly", [Name(start.Date)], BulkEvent.Occurrences);
        }

        return body;
    }

    private static JsonObject? Recurrence(EventDraft draft)
    {
        var day = draft.Start.Date;
        return draft.Repeats switch
        {
            Repetition.Daily => Series(day, "daily", []),
            Repetition.Weekdays => Series(day, "weekly", Weekdays),
            Repetition.Weekly => Series(day, "weekly", [Name(day)]),
            Repetition.Monthly => Series(day, "absoluteMonthly", []),
            _ => null,
        };
    }

    private static JsonObject Series(LocalDate day, string type, string[] days, int? count = null) => new()
    {
        ["pattern"] = new JsonObject
        {
            ["type"] = type,
            ["interval"] = 1,
            ["daysOfWeek"] = new JsonArray([.. days.Select(d => (JsonNode)d)]),
            ["dayOfMonth"] = type == "absoluteMonthly" ? day.Day : 0,
        },
        ["range"] = new JsonObject
        {
            ["type"] = count is null ? "noEnd" : "numbered",
            ["startDate"] = LocalDatePattern.Iso.Format(day),
            ["numberOfOccurrences"] = count ?? 0,
        },
    };

    private static Repetition RepetitionOf(ItemTiming timing) => timing.Pattern switch
    {
        { End: not null } or { Count: not null } or { Interval: not 1 } => Repetition.AsBefore,
        { Type: "daily" } => Repetition.Daily,
        { Type: "weekly", Days: [var day] } when day == timing.Start.Local.DayOfWeek => Repetition.Weekly,
        { Type: "weekly" } pattern when pattern.Days.Select(d => d.ToString().ToLowerInvariant()).SequenceEqual(Weekdays) => Repetition.Weekdays,
        { Type: "absoluteMonthly" } pattern when pattern.DayOfMonth == timing.Start.Local.Day => Repetition.Monthly,
        _ => Repetition.AsBefore,
    };

    private static string Name(LocalDate date) => date.DayOfWeek.ToString().ToLowerInvariant();
}
