using System.Text.Json.Nodes;
using App.Sandbox.Outcomes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google.Calendar;

/// <summary>A start or an end: a date for all-day events, otherwise a moment with the zone it was given in.</summary>
internal sealed record EventTime(LocalDate? Date, Instant At, DateTimeZone Zone)
{
    private static readonly OffsetDateTimePattern Rendered = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<Z+HH:mm>");
    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");
    private static readonly LocalDatePattern DateStamp = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    public bool IsAllDay => Date is not null;

    public LocalDateTime Local => Date is { } date ? date.AtMidnight() : At.InZone(Zone).LocalDateTime;

    /// <summary>What Google appends to the id of a series for the instance that starts here.</summary>
    public string Suffix => Date is { } date ? DateStamp.Format(date) : Stamp.Format(At.InUtc().LocalDateTime);

    /// <summary>The time as Google shows it: moments in the zone of the calendar.</summary>
    public JsonObject ToJson(DateTimeZone shownIn) => Date is { } date
        ? new JsonObject { ["date"] = LocalDatePattern.Iso.Format(date) }
        : new JsonObject { ["dateTime"] = Render(At, shownIn), ["timeZone"] = Zone.Id };

    public static string Render(Instant at, DateTimeZone zone) => Rendered.Format(at.InZone(zone).ToOffsetDateTime());

    public static EventTime OfDate(LocalDate date, DateTimeZone calendarZone) =>
        new(date, calendarZone.AtStartOfDay(date).ToInstant(), calendarZone);

    public static EventTime OfLocal(LocalDateTime local, DateTimeZone zone) => new(null, zone.AtLeniently(local).ToInstant(), zone);

    public static Outcome<EventTime, GoogleError> Parse(JsonNode? node, DateTimeZone calendarZone, string which)
    {
        if (node is not JsonObject time)
        {
            return GoogleError.Required($"Missing {which} time.");
        }

        var zone = calendarZone;
        if (Text(time["timeZone"]) is { } id)
        {
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not { } named)
            {
                return GoogleError.Invalid($"Invalid time zone definition for {which} time.");
            }

            zone = named;
        }

        if (Text(time["date"]) is { } date)
        {
            var parsed = LocalDatePattern.Iso.Parse(date);
            return parsed.Success ? OfDate(parsed.Value, calendarZone) : GoogleError.Invalid($"Invalid value for: Invalid format: \"{date}\"");
        }

        return Text(time["dateTime"]) is { } moment
            ? ParseMoment(moment, zone, hasZone: time["timeZone"] is not null, which)
            : GoogleError.Required($"Missing {which} time.");
    }

    private static Outcome<EventTime, GoogleError> ParseMoment(string text, DateTimeZone zone, bool hasZone, string which)
    {
        if (OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var withOffset })
        {
            return new EventTime(null, Seconds(withOffset.ToInstant()), zone);
        }

        if (LocalDateTimePattern.ExtendedIso.Parse(text) is not { Success: true, Value: var local })
        {
            return GoogleError.Invalid($"Invalid value for: Invalid format: \"{text}\"");
        }

        return hasZone ? OfLocal(local, zone) : GoogleError.Required($"Missing time zone definition for {which} time.");
    }

    private static Instant Seconds(Instant instant) => Instant.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
