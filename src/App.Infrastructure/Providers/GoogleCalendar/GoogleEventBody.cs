using System.Text.Json.Nodes;
using App.Domain.Calendars;
using App.Infrastructure.Providers.Shared;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>A draft as Google's JSON: what it does not carry is not in it.</summary>
internal static class GoogleEventBody
{
    public static JsonObject New(EventDraft draft)
    {
        var body = Changed(draft, null);
        foreach (var time in new[] { body["start"], body["end"] }.OfType<JsonObject>())
        {
            foreach (var empty in time.Where(p => p.Value is null).Select(p => p.Key).ToList())
            {
                time.Remove(empty);
            }
        }

        return body;
    }

    /// <param name="guests">Those who are invited by now, as Google wrote them.</param>
    public static JsonObject Changed(EventDraft draft, JsonArray? guests)
    {
        var body = new JsonObject();
        if (draft.Title is not null)
        {
            body["summary"] = draft.Title;
        }

        if (draft.Notes is not null)
        {
            body["description"] = OrNull(draft.Notes.Whole);
        }

        if (draft.Location is not null)
        {
            body["location"] = OrNull(draft.Location);
        }

        if (draft.Transparency is { } transparency)
        {
            body["transparency"] = transparency == Transparency.Free ? "transparent" : "opaque";
        }

        if (draft.Reminders is not null)
        {
            body["reminders"] = new JsonObject
            {
                ["useDefault"] = false,
                ["overrides"] = new JsonArray([.. draft.Reminders.Select(m => new JsonObject { ["method"] = "popup", ["minutes"] = m })]),
            };
        }

        if (draft.Attendees is not null)
        {
            body["attendees"] = Merge(draft.Attendees, guests);
        }

        (body["start"], body["end"]) = draft.Time switch
        {
            EventTime.Timed timed => (At(timed.Start, timed.Zone), At(timed.End, timed.Zone)),
            EventTime.WholeDays days => (On(days.Start), On(days.End)),
            _ => (null, null),
        };
        if (draft.Time is null)
        {
            body.Remove("start");
            body.Remove("end");
        }

        return body;
    }

    private static JsonArray Merge(IReadOnlyList<DraftAttendee> wanted, JsonArray? guests)
    {
        var left = wanted.ToDictionary(a => a.Email, StringComparer.OrdinalIgnoreCase);
        var merged = new JsonArray();
        foreach (var guest in (guests ?? []).OfType<JsonObject>())
        {
            if ((guest["email"].Text() is { } email && left.Remove(email)) || guest["self"].IsTrue() || guest["resource"].IsTrue())
            {
                merged.Add(guest.DeepClone());
            }
        }

        foreach (var guest in left.Values)
        {
            var added = new JsonObject { ["email"] = guest.Email };
            if (guest.Name is not null)
            {
                added["displayName"] = guest.Name;
            }

            merged.Add(added);
        }

        return merged;
    }

    /// <summary>The other kind of time goes: a patch merges what is inside.</summary>
    private static JsonObject At(Instant moment, DateTimeZone zone) => new()
    {
        ["dateTime"] = OffsetDateTimePattern.Rfc3339.Format(moment.InZone(zone).ToOffsetDateTime()),
        ["timeZone"] = zone.Id,
        ["date"] = null,
    };

    private static JsonObject On(LocalDate day) => new() { ["date"] = LocalDatePattern.Iso.Format(day), ["dateTime"] = null, ["timeZone"] = null };

    private static JsonNode? OrNull(string text) => text.Length == 0 ? null : text;
}
