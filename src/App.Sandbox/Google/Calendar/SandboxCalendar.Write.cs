using System.Text.Json.Nodes;
using App.Sandbox.Outcomes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google.Calendar;

/// <summary>Changing events: each change gets the next number and is on disk before it is answered.</summary>
internal sealed partial class SandboxCalendar
{
    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'");

    /// <summary>A moment as Google writes the time of a change.</summary>
    public static string Stamp(Instant at) => Milliseconds.Format(at);

    public Outcome<JsonObject, GoogleError> Insert(JsonObject body, Instant now)
    {
        lock (_lock)
        {
            return _events.ContainsKey(StoredEvent.Text(body, "id")!) ? GoogleError.Duplicate : Commit(body, now);
        }
    }

    /// <summary>Adds many events that were made for it, with one write.</summary>
    public int InsertMany(IEnumerable<JsonObject> bodies, Instant now)
    {
        lock (_lock)
        {
            var added = new List<StoredEvent>();
            foreach (var body in bodies.Where(b => !_events.ContainsKey(StoredEvent.Text(b, "id")!)))
            {
                if (Number(body, now, []).Value is { } stored)
                {
                    added.Add(stored);
                }
            }

            _journal.Append(added);
            added.ForEach(Put);
            Changed?.Invoke(this);
            return added.Count;
        }
    }

    /// <summary>
    /// Changes an event or makes an exception of an instance; <paramref name="change"/> gets what is there now. A deleted event can only be restored, by giving
    /// it another status ("so that they can be restored", Event.status of the discovery document).
    /// </summary>
    public Outcome<JsonObject, GoogleError> Change(string id, string? ifMatch, Instant now, Func<JsonObject, Outcome<JsonObject, GoogleError>> change)
    {
        lock (_lock)
        {
            if (Whole(id) is not { } before)
            {
                return GoogleError.NotFound;
            }

            var isDeleted = IsCancelled(before) && StoredEvent.Text(before, "recurringEventId") is null;
            if (!isDeleted && !Matches(ifMatch, before))
            {
                return GoogleError.PreconditionFailed;
            }

            if (change(before).Failed(out var error, out var after))
            {
                return error;
            }

            return isDeleted && IsCancelled(after) ? GoogleError.NotFound : CommitChange(id, after, now);
        }
    }

    public GoogleError? Remove(string id, string? ifMatch, Instant now)
    {
        lock (_lock)
        {
            if (Whole(id) is not { } body)
            {
                return GoogleError.NotFound;
            }

            if (IsCancelled(body))
            {
                return GoogleError.Deleted;
            }

            if (!Matches(ifMatch, body))
            {
                return GoogleError.PreconditionFailed;
            }

            body["status"] = "cancelled";
            return CommitChange(id, body, now).Error;
        }
    }

    private Outcome<JsonObject, GoogleError> CommitChange(string id, JsonObject after, Instant now)
    {
        var result = Commit(after, now);
        if (result.Error is null && _exceptions.ContainsKey(id))
        {
            EndOrphans(_events[id], now);
        }

        return result;
    }

    /// <summary>Exceptions of a deleted series, or of instances it no longer has, go too.</summary>
    private void EndOrphans(StoredEvent master, Instant now)
    {
        foreach (var exception in ExceptionsOf(master.Id).Values.Where(e => !e.IsCancelled).ToList())
        {
            if (master.IsCancelled || master.Timing.Series?.Find(exception.OriginalSuffix!) is null)
            {
                var body = exception.Body();
                body["status"] = "cancelled";
                Commit(body, now);
            }
        }
    }

    private Outcome<JsonObject, GoogleError> Commit(JsonObject body, Instant now)
    {
        var before = _events.GetValueOrDefault(StoredEvent.Text(body, "id")!);
        if (Number(body, now, PastOf(before, body)).Failed(out var error, out var stored))
        {
            return error;
        }

        _journal.Append([stored]);
        Put(stored);
        Changed?.Invoke(this);
        return JsonNode.Parse(stored.Json)!.AsObject();
    }

    private Outcome<StoredEvent, GoogleError> Number(JsonObject body, Instant now, IReadOnlyList<PastTiming> past)
    {
        var next = _seq + 1;
        var updated = Stamp(now);
        body["updated"] = updated;
        body["created"] ??= updated;
        body["etag"] = $"\"{(now.ToUnixTimeMilliseconds() * 2000) + (next % 1_000_000)}\"";
        var outcome = StoredEvent.From(body, next, past, Zone);
        _seq = outcome.Error is null ? next : _seq;
        return outcome;
    }

    private List<PastTiming> PastOf(StoredEvent? before, JsonObject after)
    {
        var past = before?.Past.ToList() ?? [];
        if (before is { IsCancelled: false } && SourceOf(before.Body()) is var source && !JsonNode.DeepEquals(source, SourceOf(after)))
        {
            past.Add(new PastTiming(_seq + 1, source, before.Timing));
        }

        return past.Count > PastKept ? past[^PastKept..] : past;
    }

    private static JsonObject SourceOf(JsonObject body)
    {
        var source = new JsonObject();
        foreach (var name in (string[])["start", "end", "recurrence"])
        {
            if (body[name] is { } value)
            {
                source[name] = value.DeepClone();
            }
        }

        return source;
    }

    private static bool Matches(string? ifMatch, JsonObject body) =>
        ifMatch is null or "*" || ifMatch.Split(',').Any(tag => tag.Trim() == StoredEvent.Text(body, "etag"));

    private static bool IsCancelled(JsonObject body) => StoredEvent.Text(body, "status") == "cancelled";
}
