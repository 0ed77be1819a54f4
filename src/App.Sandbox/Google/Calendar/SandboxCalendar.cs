using System.Text.Json.Nodes;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>
/// The events of one calendar, held in the order of their last change: that is the order of lists and of sync tokens,
/// so a page and an incremental listing both begin with a binary search.
/// </summary>
internal sealed partial class SandboxCalendar : IDisposable
{
    private const int PastKept = 20;

    private readonly Lock _lock = new();
    private readonly CalendarJournal _journal;
    private readonly Dictionary<string, StoredEvent> _events = [];
    private readonly Dictionary<string, Dictionary<string, StoredEvent>> _exceptions = [];
    private readonly List<StoredEvent?> _log = [];
    private readonly List<long> _logSeqs = [];
    private readonly Dictionary<string, int> _position = [];
    private long _seq;

    public SandboxCalendar(CalendarInfo info, string journalPath)
    {
        Info = info;
        Zone = info.Zone;
        _journal = new CalendarJournal(journalPath, Zone);
        _journal.Read().ForEach(Put);
    }

    public CalendarInfo Info { get; set; }

    /// <summary>Told of every change once it is written.</summary>
    public Action<SandboxCalendar>? Changed { get; set; }

    public DateTimeZone Zone { get; }

    public string Updated
    {
        get
        {
            lock (_lock)
            {
                return _log.Count > 0 && _log[^1] is { } last ? last.Updated : "2026-01-01T00:00:00.000Z";
            }
        }
    }

    public long Seq
    {
        get
        {
            lock (_lock)
            {
                return _seq;
            }
        }
    }

    public int CountLive
    {
        get
        {
            lock (_lock)
            {
                return _events.Values.Count(e => !e.IsCancelled);
            }
        }
    }

    /// <summary>An event, or an instance of a series that has no event of its own yet.</summary>
    public JsonObject? Find(string id)
    {
        lock (_lock)
        {
            return _events.TryGetValue(id, out var stored)
                ? JsonNode.Parse(stored.Json)!.AsObject()
                : FindInstance(id) is { } found ? found.Master.Instances.Body(found.Occurrence, Zone) : null;
        }
    }

    public IReadOnlyList<JsonObject> Bodies()
    {
        lock (_lock)
        {
            return [.. _events.Values.OrderBy(e => e.Timing.Start.At).Select(e => JsonNode.Parse(e.Json)!.AsObject())];
        }
    }

    /// <summary>The event with everything that is known of it, and where it is not yet its own, made from its series.</summary>
    private JsonObject? Whole(string id) => _events.TryGetValue(id, out var stored)
        ? stored.Body()
        : FindInstance(id) is { } found ? found.Master.Instances.Body(found.Occurrence, Zone) : null;

    private (StoredEvent Master, Occurrence Occurrence)? FindInstance(string id)
    {
        var cut = id.LastIndexOf('_');
        return cut > 0
            && _events.TryGetValue(id[..cut], out var master)
            && master is { IsCancelled: false, Timing.Series: { } series }
            && series.Find(id[(cut + 1)..]) is { } occurrence
                ? (master, occurrence)
                : null;
    }

    private IReadOnlyDictionary<string, StoredEvent> ExceptionsOf(string masterId) =>
        _exceptions.TryGetValue(masterId, out var exceptions) ? exceptions : System.Collections.Immutable.ImmutableDictionary<string, StoredEvent>.Empty;

    private void Put(StoredEvent stored)
    {
        if (_position.TryGetValue(stored.Id, out var old))
        {
            _log[old] = null;
        }

        _seq = Math.Max(_seq, stored.Seq);
        _events[stored.Id] = stored;
        _position[stored.Id] = _log.Count;
        _log.Add(stored);
        _logSeqs.Add(stored.Seq);
        if (stored.MasterId is { } master)
        {
            if (!_exceptions.TryGetValue(master, out var exceptions))
            {
                _exceptions[master] = exceptions = [];
            }

            exceptions[stored.OriginalSuffix!] = stored;
        }

        if (_log.Count > 1000 && _log.Count > _events.Count * 2)
        {
            CloseGaps();
        }
    }

    private void CloseGaps()
    {
        var live = _log.OfType<StoredEvent>().ToList();
        _log.Clear();
        _logSeqs.Clear();
        foreach (var stored in live)
        {
            _position[stored.Id] = _log.Count;
            _log.Add(stored);
            _logSeqs.Add(stored.Seq);
        }
    }

    public void Delete()
    {
        lock (_lock)
        {
            _journal.Delete();
        }
    }

    public void Dispose() => _journal.Dispose();
}
