using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using App.Sandbox.Outcomes;
using App.Sandbox.People;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>How a write was asked for.</summary>
internal sealed record WriteMode(bool WithConference = false, bool AtVendor = false);

/// <summary>Turns what a client sends into the event Google would keep.</summary>
internal sealed partial class EventWriter(SandboxCalendar calendar)
{
    [GeneratedRegex("^[a-v0-9]{5,1024}$")]
    private static partial Regex ClientId();

    private string Owner => calendar.Info.Primary ? calendar.Info.Account : calendar.Info.Id;

    public Outcome<JsonObject, GoogleError> New(JsonObject sent, WriteMode mode)
    {
        if (EventFields.Read(sent, mode.AtVendor).Failed(out var error, out var read))
        {
            return error;
        }

        var id = StoredEvent.Text(read, "id") ?? NewId();
        if (!ClientId().IsMatch(id))
        {
            return GoogleError.Invalid("Invalid resource id value.");
        }

        var body = new JsonObject
        {
            ["kind"] = "calendar#event",
            ["id"] = id,
            ["status"] = "confirmed",
            ["htmlLink"] = $"https://www.google.com/calendar/event?eid={id}",
            ["creator"] = Principal(calendar.Info.Account),
            ["organizer"] = Principal(Owner),
            ["iCalUID"] = $"{id}@google.com",
            ["sequence"] = 0,
            ["reminders"] = new JsonObject { ["useDefault"] = true },
            ["eventType"] = "default",
        };
        Overlay(body, read);
        return Finish(body, read, before: null, mode);
    }

    /// <summary>PATCH: what is sent replaces, objects merge, null removes.</summary>
    public Outcome<JsonObject, GoogleError> Patched(JsonObject before, JsonObject sent, WriteMode mode) =>
        EventFields.Read(sent, mode.AtVendor).Failed(out var error, out var read)
            ? error
            : Changed(before, read, Merge(before.DeepClone().AsObject(), read), mode);

    /// <summary>PUT: what is not sent is gone, but for what only Google sets.</summary>
    public Outcome<JsonObject, GoogleError> Replaced(JsonObject before, JsonObject sent, WriteMode mode)
    {
        if (EventFields.Read(sent, mode.AtVendor).Failed(out var error, out var read))
        {
            return error;
        }

        var body = new JsonObject();
        foreach (var kept in (string[])["kind", "id", "status", "htmlLink", "created", "creator", "organizer", "iCalUID", "sequence", "eventType", "recurringEventId", "originalStartTime", "hangoutLink"])
        {
            body[kept] = before[kept]?.DeepClone();
        }

        body["reminders"] = new JsonObject { ["useDefault"] = true };
        if (!mode.WithConference)
        {
            body["conferenceData"] = before["conferenceData"]?.DeepClone();
        }

        Overlay(body, read);
        return Changed(before, read, body, mode);
    }

    private Outcome<JsonObject, GoogleError> Changed(JsonObject before, JsonObject read, JsonObject body, WriteMode mode)
    {
        body["id"] = before["id"]!.DeepClone();
        if (!JsonNode.DeepEquals(before["eventType"], body["eventType"]))
        {
            return GoogleError.Invalid("Event type cannot be changed.");
        }

        if (!mode.AtVendor && !OrganizedHere(before) && before["guestsCanModify"]?.GetValue<bool>() != true
            && read.Any(p => !EventFields.Personal.Contains(p.Key) && !JsonNode.DeepEquals(before[p.Key], body[p.Key])))
        {
            return GoogleError.NonOrganizer;
        }

        return Finish(body, read, before, mode);
    }

