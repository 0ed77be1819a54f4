using App.Sandbox.Outcomes;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>One entry of a listing. The place it has in the listing is (Seq, Index), or (Start, Id) by start time.</summary>
internal readonly record struct Listed(byte[] Json, long Seq, int Index, long Start, string Id);

/// <summary>Where the next page begins.</summary>
internal sealed record Cursor(long Seq, int Index, long Start, string Id);

/// <summary>A page of events, and where the calendar stood.</summary>
internal sealed record EventPage(IReadOnlyList<byte[]> Items, Cursor? Next, long Seq);

/// <summary>Listing events: full or what changed, as they are or as single instances.</summary>
internal sealed partial class SandboxCalendar
{
    private (EventQuery Query, long Seq, List<Listed> Items)? _byStart;

    public EventPage List(EventQuery query, Cursor? cursor, int size)
    {
        lock (_lock)
        {
            var items = new List<byte[]>(Math.Min(size, 2500));
            foreach (var listed in query.ByStartTime ? AfterByStart(query, cursor) : After(query, cursor))
            {
                if (items.Count == size)
                {
                    return new EventPage(items, new Cursor(listed.Seq, listed.Index, listed.Start, listed.Id), _seq);
                }

                items.Add(listed.Json);
            }

            return new EventPage(items, null, _seq);
        }
    }

    /// <summary>The instances of one series with their exceptions; null if it is not there.</summary>
    public Outcome<EventPage, GoogleError> Instances(string masterId, EventQuery query, string? originalStart, Cursor? cursor, int size)
    {
        lock (_lock)
        {
            if (!_events.TryGetValue(masterId, out var master))
            {
                return GoogleError.NotFound;
            }

            var exceptions = ExceptionsOf(masterId).Values.Where(e => (query.ShowDeleted || !e.IsCancelled) && e.Timing.Overlaps(query.Window));
            var all = Expand(master, query)
                .Select(l => (l.Id, l.Json))
                .Concat(exceptions.Select(e => (e.Id, e.Json)))
                .Where(i => originalStart is null || i.Id == $"{masterId}_{originalStart}")
                .OrderBy(i => i.Id, StringComparer.Ordinal)
                .SkipWhile(i => cursor is not null && string.CompareOrdinal(i.Id, cursor.Id) < 0)
                .Take(size + 1)
                .ToList();
            var next = all.Count > size ? new Cursor(0, 0, 0, all[size].Id) : null;
            return new EventPage([.. all.Take(size).Select(i => i.Json)], next, _seq);
        }
    }

    /// <summary>Times in which the calendar's owner is busy, unmerged.</summary>
    public IReadOnlyList<(Instant Start, Instant End)> Busy(Window window)
    {
        lock (_lock)
        {
            var busy = new List<(Instant, Instant)>();
            foreach (var stored in _events.Values.Where(e => e.BlocksTime))
            {
                if (stored.Timing.Series is { } series)
                {
                    var exceptions = ExceptionsOf(stored.Id);
                    busy.AddRange(series.Within(window).Where(o => !exceptions.ContainsKey(o.Suffix)).Select(o => (o.Start.At, o.End.At)));
                }
                else if (stored.Timing.Overlaps(window))
                {
                    busy.Add((stored.Timing.Start.At, stored.Timing.End.At));
                }
            }

            return busy;
        }
    }

    private IEnumerable<Listed> After(EventQuery query, Cursor? cursor)
    {
        var from = Math.Max(cursor?.Seq ?? 0, (query.Since + 1) ?? 0);
        var start = _logSeqs.BinarySearch(from);
        for (var i = start < 0 ? ~start : start; i < _log.Count; i++)
        {
            if (_log[i] is not { } stored || !query.Filters(stored))
            {
                continue;
            }

            foreach (var listed in Show(stored, query))
            {
                if (cursor is null || listed.Seq != cursor.Seq || listed.Index >= cursor.Index)
                {
                    yield return listed;
                }
            }
        }
    }

    private IEnumerable<Listed> AfterByStart(EventQuery query, Cursor? cursor)
    {
        if (_byStart is not { } kept || kept.Query != query || kept.Seq != _seq)
        {
            var sorted = After(query, null).ToList();
            sorted.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : string.CompareOrdinal(a.Id, b.Id));
            _byStart = kept = (query, _seq, sorted);
        }

