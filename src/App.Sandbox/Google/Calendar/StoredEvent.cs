using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Outcomes;
using App.Sandbox.Storage;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>One event as it is now: its JSON ready to send, and what listing needs to know without reading that.</summary>
internal sealed class StoredEvent
{
    private readonly byte[] _whole;
    private readonly Lazy<InstanceTemplate> _instances;

    private StoredEvent(JsonObject body, byte[] whole, Timing timing, long seq, IReadOnlyList<PastTiming> past)
    {
        Id = Text(body, "id")!;
        Seq = seq;
        Past = past;
        Timing = timing;
        IsCancelled = Text(body, "status") == "cancelled";
        MasterId = Text(body, "recurringEventId");
        EventType = Text(body, "eventType") ?? "default";
        ICalUid = Text(body, "iCalUID") ?? "";
        Updated = Text(body, "updated") ?? "";
        ETag = Text(body, "etag") ?? "";
        BlocksTime = !IsCancelled && Text(body, "transparency") != "transparent" && !DeclinedBySelf(body);
        OriginalSuffix = MasterId is null ? null : Id[(MasterId.Length + 1)..];
        _whole = whole;
        Json = IsCancelled ? Bytes(Tombstone(body)) : _whole;
        _instances = new Lazy<InstanceTemplate>(() => new InstanceTemplate(Body()));
    }

    public string Id { get; }

    /// <summary>Number of the change that made it so; the newest change of a calendar has the highest.</summary>
    public long Seq { get; }

    public Timing Timing { get; }

    public IReadOnlyList<PastTiming> Past { get; }

    public bool IsCancelled { get; }

    public bool IsSeries => Timing.Series is not null;

    /// <summary>The series it is an exception of.</summary>
    public string? MasterId { get; }

    public string? OriginalSuffix { get; }

    public string EventType { get; }

    public string ICalUid { get; }

    public string Updated { get; }

    public string ETag { get; }

    public bool BlocksTime { get; }

    /// <summary>As a list shows it; of a deleted one only what Google guarantees.</summary>
    public byte[] Json { get; }

    public InstanceTemplate Instances => _instances.Value;

    /// <summary>A copy of everything known, also of a deleted event.</summary>
    public JsonObject Body() => JsonNode.Parse(_whole)!.AsObject();

    /// <summary>The same as it is written.</summary>
    public ReadOnlySpan<byte> Whole => _whole;

    public static Outcome<StoredEvent, GoogleError> From(JsonObject body, long seq, IReadOnlyList<PastTiming> past, DateTimeZone zone, byte[]? written = null) =>
        Timing.Parse(body, zone).Failed(out var error, out var timing)
            ? error
            : new StoredEvent(body, written ?? Bytes(body), timing, seq, past);

    /// <summary>Whether a client with this window holds it, or held it before one of its changes.</summary>
    public bool Concerns(Window window, long since) =>
        Timing.Overlaps(window) || Past.Any(p => p.UntilSeq > since && p.Timing.Overlaps(window));

    public static byte[] Bytes(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, SandboxJson.Writer))
        {
            node.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    public static string? Text(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Tombstone(JsonObject body)
    {
        var tombstone = new JsonObject
        {
            ["kind"] = "calendar#event",
            ["etag"] = body["etag"]?.DeepClone(),
            ["id"] = body["id"]!.DeepClone(),
            ["status"] = "cancelled",
        };
        if (body["recurringEventId"] is { } master)
        {
            tombstone["recurringEventId"] = master.DeepClone();
            tombstone["originalStartTime"] = body["originalStartTime"]!.DeepClone();
        }

        return tombstone;
    }

    private static bool DeclinedBySelf(JsonObject body) =>
        body["attendees"] is JsonArray attendees
        && attendees.OfType<JsonObject>().Any(a => a["self"]?.GetValue<bool>() == true && Text(a, "responseStatus") == "declined");
}
