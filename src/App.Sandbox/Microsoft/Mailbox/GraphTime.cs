using System.Text.Json.Nodes;
using App.Sandbox.Microsoft.Graph;
using App.Sandbox.Outcomes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>A start or an end as Graph writes it: a local time without an offset, and beside it the name of its zone.</summary>
internal sealed record GraphTime(LocalDateTime Local, string ZoneName, DateTimeZone Zone)
{
    private static readonly LocalDateTimePattern SevenDecimals = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff");

    public Instant At => Zone.AtLeniently(Local).ToInstant();

    /// <summary>The same moment in another zone; days stay the days they are.</summary>
    public static JsonObject Show(Instant at, LocalDateTime local, bool isAllDay, string zoneName, DateTimeZone zone) => Write(isAllDay ? local : at.InZone(zone).LocalDateTime, zoneName);

    public JsonObject ToJson() => Write(Local, ZoneName);

    public static JsonObject Write(LocalDateTime local, string zoneName) => new() { ["dateTime"] = SevenDecimals.Format(local), ["timeZone"] = zoneName };

    public static Outcome<GraphTime, GraphError> Parse(JsonNode? node, string which, DateTimeZone? custom = null)
    {
        if (node is not JsonObject time || Text(time["dateTime"]) is not { } text)
        {
            return GraphError.Invalid($"At least one recipient property is missing: '{which}' needs dateTime and timeZone.");
        }

        var name = Text(time["timeZone"]);
        if (name is null)
        {
            return GraphError.Zone("");
        }

        var zone = GraphZones.Find(name) ?? (name == GraphZones.Custom ? custom : null);
        if (zone is null)
        {
            return GraphError.Zone(name);
        }

        return ParseLocal(text, zone) is { } local
            ? new GraphTime(local, GraphZones.WindowsName(name), zone)
            : GraphError.Body($"Cannot convert the literal '{text}' to the expected type 'Edm.DateTime'.");
    }

    private static LocalDateTime? ParseLocal(string text, DateTimeZone zone)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var moment })
        {
            return moment.ToInstant().InZone(zone).LocalDateTime;
        }

        if (LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var local })
        {
            return local;
        }

        return LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text) is { Success: true, Value: var minutes } ? minutes : null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