        return cursor is null
            ? kept.Items
            : kept.Items.SkipWhile(l => l.Start < cursor.Start || (l.Start == cursor.Start && string.CompareOrdinal(l.Id, cursor.Id) < 0));
    }

    /// <summary>What a listing shows of one stored event: itself, its instances, tombstones, or nothing.</summary>
    private IEnumerable<Listed> Show(StoredEvent stored, EventQuery query)
    {
        if (query.SingleEvents && (stored.IsSeries || stored.Past.Any(p => p.Timing.Series is not null)))
        {
            return ShowSeries(stored, query);
        }

        return IsShown(stored, query) ? [Listing(stored)] : [];
    }

    private bool IsShown(StoredEvent stored, EventQuery query)
    {
        if (query.Since is { } since)
        {
            return stored.Concerns(query.Window, since) || IsMovedInstance(stored, query);
        }

        if (!stored.IsCancelled)
        {
            return stored.Timing.Overlaps(query.Window);
        }

        var deletedAllowed = query.ShowDeleted || query.UpdatedMin is not null || IsCancelledInstanceOfLive(stored, query);
        return deletedAllowed && stored.Timing.Overlaps(query.Window);
    }

    /// <summary>An exception whose place in the series lies in the window, wherever it went.</summary>
    private bool IsMovedInstance(StoredEvent stored, EventQuery query) =>
        stored.MasterId is { } id
        && _events.TryGetValue(id, out var master)
        && master.Timing.Series?.Find(stored.OriginalSuffix!) is { } original
        && original.Overlaps(query.Window);

    private bool IsCancelledInstanceOfLive(StoredEvent stored, EventQuery query) =>
        !query.SingleEvents && stored.MasterId is { } id && _events.TryGetValue(id, out var master) && !master.IsCancelled;

    private IEnumerable<Listed> ShowSeries(StoredEvent stored, EventQuery query)
    {
        if (stored.IsCancelled && !query.ShowDeleted && query.Since is null && query.UpdatedMin is null)
        {
            return [];
        }

        var now = stored.IsSeries ? Expand(stored, query) : IsShown(stored, query) ? [Listing(stored)] : [];
        return query.Since is { } since ? now.Concat(Vanished(stored, query.Window, since)) : now;
    }

    private IEnumerable<Listed> Expand(StoredEvent master, EventQuery query)
    {
        var exceptions = ExceptionsOf(master.Id);
        var index = 0;
        foreach (var occurrence in master.Timing.Series?.Within(query.Window) ?? [])
        {
            // The place in the listing counts from the series' start, so a page boundary holds when exceptions appear.
            index++;
            if (!exceptions.ContainsKey(occurrence.Suffix))
            {
                var json = master.IsCancelled ? master.Instances.Cancelled(occurrence, Zone) : master.Instances.Json(occurrence, Zone);
                yield return new Listed(json, master.Seq, index, occurrence.Start.At.ToUnixTimeMilliseconds(), master.Instances.IdOf(occurrence));
            }
        }
    }

    /// <summary>Instances a client may still hold from before a change of the series: it is told that they are gone.</summary>
    private IEnumerable<Listed> Vanished(StoredEvent stored, Window window, long since)
    {
        var exceptions = ExceptionsOf(stored.Id);
        var told = new HashSet<string>();
        var index = 1_000_000;
        foreach (var past in stored.Past.Where(p => p.UntilSeq > since))
        {
            if (past.Timing.Series is not { } series)
            {
                if (stored.IsSeries && past.Timing.Overlaps(window) && told.Add(""))
                {
                    yield return new Listed(stored.Instances.CancelledSelf(), stored.Seq, index++, 0, stored.Id);
                }

                continue;
            }

            foreach (var gone in series.Within(window))
            {
                var stays = exceptions.ContainsKey(gone.Suffix) || stored.Timing.Series?.Find(gone.Suffix) is not null;
                if (!stays && told.Add(gone.Suffix))
                {
                    yield return new Listed(stored.Instances.Cancelled(gone, Zone), stored.Seq, index++, 0, stored.Instances.IdOf(gone));
                }
            }
        }
    }

    private static Listed Listing(StoredEvent stored) =>
        new(stored.Json, stored.Seq, 0, stored.Timing.Start.At.ToUnixTimeMilliseconds(), stored.Id);
}
