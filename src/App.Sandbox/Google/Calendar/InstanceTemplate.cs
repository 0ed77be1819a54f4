using System.Text;
using System.Text.Json.Nodes;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>Writes the instances of a series by putting each one's times behind what all share, and keeps them written.</summary>
internal sealed class InstanceTemplate
{
    private readonly JsonObject _shared;
    private readonly byte[] _head;
    private readonly string _masterId;
    private readonly string? _etag;
    private readonly Dictionary<string, byte[]> _written = [];

    public InstanceTemplate(JsonObject master)
    {
        _masterId = master["id"]!.GetValue<string>();
        _etag = StoredEvent.Text(master, "etag");
        foreach (var own in (string[])["id", "start", "end", "recurrence", "originalStartTime", "recurringEventId"])
        {
            master.Remove(own);
        }

        _shared = master;
        _head = StoredEvent.Bytes(master)[..^1];
    }

    public string IdOf(Occurrence occurrence) => $"{_masterId}_{occurrence.Suffix}";

    public byte[] Json(Occurrence occurrence, DateTimeZone zone)
    {
        if (_written.TryGetValue(occurrence.Suffix, out var json))
        {
            return json;
        }

        var own = StoredEvent.Bytes(Own(occurrence, zone, withTimes: true));
        json = [.. _head, (byte)',', .. own.AsSpan(1)];
        _written[occurrence.Suffix] = json;
        return json;
    }

    /// <summary>The instance as an event of its own, to be changed.</summary>
    public JsonObject Body(Occurrence occurrence, DateTimeZone zone)
    {
        var body = _shared.DeepClone().AsObject();
        foreach (var (name, value) in Own(occurrence, zone, withTimes: true))
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }

    public byte[] Cancelled(Occurrence occurrence, DateTimeZone zone)
    {
        var body = new JsonObject { ["kind"] = "calendar#event", ["etag"] = _etag };
        foreach (var (name, value) in Own(occurrence, zone, withTimes: false))
        {
            body[name] = value?.DeepClone();
        }

        body["status"] = "cancelled";
        return StoredEvent.Bytes(body);
    }

    /// <summary>A tombstone for the event itself, when it turned into a series.</summary>
    public byte[] CancelledSelf() =>
        Encoding.UTF8.GetBytes(new JsonObject { ["kind"] = "calendar#event", ["etag"] = _etag, ["id"] = _masterId, ["status"] = "cancelled" }.ToJsonString());

    private JsonObject Own(Occurrence occurrence, DateTimeZone zone, bool withTimes)
    {
        var own = new JsonObject
        {
            ["id"] = IdOf(occurrence),
            ["recurringEventId"] = _masterId,
            ["originalStartTime"] = occurrence.Start.ToJson(zone),
        };
        if (withTimes)
        {
            own["start"] = occurrence.Start.ToJson(zone);
            own["end"] = occurrence.End.ToJson(zone);
        }

        return own;
    }
}
