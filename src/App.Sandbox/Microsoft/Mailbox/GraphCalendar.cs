using System.Text.Json.Nodes;
using NodaTime;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>An item, or an occurrence that is not an item of its own: then the item is its series.</summary>
internal sealed record Found(StoredItem Item, Occurrence? Occurrence)
{
    public string Key => Occurrence is { } occurrence ? StoredItem.KeyOf(Item.Key, occurrence.Day) : Item.Key;

    public Instant StartAt => Occurrence?.StartAt ?? Item.Timing.Start.At;

    public Instant EndAt => Occurrence?.EndAt ?? Item.Timing.End.At;
}

/// <summary>The items of one calendar, and what a view of them shows.</summary>
internal sealed partial class GraphCalendar : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ItemJournal _journal;
    private readonly Dictionary<string, StoredItem> _items = [];
    private readonly Dictionary<string, SortedDictionary<LocalDate, StoredItem>> _exceptions = [];
    private readonly Dictionary<string, string> _transactions = [];
    private long _seq;

    public GraphCalendar(CalendarInfo info, string path)
    {
        Info = info;
        _journal = new ItemJournal(path, info.Zone);
        _journal.Read().ForEach(Put);
    }

    public CalendarInfo Info { get; set; }

    /// <summary>Told of every change once it is written.</summary>
    public Action<GraphCalendar, IReadOnlyList<ItemChange>>? Changed { get; set; }

    public int CountLive
    {
        get
        {
            lock (_lock)
            {
                return _items.Values.Count(i => i.IsLive && i.MasterKey is null);
            }
        }
    }

    public Found? Find(string key)
    {
        lock (_lock)
        {
            return FindIt(key);
        }
    }

    /// <summary>Single events and series; exceptions only with their series.</summary>
    public IReadOnlyList<StoredItem> Masters()
    {
        lock (_lock)
        {
            return [.. _items.Values.Where(i => i.IsLive && i.MasterKey is null).OrderBy(i => i.Timing.Start.At).ThenBy(i => i.Key, StringComparer.Ordinal)];
        }
    }

    /// <summary>What a person sees in a window: single events, occurrences and exceptions, by their start.</summary>
    public IReadOnlyList<Found> View(ViewWindow window)
    {
        lock (_lock)
        {
            return
            [
                .. _items.Values
                    .Where(i => i.IsLive)
                    .SelectMany(i => i.IsSeries ? Occurrences(i, window).Select(o => new Found(i, o)) : Visible(i, window))
                    .OrderBy(f => f.StartAt)
                    .ThenBy(f => f.Key, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>The occurrences and exceptions of one series in a window.</summary>
    public IReadOnlyList<Found> Instances(StoredItem master, ViewWindow window)
    {
        lock (_lock)
        {
            return
            [
                .. Occurrences(master, window).Select(o => new Found(master, o))
                    .Concat(ExceptionsOf(master.Key).SelectMany(e => e.IsLive ? Visible(e, window) : []))
                    .OrderBy(f => f.StartAt),
            ];
        }
    }

    /// <summary>The occurrences of a series that were cancelled, by key.</summary>
    public IReadOnlyList<string> Cancelled(string master)
    {
        lock (_lock)
        {
            return [.. ExceptionsOf(master).Where(e => e.State == ItemState.Deleted).Select(e => e.Key)];
        }
    }

    private static IEnumerable<Found> Visible(StoredItem item, ViewWindow window) =>
        item.Timing.Overlaps(window) ? [new Found(item, null)] : [];

    private Found? FindIt(string key)
    {
        if (_items.TryGetValue(key, out var item) && item.State != ItemState.Undone)
        {
            return item.IsLive ? new Found(item, null) : null;
        }

        var (master, day) = StoredItem.Split(key);
        return master is not null
            && _items.TryGetValue(master, out var series)
            && series.IsLive
            && series.Timing.Find(day!.Value) is { } occurrence
                ? new Found(series, occurrence)
                : null;
    }

    private IEnumerable<StoredItem> ExceptionsOf(string master) => _exceptions.TryGetValue(master, out var exceptions) ? exceptions.Values : [];

    private IEnumerable<Occurrence> Occurrences(StoredItem master, ViewWindow window) =>
        master.Timing.Within(window).Where(o => !IsException(master.Key, o.Day));

    private bool IsException(string master, LocalDate day) =>
        _exceptions.TryGetValue(master, out var exceptions) && exceptions.TryGetValue(day, out var item) && item.State != ItemState.Undone;

    private void Put(StoredItem item)
    {
        _seq = Math.Max(_seq, item.Seq);
        _items[item.Key] = item;
        if (item.MasterKey is { } master)
        {
            if (!_exceptions.TryGetValue(master, out var exceptions))
            {
                _exceptions[master] = exceptions = [];
            }

            exceptions[item.Day!.Value] = item;
        }
        else if (item.Text("transactionId") is { } transaction)
        {
            _transactions[transaction] = item.Key;
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

/// <summary>One change of an item: created, updated or deleted.</summary>
internal sealed record ItemChange(string Kind, string Key, string ChangeKey);
