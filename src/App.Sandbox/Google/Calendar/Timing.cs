using System.Text.Json.Nodes;
using App.Sandbox.Outcomes;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>When an event is: its first instance, and the series if it recurs.</summary>
internal sealed record Timing(EventTime Start, EventTime End, Series? Series)
{
    public bool Overlaps(Window window) => Series?.Within(window).Any() ?? window.Overlaps(Start.At, End.At);

    /// <summary>Reads and checks start, end and recurrence of an event.</summary>
    public static Outcome<Timing, GoogleError> Parse(JsonObject body, DateTimeZone zone)
    {
        if (EventTime.Parse(body["start"], zone, "start").Failed(out var error, out var start)
            || EventTime.Parse(body["end"], zone, "end").Failed(out error, out var end))
        {
            return error;
        }

        if (start.IsAllDay != end.IsAllDay)
        {
            return GoogleError.Invalid("Start and end times must either both be date or both be dateTime.");
        }

        if (end.At < start.At || (start.IsAllDay && end.At == start.At))
        {
            return GoogleError.TimeRangeEmpty with { LocationType = null, Location = null };
        }

        return body["recurrence"] is JsonArray { Count: > 0 } lines ? Recurring(body, start, end, lines, zone) : new Timing(start, end, null);
    }

    private static Outcome<Timing, GoogleError> Recurring(JsonObject body, EventTime start, EventTime end, JsonArray lines, DateTimeZone zone)
    {
        if (!start.IsAllDay && body["start"]!["timeZone"] is null)
        {
            return GoogleError.Required("Missing time zone definition for start time.");
        }

        if (lines.Any(l => l?.GetValueKind() != System.Text.Json.JsonValueKind.String))
        {
            return GoogleError.Invalid("Invalid recurrence rule.");
        }

        return Series.Parse(start, end, lines.Select(l => l!.GetValue<string>()), zone).Failed(out var error, out var series)
            ? error
            : new Timing(start, end, series);
    }
}

/// <summary>When an event was before a change, so that a client that still shows it there can be told.</summary>
internal sealed record PastTiming(long UntilSeq, JsonObject Source, Timing Timing);
