using App.Sandbox.Hosting;
using App.Sandbox.Storage;
using NodaTime;

namespace App.Sandbox.Credentials;

/// <summary>Tokens given for a code or a refresh token.</summary>
public sealed record IssuedTokens(string Access, int ExpiresIn, string? Refresh, IReadOnlyList<string> Scopes, string Account, CodeTerms? Terms = null);

/// <summary>Who a valid access token speaks for.</summary>
public sealed record Bearer(string Vendor, string Account, IReadOnlyList<string> Scopes);

/// <summary>
/// Codes and grants of every vendor. Everything is written before it is answered, so a killed vendor forgets nothing
/// it said.
/// </summary>
public sealed partial class GrantStore
{
    private static readonly Duration CodeLife = Duration.FromSeconds(60);
    private static readonly Duration KeepExpired = Duration.FromHours(1);
    private const int KeepReplaced = 200;

    private readonly Lock _lock = new();
    private readonly SandboxSettings _settings;
    private readonly SandboxClock _clock;
    private readonly TokenSecrets _secrets;
    private readonly RefreshStats _stats;
    private readonly JsonFile<CredentialFile> _file;
    private readonly Dictionary<string, CodeRecord> _codes = [];
    private readonly Dictionary<string, GrantRecord> _grants = [];
    private readonly Dictionary<string, string> _refreshIndex = [];
    private readonly Dictionary<string, string> _accessIndex = [];

    public GrantStore(SandboxFolder folder, SandboxSettings settings, SandboxClock clock, TokenSecrets secrets, RefreshStats stats)
    {
        _settings = settings;
        _clock = clock;
        _secrets = secrets;
        _stats = stats;
        _file = folder.File<CredentialFile>("credentials.json");
        var stored = _file.Read() ?? new CredentialFile();
        stored.Codes.ForEach(c => _codes[c.Hash] = c);
        stored.Grants.ForEach(Put);
    }

    /// <summary>Whether the person has agreed before and a refresh token from then still lives.</summary>
    public bool HasConsented(string vendor, string account, string clientId)
    {
        lock (_lock)
        {
            return LiveOf(vendor, account, clientId).Any(g => g.Refresh.Count > 0);
        }
    }

    /// <summary>The scopes of every live grant of this person to this client.</summary>
    public IReadOnlyList<string> ScopesGranted(string vendor, string account, string clientId)
    {
        lock (_lock)
        {
            return [.. LiveOf(vendor, account, clientId).SelectMany(g => g.Scopes).Distinct()];
        }
    }

    public Bearer? Verify(string vendor, string accessToken)
    {
        var hash = TokenSecrets.Hash(accessToken);
        lock (_lock)
        {
            return _accessIndex.TryGetValue(hash, out var id)
                && _grants[id] is { IsLive: true } grant
                && grant.Vendor == vendor
                && grant.Access.Find(a => a.Hash == hash) is { } access
                && access.ExpiresMs > GrantRecord.Ms(_clock.Now(vendor))
                    ? new Bearer(vendor, grant.Account, grant.Scopes)
                    : null;
        }
    }

    /// <summary>Whose token this is or was, for faults and the log.</summary>
    public string? AccountOf(string credential)
    {
        var hash = TokenSecrets.Hash(credential);
        lock (_lock)
        {
            return GrantOf(hash)?.Account ?? _codes.GetValueOrDefault(hash)?.Terms.Account;
        }
    }

    private GrantRecord? GrantOf(string hash) =>
        (_accessIndex.GetValueOrDefault(hash) ?? _refreshIndex.GetValueOrDefault(hash)) is { } id ? _grants[id] : null;

    private IEnumerable<GrantRecord> LiveOf(string vendor, string account, string clientId) =>
        _grants.Values.Where(g => g.IsLive && g.Vendor == vendor && g.Account == account && g.ClientId == clientId);

    private void Put(GrantRecord grant)
    {
        _grants[grant.Id] = grant;
        grant.Refresh.ForEach(r => _refreshIndex[r.Hash] = grant.Id);
        grant.Access.ForEach(a => _accessIndex[a.Hash] = grant.Id);
    }

    private void Save()
    {
        var now = GrantRecord.Ms(_clock.True);
        var oldest = now - (long)KeepExpired.TotalMilliseconds;
        foreach (var expired in _codes.Values.Where(c => c.ExpiresMs < oldest).ToList())
        {
            _codes.Remove(expired.Hash);
        }

        foreach (var grant in _grants.Values)
        {
            Trim(grant, oldest);
        }

        _file.Write(new CredentialFile { Codes = [.. _codes.Values], Grants = [.. _grants.Values] });
    }

    private void Trim(GrantRecord grant, long oldest)
    {
        foreach (var access in grant.Access.Where(a => a.ExpiresMs < oldest).ToList())
        {
            grant.Access.Remove(access);
            _accessIndex.Remove(access.Hash);
        }

        while (grant.Refresh.Count > KeepReplaced)
        {
            _refreshIndex.Remove(grant.Refresh[0].Hash);
            grant.Refresh.RemoveAt(0);
        }
    }
}
