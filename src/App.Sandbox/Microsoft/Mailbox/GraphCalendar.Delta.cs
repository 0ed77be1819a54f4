namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>One entry of a delta round: an item in full, an occurrence in few words, or what is no longer in the window.</summary>
internal sealed record DeltaEntry(long Seq, int Index, string Key, StoredItem? Item, Occurrence? Occurrence)
{
    public bool IsRemoved => Item is null;
}

/// <summary>Where the next page of a round begins.</summary>
internal sealed record DeltaCursor(long Seq, int Index);

internal sealed record DeltaPage(IReadOnlyList<DeltaEntry> Entries, DeltaCursor? Next, long Seq);

/// <summary>Delta rounds over a window: all of it first, then what changed.</summary>
internal sealed partial class GraphCalendar
{
    /// <summary>A page of what is in the window, or of what changed after <paramref name="since"/>.</summary>
    public DeltaPage Delta(ViewWindow window, long? since, DeltaCursor? cursor, int size)
    {
        lock (_lock)
        {
            var page = _items.Values
                .Where(i => i.Seq > (since ?? 0) && i.Seq >= (cursor?.Seq ?? 0))
                .OrderBy(i => i.Seq)
                .SelectMany(i => Numbered(i, window, since))
                .Where(e => cursor is null || e.Seq > cursor.Seq || e.Index >= cursor.Index)
                .Take(size + 1)
                .ToList();
            var next = page.Count > size ? new DeltaCursor(page[size].Seq, page[size].Index) : null;
            return new DeltaPage([.. page.Take(size)], next, _seq);
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

    private IEnumerable<DeltaEntry> Numbered(StoredItem item, ViewWindow window, long? since) =>
        Entries(item, window, since).Select((e, index) => e with { Index = index });

    private IEnumerable<DeltaEntry> Entries(StoredItem item, ViewWindow window, long? since) => (item, since) switch
    {
        ({ State: ItemState.Undone }, null) or ({ State: ItemState.Deleted }, null) => [],
        ({ State: ItemState.Undone }, _) => IsShownByRule(item, window) ? [] : [Removed(item, item.Key)],
        ({ State: ItemState.Deleted }, _) => [Removed(item, item.Key), .. Vanished(item, window, since!.Value)],
        ({ IsSeries: true }, null) => Series(item, window),
        ({ IsSeries: true }, _) => [.. Told(Series(item, window), item), .. Vanished(item, window, since!.Value)],
        _ => Single(item, window, since),
    };

    private IEnumerable<DeltaEntry> Single(StoredItem item, ViewWindow window, long? since)
    {
        if (item.Timing.Overlaps(window))
        {
            yield return new DeltaEntry(item.Seq, 0, item.Key, item, null);
        }
        else if (since is not null)
        {
            // Also what only changed outside of the window is told as removed.
            yield return Removed(item, item.Key);
        }

        foreach (var gone in since is { } seq ? Vanished(item, window, seq) : [])
        {
            yield return gone;
        }
    }

    /// <summary>The series itself in full and its occurrences, if any of it is in the window.</summary>
    private List<DeltaEntry> Series(StoredItem item, ViewWindow window)
    {
        var occurrences = Occurrences(item, window).Select(o => new DeltaEntry(item.Seq, 0, StoredItem.KeyOf(item.Key, o.Day), item, o)).ToList();
        var isShown = occurrences.Count > 0 || ExceptionsOf(item.Key).Any(e => e.IsLive && e.Timing.Overlaps(window));
        return isShown ? [new DeltaEntry(item.Seq, 0, item.Key, item, null), .. occurrences] : [];
    }

    private static IEnumerable<DeltaEntry> Told(List<DeltaEntry> entries, StoredItem item) => entries.Count > 0 ? entries : [Removed(item, item.Key)];

    /// <summary>Occurrences a client may hold from before, and which are no more.</summary>
    private IEnumerable<DeltaEntry> Vanished(StoredItem item, ViewWindow window, long since)
    {
        var held = item.Past.Where(p => p.UntilSeq > since).Select(p => p.Timing);
        return held.Concat(item.IsLive ? [] : [item.Timing])
            .SelectMany(t => t.Within(window))
            .Select(o => o.Day)
            .Distinct()
            .Where(day => !item.IsLive || (item.Timing.Find(day) is null && !IsException(item.Key, day)))
            .Select(day => Removed(item, StoredItem.KeyOf(item.Key, day)));
    }

    /// <summary>Whether the series shows the occurrence of an ended exception again, and so tells of it.</summary>
    private bool IsShownByRule(StoredItem undone, ViewWindow window) =>
        _items.TryGetValue(undone.MasterKey!, out var master)
        && master.IsLive
        && master.Timing.Find(undone.Day!.Value) is { } occurrence
        && window.Overlaps(occurrence.StartAt, occurrence.EndAt);

    private static DeltaEntry Removed(StoredItem item, string key) => new(item.Seq, 0, key, null, null);
}