    private Outcome<JsonObject, GoogleError> Finish(JsonObject body, JsonObject read, JsonObject? before, WriteMode mode)
    {
        if (Timing.Parse(body, calendar.Zone).Failed(out var error, out var timing))
        {
            return error;
        }

        body["start"] = timing.Start.ToJson(calendar.Zone);
        body["end"] = timing.End.ToJson(calendar.Zone);
        if (body["recurringEventId"] is not null)
        {
            body.Remove("recurrence");
        }

        if (ApplyConference(body, read, before, mode) is { } refused)
        {
            return refused;
        }

        if (Guests(body) is { } invalid)
        {
            return invalid;
        }

        if (before is not null && !SameTimes(before, body))
        {
            body["sequence"] = (before["sequence"]?.GetValue<int>() ?? 0) + 1;
        }

        foreach (var empty in body.Where(p => p.Value is null or JsonArray { Count: 0 }).Select(p => p.Key).ToList())
        {
            body.Remove(empty);
        }

        return body;
    }

    private static GoogleError? ApplyConference(JsonObject body, JsonObject read, JsonObject? before, WriteMode mode)
    {
        var kept = before?["conferenceData"];
        if (!mode.WithConference && !mode.AtVendor)
        {
            body["conferenceData"] = kept?.DeepClone();
            return null;
        }

        return read.ContainsKey("conferenceData") ? Conference.Apply(body, read["conferenceData"], kept) : null;
    }

    private GoogleError? Guests(JsonObject body)
    {
        var organizer = body["organizer"]?["email"]?.GetValue<string>();
        foreach (var guest in body["attendees"] as JsonArray ?? [])
        {
            if (StoredEvent.Text(guest!.AsObject(), "email") is not { Length: > 0 } email)
            {
                return GoogleError.Required("Missing attendee email.");
            }

            guest["responseStatus"] ??= "needsAction";
            Mark(guest.AsObject(), "self", string.Equals(email, calendar.Info.Account, StringComparison.OrdinalIgnoreCase));
            Mark(guest.AsObject(), "organizer", string.Equals(email, organizer, StringComparison.OrdinalIgnoreCase));
        }

        return null;
    }

    private static void Mark(JsonObject guest, string name, bool value)
    {
        guest.Remove(name);
        if (value)
        {
            guest[name] = true;
        }
    }

    private JsonObject Principal(string email)
    {
        var principal = new JsonObject { ["email"] = email };
        if (!calendar.Info.Primary && email == Owner)
        {
            principal["displayName"] = calendar.Info.Summary;
        }
        else if (Person.ByEmail(email) is { } person && email != Owner)
        {
            principal["displayName"] = person.Name;
        }

        if (email == Owner)
        {
            principal["self"] = true;
        }

        return principal;
    }

    private static bool OrganizedHere(JsonObject body) => body["organizer"]?["self"]?.GetValue<bool>() == true;

    private static bool SameTimes(JsonObject left, JsonObject right) =>
        JsonNode.DeepEquals(left["start"], right["start"])
        && JsonNode.DeepEquals(left["end"], right["end"])
        && JsonNode.DeepEquals(left["recurrence"], right["recurrence"]);

    private static void Overlay(JsonObject body, JsonObject read)
    {
        foreach (var (name, value) in read)
        {
            body[name] = value?.DeepClone();
        }
    }

    private static JsonObject Merge(JsonObject body, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            // A start is a whole: a new date must not keep the old dateTime beside it.
            body[name] = value is JsonObject inner && body[name] is JsonObject outer && name != "conferenceData"
                ? MergeInner(outer.DeepClone().AsObject(), inner)
                : value?.DeepClone();
        }

        return body;
    }

    private static JsonObject MergeInner(JsonObject outer, JsonObject inner)
    {
        if (inner["date"] is not null)
        {
            outer.Remove("dateTime");
        }
        else if (inner["dateTime"] is not null)
        {
            outer.Remove("date");
        }

        foreach (var (name, value) in inner)
        {
            if (value is null)
            {
                outer.Remove(name);
            }
            else
            {
                outer[name] = value is JsonObject deeper && outer[name] is JsonObject target ? MergeInner(target.DeepClone().AsObject(), deeper) : value.DeepClone();
            }
        }

        return outer;
    }

    private static string NewId() => string.Create(26, RandomNumberGenerator.GetBytes(26), static (id, bytes) =>
    {
        const string alphabet = "0123456789abcdefghijklmnopqrstuv";
        for (var i = 0; i < id.Length; i++)
        {
            id[i] = alphabet[bytes[i] % alphabet.Length];
        }
    });
}
