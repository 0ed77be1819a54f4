using System.Text.Json.Nodes;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>A draft as Graph's JSON: what it does not carry is not in it.</summary>
internal static class OutlookEventBody
{
    private const string Utc = "UTC";

    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    /// <param name="guests">Those who are invited by now, as Graph wrote them.</param>
    public static JsonObject Of(EventDraft draft, JsonArray? guests)
    {
        var body = new JsonObject();
        if (draft.Title is not null)
        {
            body["subject"] = draft.Title;
        }

        if (draft.Notes is not null)
        {
            body["body"] = new JsonObject { ["contentType"] = "text", ["content"] = draft.Notes.Whole };
        }

        if (draft.Location is not null)
        {
            body["location"] = new JsonObject { ["displayName"] = draft.Location };
        }

        if (draft.Transparency is { } transparency)
        {
            body["showAs"] = transparency == Transparency.Free ? "free" : "busy";
        }

        if (draft.Reminders is not null)
        {
            body["isReminderOn"] = draft.Reminders.Count > 0;
            if (draft.Reminders.Count > 0)
            {
                body["reminderMinutesBeforeStart"] = draft.Reminders[0];
            }
        }

        if (draft.Attendees is not null)
        {
            body["attendees"] = Merge(draft.Attendees, guests);
        }

        SetTime(body, draft.Time);
        return body;
    }

    private static void SetTime(JsonObject body, EventTime? time)
    {
        switch (time)
        {
            case EventTime.WholeDays days:
                (body["isAllDay"], body["start"], body["end"]) = (true, On(days.Start), On(days.End));
                break;
            case EventTime.Timed timed:
                (body["isAllDay"], body["start"], body["end"]) = (false, At(timed.Start, timed.Zone), At(timed.End, timed.Zone));
                break;
        }
    }

    /// <summary>
    /// By the Windows name of the zone, in its main zone's local time; in UTC where it has none, or where clocks show the hour twice and the second is meant:
    /// Graph takes no offset.
    /// </summary>
    private static JsonObject At(Instant moment, DateTimeZone zone)
    {
        var source = TzdbDateTimeZoneSource.Default;
        if (source.TzdbToWindowsIds.TryGetValue(zone.Id, out var windows) && source.WindowsToTzdbIds.TryGetValue(windows, out var id) && Clock.FindZone(id) is { } main)
        {
            var local = moment.InZone(main).LocalDateTime;
            if (Clock.At(local, main) == moment)
            {
                return Write(local, windows);
            }
        }

        return Write(moment.InUtc().LocalDateTime, Utc);
    }

    private static JsonObject On(LocalDate day) => Write(day.AtMidnight(), Utc);

    private static JsonObject Write(LocalDateTime local, string zone) => new() { ["dateTime"] = Local.Format(local), ["timeZone"] = zone };

    private static JsonArray Merge(IReadOnlyList<DraftAttendee> wanted, JsonArray? guests)
    {
        var left = wanted.ToDictionary(a => a.Email, StringComparer.OrdinalIgnoreCase);
        var merged = new JsonArray();
        foreach (var guest in (guests ?? []).OfType<JsonObject>())
        {
            if (((guest["emailAddress"] as JsonObject)?["address"].Text() is { } email && left.Remove(email)) || guest["type"].Text() == "resource")
            {
                merged.Add(guest.DeepClone());
            }
        }

        foreach (var guest in left.Values)
        {
            merged.Add(new JsonObject { ["emailAddress"] = new JsonObject { ["address"] = guest.Email, ["name"] = guest.Name ?? guest.Email }, ["type"] = "required" });
        }

        return merged;
    }
}
