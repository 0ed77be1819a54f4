using System.Security.Cryptography;
using System.Text;
using App.Sandbox.Storage;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>A push channel somebody opened, on a calendar or on an account's list (then without one).</summary>
internal sealed record StoredChannel(string Id, string ResourceId, string ResourceUri, string Account, string Address, string? Token, long ExpirationMs)
{
    public string? CalendarId { get; init; }

    /// <summary>How many messages it was sent; they count up from the first, which says that it is open.</summary>
    public int Messages { get; init; }
}

/// <summary>Everything Google Calendar remembers besides events.</summary>
internal sealed class CalendarFile
{
    public List<CalendarInfo> Calendars { get; init; } = [];

    public List<StoredChannel> Channels { get; init; } = [];

    /// <summary>How often an account's sync tokens were all declared expired.</summary>
    public Dictionary<string, long> Epochs { get; init; } = [];
}

/// <summary>All calendars of all accounts.</summary>
internal sealed class CalendarStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SandboxFolder _folder;
    private readonly JsonFile<CalendarFile> _file;
    private readonly Dictionary<string, SandboxCalendar> _calendars = [];
    private CalendarFile _state;

    public CalendarStore(SandboxFolder folder)
    {
        _folder = folder;
        _file = folder.File<CalendarFile>(Path.Combine("google", "calendars.json"));
        _state = _file.Read() ?? new CalendarFile();
        IsEmpty = _state.Calendars.Count == 0;
        foreach (var info in _state.Calendars)
        {
            _calendars[info.Id] = Open(info, JournalOf(info));
        }
    }

    /// <summary>Whether nothing was stored yet, so that the seed is due.</summary>
    public bool IsEmpty { get; }

    /// <summary>Told of every change of events, and of every change of an account's list.</summary>
    public Action<SandboxCalendar>? EventsChanged { get; set; }

    public Action<string>? ListChanged { get; set; }

    /// <summary>The calendars on an account's list, primary first; deleted ones too.</summary>
    public IReadOnlyList<SandboxCalendar> Of(string account)
    {
        lock (_lock)
        {
            return [.. _calendars.Values.Where(c => c.Info.Account == account).OrderByDescending(c => c.Info.Primary).ThenBy(c => c.Info.Summary, StringComparer.Ordinal)];
        }
    }

    /// <summary>A calendar by id or <c>primary</c>, if the account can reach it.</summary>
    public SandboxCalendar? Find(string account, string id)
    {
        lock (_lock)
        {
            var calendar = _calendars.GetValueOrDefault(id == "primary" ? account : id);
            return calendar is { Info.Deleted: false } && calendar.Info.Account == account ? calendar : null;
        }
    }

    public SandboxCalendar Add(CalendarInfo info)
    {
        lock (_lock)
        {
            var complete = info with { Seq = NextSeq(info.Account), Incarnation = Guid.CreateVersion7().ToString("N")[16..] };
            if (_calendars.Remove(complete.Id, out var replaced))
            {
                replaced.Dispose();
            }

            var path = JournalOf(complete);
            File.Delete(path);
            var calendar = Open(complete, path);
            _calendars[complete.Id] = calendar;
            Save();
            ListChanged?.Invoke(complete.Account);
            return calendar;
        }
    }

    public void Change(SandboxCalendar calendar, Func<CalendarInfo, CalendarInfo> change)
    {
        lock (_lock)
        {
            calendar.Info = change(calendar.Info) with { Seq = NextSeq(calendar.Info.Account) };
            Save();
            ListChanged?.Invoke(calendar.Info.Account);
        }
    }

    public long ListSeq(string account)
    {
        lock (_lock)
        {
            return NextSeq(account) - 1;
        }
    }

    public long Epoch(string account)
    {
        lock (_lock)
        {
            return _state.Epochs.GetValueOrDefault(account);
        }
    }

    public void ExpireSyncTokens(string account)
    {
        lock (_lock)
        {
            _state.Epochs[account] = _state.Epochs.GetValueOrDefault(account) + 1;
            Save();
        }
    }

    /// <summary>Opens a channel; false if its id is taken.</summary>
    public bool Open(StoredChannel channel)
    {
        lock (_lock)
        {
            if (_state.Channels.Any(c => c.Id == channel.Id))
            {
                return false;
            }

            _state.Channels.Add(channel);
            Save();
            return true;
        }
    }

    public bool Close(string account, string id, string resourceId)
    {
        lock (_lock)
        {
            var closed = _state.Channels.RemoveAll(c => c.Id == id && c.ResourceId == resourceId && c.Account == account) > 0;
            Save();
            return closed;
        }
    }

    public IReadOnlyList<StoredChannel> Channels
    {
        get
        {
            lock (_lock)
            {
                return [.. _state.Channels];
            }
        }
    }

    public void Clear()
    {
        List<SandboxCalendar> cleared;
        lock (_lock)
        {
            cleared = [.. _calendars.Values];
            _calendars.Clear();
            var epochs = _state.Epochs.ToDictionary(e => e.Key, e => e.Value + 1);
            _state = new CalendarFile { Epochs = epochs };
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

    /// <summary>Counts one more message of a channel.</summary>
    public StoredChannel CountMessage(StoredChannel channel)
    {
        lock (_lock)
        {
            var index = _state.Channels.FindIndex(c => c.Id == channel.Id);
            var counted = channel with { Messages = index < 0 ? channel.Messages + 1 : _state.Channels[index].Messages + 1 };
            if (index >= 0)
            {
                _state.Channels[index] = counted;
                Save();
            }

            return counted;
        }
    }

    private SandboxCalendar Open(CalendarInfo info, string path) => new(info, path) { Changed = calendar => EventsChanged?.Invoke(calendar) };

    private long NextSeq(string account) =>
        _calendars.Values.Where(c => c.Info.Account == account).Select(c => c.Info.Seq).DefaultIfEmpty(0).Max() + 1;

    private void Save() => _file.Write(new CalendarFile
    {
        Calendars = [.. _calendars.Values.Select(c => c.Info)],
        Channels = _state.Channels,
        Epochs = _state.Epochs,
    });

    private string JournalOf(CalendarInfo info) =>
        _folder.PathOf(Path.Combine("google", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(info.Id)))[..16] + ".jsonl"));
}
