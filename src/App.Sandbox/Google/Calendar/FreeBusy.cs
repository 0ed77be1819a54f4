using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google.Calendar;

/// <summary>freebusy query: errors are per calendar, inside a 200.</summary>
internal sealed class FreeBusy(CalendarStore store)
{
    private const int MostCalendars = 50;

    public async Task<ApiAnswer> QueryAsync(ApiCall call)
    {
        if ((await call.BodyAsync()).Failed(out var error, out var body))
        {
            return error;
        }

        if (Moment(body, "timeMin") is not { } min || Moment(body, "timeMax") is not { } max)
        {
            return GoogleError.Required("Missing timeMin or timeMax parameter.");
        }

        if (max <= min)
        {
            return GoogleError.TimeRangeEmpty;
        }

        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(StoredEvent.Text(body, "timeZone") ?? "UTC");
        return zone is null ? GoogleError.Invalid("Invalid time zone.") : Answer(call, body, new Window(min, max), zone);
    }

    private JsonObject Answer(ApiCall call, JsonObject body, Window window, DateTimeZone zone)
    {
        var calendars = new JsonObject();
        var asked = (body["items"] as JsonArray ?? []).OfType<JsonObject>().Select(i => StoredEvent.Text(i, "id")).OfType<string>().Distinct().ToList();
        foreach (var (id, index) in asked.Select((id, index) => (id, index)))
        {
            calendars[id] = index >= MostCalendars
                ? Failed("tooManyCalendarsRequested")
                : store.Find(call.Account.Email, id) is { } calendar ? Busy(calendar, window, zone) : Failed("notFound");
        }

        return new JsonObject
        {
            ["kind"] = "calendar#freeBusy",
            ["timeMin"] = SandboxCalendar.Stamp(window.Min!.Value),
            ["timeMax"] = SandboxCalendar.Stamp(window.Max!.Value),
            ["calendars"] = calendars,
        };
    }

    private static JsonObject Busy(SandboxCalendar calendar, Window window, DateTimeZone zone)
    {
        var merged = new List<(Instant Start, Instant End)>();
        foreach (var (start, end) in calendar.Busy(window).Where(b => b.End > b.Start).OrderBy(b => b.Start))
        {
            var clipped = (Start: Instant.Max(start, window.Min!.Value), End: Instant.Min(end, window.Max!.Value));
            if (merged.Count > 0 && clipped.Start <= merged[^1].End)
            {
                merged[^1] = (merged[^1].Start, Instant.Max(merged[^1].End, clipped.End));
            }
            else
            {
                merged.Add(clipped);
            }
        }

        return new JsonObject
        {
            ["busy"] = new JsonArray([.. merged.Select(b => (JsonNode)new JsonObject
            {
                ["start"] = EventTime.Render(b.Start, zone),
                ["end"] = EventTime.Render(b.End, zone),
            })]),
        };
    }

    private static JsonObject Failed(string reason) => new()
    {
        ["errors"] = new JsonArray(new JsonObject { ["domain"] = "global", ["reason"] = reason }),
        ["busy"] = new JsonArray(),
    };

    private static Instant? Moment(JsonObject body, string name) =>
        StoredEvent.Text(body, name) is { } text && OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var at } ? at.ToInstant() : null;
}
