using System.Text.Json.Nodes;
using App.Sandbox.Microsoft.Graph;
using App.Sandbox.Outcomes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>Changing items: each change gets the next number and is on disk before it is answered.</summary>
internal sealed partial class GraphCalendar
{
    private const int PastKept = 20;

    /// <summary>Adds an event; the same transaction again answers the event it made.</summary>
    public Outcome<Found, GraphError> Insert(string key, JsonObject body, Instant now)
    {
        lock (_lock)
        {
            if (Number(key, ItemState.Live, body, now).Failed(out var error, out var item))
            {
                return error;
            }

            if (Repeated(body) is { } before)
            {
                return Same(before.Body, body) ? new Found(before, null) : GraphError.OtherTransaction;
            }

            return Commit("created", [item])[0];
        }
    }

    /// <summary>Adds many events that were made for it, with one write.</summary>
    public int InsertMany(IEnumerable<(string Key, JsonObject Body)> items, Instant now)
    {
        lock (_lock)
        {
            var made = items.Where(i => !_items.ContainsKey(i.Key)).Select(i => Number(i.Key, ItemState.Live, i.Body, now).Value).OfType<StoredItem>().ToList();
            Commit("created", made);
            return made.Count;
        }
    }

    /// <summary>Changes an event, a series, or one occurrence, which thereby becomes an exception.</summary>
    public Outcome<Found, GraphError> Change(string key, string? ifMatch, Instant now, Func<JsonObject, Outcome<JsonObject, GraphError>> change)
    {
        lock (_lock)
        {
            if (FindIt(key) is not { } found)
            {
                return GraphError.ItemNotFound;
            }

            if (!Matches(ifMatch, found.Item))
            {
                return GraphError.Conflict;
            }

            if (change(Own(found)).Failed(out var error, out var body) || Number(key, ItemState.Live, body, now).Failed(out error, out var item))
            {
                return error;
            }

            var undone = found.Occurrence is null && found.Item.IsSeries && !JsonNode.DeepEquals(found.Item.Source, item.Source) ? Undo(key, now) : [];
            return Commit("updated", [item, .. undone])[0];
        }
    }

    /// <summary>Deletes an event, a series with all that belongs to it, or one occurrence.</summary>
    public GraphError? Remove(string key, string? ifMatch, Instant now)
    {
        lock (_lock)
        {
            if (FindIt(key) is not { } found)
            {
                return GraphError.ItemNotFound;
            }

            if (!Matches(ifMatch, found.Item))
            {
                return GraphError.Conflict;
            }

            var removed = Number(key, ItemState.Deleted, Own(found), now).Value!;
            var exceptions = found.Occurrence is null
                ? ExceptionsOf(key).Where(e => e.IsLive).Select(e => Number(e.Key, ItemState.Deleted, e.Body.DeepClone().AsObject(), now).Value!).ToList()
                : [];
            Commit("deleted", [removed, .. exceptions]);
            return null;
        }
    }

    public static string ChangeKey(string incarnation, long seq)
    {
        var bytes = new byte[16];
        Convert.FromHexString(incarnation).AsSpan(0, 8).CopyTo(bytes);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), seq);
        return Convert.ToBase64String(bytes);
    }

    public string ChangeKeyOf(StoredItem item) => ChangeKey(Info.Incarnation, item.Seq);

    private StoredItem? Repeated(JsonObject body) =>
        body["transactionId"]?.GetValue<string>() is { } transaction
        && _transactions.TryGetValue(transaction, out var key)
        && _items[key] is { IsLive: true } item
            ? item
            : null;

    private static bool Same(JsonObject before, JsonObject body) =>
        ((string[])["subject", "start", "end", "recurrence", "attendees"]).All(name => JsonNode.DeepEquals(before[name], body[name]));

    /// <summary>The whole body, and for an occurrence its own times instead of the recurrence.</summary>
    private static JsonObject Own(Found found)
    {
        var body = found.Item.Body.DeepClone().AsObject();
        if (found.Occurrence is { } occurrence)
        {
            body.Remove("recurrence");
            body.Remove("transactionId");
            body["originalStart"] = InstantPattern.ExtendedIso.Format(occurrence.StartAt);
            body["start"] = GraphTime.Write(occurrence.Start, found.Item.Timing.Start.ZoneName);
            body["end"] = GraphTime.Write(occurrence.End, found.Item.Timing.End.ZoneName);
        }

        return body;
    }

    /// <summary>A series that is moved takes its exceptions back.</summary>
    private List<StoredItem> Undo(string master, Instant now) =>
    [
        .. ExceptionsOf(master)
            .Where(e => e.State != ItemState.Undone)
            .Select(e => Number(e.Key, ItemState.Undone, e.Body.DeepClone().AsObject(), now).Value!),
    ];

    private Outcome<StoredItem, GraphError> Number(string key, ItemState state, JsonObject body, Instant now)
    {
        if (ItemTiming.Parse(body, Info.Zone).Failed(out var error, out var timing))
        {
            return error;
        }

        var stamp = GraphStamp.Of(now);
        body["createdDateTime"] ??= stamp;
        body["lastModifiedDateTime"] = stamp;
        body["start"] = timing.Start.ToJson();
        body["end"] = timing.End.ToJson();
        if (timing.Pattern is { } pattern)
        {
            body["recurrence"] = pattern.ToJson(timing.Start.ZoneName);
        }

        var before = _items.GetValueOrDefault(key);
        return new StoredItem(key, ++_seq, state, body, timing, PastOf(before, body));
    }

    private List<PastTiming> PastOf(StoredItem? before, JsonObject after)
    {
        var past = before?.Past.ToList() ?? [];
        if (before is { IsLive: true } && !JsonNode.DeepEquals(before.Source, StoredItem.SourceOf(after)))
        {
            past.Add(new PastTiming(_seq + 1, before.Source, before.Timing));
        }

        return past.Count > PastKept ? past[^PastKept..] : past;
    }

    private List<Found> Commit(string kind, IReadOnlyList<StoredItem> items)
    {
        _journal.Append(items);
        foreach (var item in items)
        {
            Put(item);
        }

        Changed?.Invoke(this, [.. items.Where(i => i.State != ItemState.Undone).Select(i => new ItemChange(kind, i.Key, ChangeKeyOf(i)))]);
        return [.. items.Select(i => new Found(i, null))];
    }

    private bool Matches(string? ifMatch, StoredItem item) =>
        ifMatch is null or "*" || ifMatch.Contains(ChangeKeyOf(item), StringComparison.Ordinal);
}
