using App.Sandbox.Hosting;
using App.Sandbox.Storage;

namespace App.Sandbox.CalDav.Collections;

/// <summary>Everything the CalDAV server remembers besides events.</summary>
internal sealed class HomeFile
{
    public List<CollectionInfo> Collections { get; init; } = [];

    /// <summary>How often an account's sync tokens were all declared expired.</summary>
    public Dictionary<string, long> Epochs { get; init; } = [];

    /// <summary>How often a person made a new app-specific password; from it follows which is the right one.</summary>
    public Dictionary<string, int> Passwords { get; init; } = [];
}

/// <summary>The homes of all accounts, with their collections.</summary>
internal sealed class HomeStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SandboxFolder _folder;
    private readonly JsonFile<HomeFile> _file;
    private readonly Dictionary<string, DavCollection> _collections = [];
    private HomeFile _state;

    public HomeStore(SandboxFolder folder)
    {
        _folder = folder;
        _file = folder.File<HomeFile>(Path.Combine(CalDavAccount.Vendor, "homes.json"));
        _state = _file.Read() ?? new HomeFile();
        IsEmpty = _state.Collections.Count == 0;
        foreach (var info in _state.Collections)
        {
            _collections[info.Key] = new DavCollection(info, PathOf(info));
        }
    }

    /// <summary>Whether nothing was stored yet, so that the seed is due.</summary>
    public bool IsEmpty { get; }

    /// <summary>The collections of an account, the primary one first; deleted ones too.</summary>
    public IReadOnlyList<DavCollection> Of(string account)
    {
        lock (_lock)
        {
            return [.. _collections.Values.Where(c => c.Info.Account == account).OrderByDescending(c => c.Info.IsPrimary).ThenBy(c => c.Info.Name, StringComparer.Ordinal)];
        }
    }

    public DavCollection? Find(string account, string id) => Of(account).FirstOrDefault(c => c.Info.Id == id && !c.Info.Deleted);

    public DavCollection Add(CollectionInfo info)
    {
        lock (_lock)
        {
            var complete = info with { Incarnation = Guid.CreateVersion7().ToString("N")[16..] };
            File.Delete(PathOf(complete));
            var collection = new DavCollection(complete, PathOf(complete));
            _collections[complete.Key] = collection;
            Save();
            return collection;
        }
    }

    public void Delete(DavCollection collection)
    {
        lock (_lock)
        {
            collection.Info = collection.Info with { Deleted = true };
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

    public void ExpireSyncTokens(string account)
    {
        lock (_lock)
        {
            _state.Epochs[account] = _state.Epochs.GetValueOrDefault(account) + 1;
            Save();
        }
    }

    public int PasswordGeneration(string account)
    {
        lock (_lock)
        {
            return _state.Passwords.GetValueOrDefault(account);
        }
    }

    /// <summary>The person revokes the app-specific password and makes a new one.</summary>
    public void ReplacePassword(string account)
    {
        lock (_lock)
        {
            _state.Passwords[account] = _state.Passwords.GetValueOrDefault(account) + 1;
            Save();
        }
    }

    public void Clear()
    {
        List<DavCollection> cleared;
        lock (_lock)
        {
            cleared = [.. _collections.Values];
            _collections.Clear();
            _state = new HomeFile { Epochs = _state.Epochs.ToDictionary(e => e.Key, e => e.Value + 1) };
            Save();
        }

        cleared.ForEach(c => c.Delete());
    }

    public void Dispose()
    {
        foreach (var collection in _collections.Values)
        {
            collection.Dispose();
        }
    }

    private void Save() => _file.Write(new HomeFile
    {
        Collections = [.. _collections.Values.Select(c => c.Info)],
        Epochs = _state.Epochs,
        Passwords = _state.Passwords,
    });

    private string PathOf(CollectionInfo info) => _folder.PathOf(Path.Combine(CalDavAccount.Vendor, StableIds.Hex(info.Key, 16) + ".jsonl"));
}
