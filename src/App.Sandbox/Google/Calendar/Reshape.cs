using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google.Calendar;

/// <summary>Shows events in another zone or with fewer guests than they are kept with.</summary>
internal static class Reshape
{
    public static bool IsNeeded(EventQuery query, SandboxCalendar calendar) =>
        query.MaxAttendees is not null || (query.Zone is { } zone && zone.Id != calendar.Zone.Id);

    public static IReadOnlyList<byte[]> All(IReadOnlyList<byte[]> items, EventQuery query, SandboxCalendar calendar) =>
        [.. items.Select(i => StoredEvent.Bytes(One(JsonNode.Parse(i)!.AsObject(), query.Zone ?? calendar.Zone, query.MaxAttendees)))];

    public static JsonObject One(JsonObject body, DateTimeZone zone, int? maxAttendees)
    {
        foreach (var name in (string[])["start", "end", "originalStartTime"])
        {
            if (body[name]?["dateTime"]?.GetValue<string>() is { } moment)
            {
                body[name]!["dateTime"] = EventTime.Render(OffsetDateTimePattern.Rfc3339.Parse(moment).Value.ToInstant(), zone);
            }
        }

        if (maxAttendees is { } most && body["attendees"] is JsonArray { Count: var count } attendees && count > most)
        {
            // Google keeps the participant herself when it leaves guests out.
            var self = attendees.FirstOrDefault(a => a!["self"]?.GetValue<bool>() == true) ?? attendees[0];
            body["attendees"] = new JsonArray([.. attendees.OrderBy(a => a == self ? 0 : 1).Take(most).Select(a => a!.DeepClone())]);
            body["attendeesOmitted"] = true;
        }

        return body;
    }
}
