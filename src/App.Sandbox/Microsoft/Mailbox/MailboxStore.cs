using App.Sandbox.Hosting;
using App.Sandbox.Storage;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>Everything Microsoft remembers besides events.</summary>
internal sealed class MailboxFile
{
    public List<CalendarInfo> Calendars { get; init; } = [];

    public List<Subscription> Subscriptions { get; init; } = [];

    /// <summary>How often an account's delta tokens were all declared expired.</summary>
    public Dictionary<string, long> Epochs { get; init; } = [];
}

/// <summary>The calendars and subscriptions of all mailboxes.</summary>
internal sealed class MailboxStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SandboxFolder _folder;
    private readonly JsonFile<MailboxFile> _file;
    private readonly Dictionary<string, GraphCalendar> _calendars = [];
    private MailboxFile _state;

    public MailboxStore(SandboxFolder folder)
    {
        _folder = folder;
        _file = folder.File<MailboxFile>(Path.Combine(MicrosoftAccount.Vendor, "mailboxes.json"));
        _state = _file.Read() ?? new MailboxFile();
        IsEmpty = _state.Calendars.Count == 0;
        foreach (var info in _state.Calendars)
        {
            _calendars[info.Id] = Open(info);
        }
    }

    /// <summary>Whether nothing was stored yet, so that the seed is due.</summary>
    public bool IsEmpty { get; }

    /// <summary>Told of every change of events.</summary>
    public Action<GraphCalendar, IReadOnlyList<ItemChange>>? Changed { get; set; }

    /// <summary>The calendars of a mailbox, the default one first; deleted ones too.</summary>
    public IReadOnlyList<GraphCalendar> Of(string account)
    {
        lock (_lock)
        {
            return [.. _calendars.Values.Where(c => c.Info.Account == account).OrderByDescending(c => c.Info.IsDefault).ThenBy(c => c.Info.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>A calendar by id, or the default one without; null if the mailbox has no such calendar.</summary>
    public GraphCalendar? Find(string account, string? id = null) =>
        Of(account).FirstOrDefault(c => !c.Info.Deleted && (id is null ? c.Info.IsDefault : c.Info.Id == id));

    /// <summary>The calendar an event is in.</summary>
    public GraphCalendar? Holding(string account, string key) => Of(account).FirstOrDefault(c => !c.Info.Deleted && c.Find(key) is not null);

    public GraphCalendar Add(CalendarInfo info)
    {
        lock (_lock)
        {
            var complete = info with { Incarnation = Convert.ToHexStringLower(Guid.CreateVersion7().ToByteArray(bigEndian: true)) };
            if (_calendars.Remove(complete.Id, out var replaced))
            {
                replaced.Delete();
            }

            File.Delete(PathOf(complete));
            var calendar = Open(complete);
            _calendars[complete.Id] = calendar;
            Save();
            return calendar;
        }
    }

    public void Delete(GraphCalendar calendar)
    {
        lock (_lock)
        {
            calendar.Info = calendar.Info with { Deleted = true };
            Save();
        }
    }

    public long Epoch(string account)
    {
        lock (_lock)
        {
            return _state.Epochs.GetValueOrDefault(account);
        }
    }

    public void ExpireDeltaTokens(string account)
    {
        lock (_lock)
        {
            _state.Epochs[account] = _state.Epochs.GetValueOrDefault(account) + 1;
            Save();
        }
    }

    public IReadOnlyList<Subscription> Subscriptions
    {
        get
        {
            lock (_lock)
            {
                return [.. _state.Subscriptions];
            }
        }
    }

    /// <summary>Adds a subscription, or replaces the one of its id.</summary>
    public void Keep(Subscription subscription)
    {
        lock (_lock)
        {
            _state.Subscriptions.RemoveAll(s => s.Id == subscription.Id);
            _state.Subscriptions.Add(subscription);
            Save();
        }
    }

    public bool Forget(string subscriptionId)
    {
        lock (_lock)
        {
            var forgotten = _state.Subscriptions.RemoveAll(s => s.Id == subscriptionId) > 0;
            Save();
            return forgotten;
        }
    }

    public void Clear()
    {
        List<GraphCalendar> cleared;
        lock (_lock)
        {
            cleared = [.. _calendars.Values];
            _calendars.Clear();
            _state = new MailboxFile { Epochs = _state.Epochs.ToDictionary(e => e.Key, e => e.Value + 1) };
            Save();
        }

        // Outside of the lock: a calendar that is being changed asks for it to announce the change.
        cleared.ForEach(c => c.Delete());
    }

    public void Dispose()
    {
        foreach (var calendar in _calendars.Values)
        {
            calendar.Dispose();
        }
    }

    private GraphCalendar Open(CalendarInfo info) => new(info, PathOf(info)) { Changed = (calendar, changes) => Changed?.Invoke(calendar, changes) };

    private void Save() => _file.Write(new MailboxFile
    {
        Calendars = [.. _calendars.Values.Select(c => c.Info)],
        Subscriptions = _state.Subscriptions,
        Epochs = _state.Epochs,
    });

    private string PathOf(CalendarInfo info) => _folder.PathOf(Path.Combine(MicrosoftAccount.Vendor, StableIds.Hex(info.Id, 16) + ".jsonl"));
}
