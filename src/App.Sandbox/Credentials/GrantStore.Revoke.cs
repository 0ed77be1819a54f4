namespace App.Sandbox.Credentials;

/// <summary>Taking away, by the client, by the person, or because a spent token was used again.</summary>
public sealed partial class GrantStore
{
    internal const string ReusedReason = "a spent refresh token was used again";
    internal const string PersonReason = "the person withdrew it";
    internal const string ClientReason = "the client revoked it";

    /// <summary>How many families ended because a spent token came back.</summary>
    public int LostToReuse
    {
        get
        {
            lock (_lock)
            {
                return _grants.Values.Count(g => g.RevokedBecause == ReusedReason);
            }
        }
    }

    /// <summary>Ends all that a person allowed a client, as Google does for any one of its tokens. False if the token is not known.</summary>
    public bool RevokeByToken(string vendor, string token)
    {
        var hash = TokenSecrets.Hash(token);
        lock (_lock)
        {
            if (GrantOf(hash) is not { IsLive: true } grant || grant.Vendor != vendor)
            {
                return false;
            }

            LiveOf(vendor, grant.Account, grant.ClientId).ToList().ForEach(g => Revoke(g, ClientReason));
            Save();
            return true;
        }
    }

    /// <summary>The person takes back what she allowed, in her settings at the vendor.</summary>
    public int RevokeAccount(string account, string? vendor)
    {
        lock (_lock)
        {
            var live = _grants.Values.Where(g => g.IsLive && IsOf(g, account, vendor)).ToList();
            live.ForEach(g => Revoke(g, PersonReason));
            Save();
            return live.Count;
        }
    }

    public int ExpireAccessTokens(string account, string? vendor)
    {
        lock (_lock)
        {
            var expired = 0;
            foreach (var grant in _grants.Values.Where(g => IsOf(g, account, vendor)))
            {
                expired += grant.Access.Count;
                grant.Access.ForEach(a => _accessIndex.Remove(a.Hash));
                grant.Access.Clear();
            }

            Save();
            return expired;
        }
    }

    /// <summary>The grants as anyone may see them: no credential in full.</summary>
    public IReadOnlyList<object> Describe()
    {
        lock (_lock)
        {
            return [.. _grants.Values.Select(g => (object)new
            {
                id = g.Id,
                vendor = g.Vendor,
                account = g.Account,
                clientId = g.ClientId,
                scopes = g.Scopes,
                status = g.IsLive ? "active" : "revoked",
                reason = g.RevokedBecause,
                created = NodaTime.Instant.FromUnixTimeMilliseconds(g.CreatedMs).ToString(),
                refreshTokens = g.Refresh.Count,
                accessTokens = g.Access.Count,
            })];
        }
    }

    /// <summary>How many live and ended grants an account has at a vendor.</summary>
    public (int Live, int Ended) Count(string vendor, string account)
    {
        lock (_lock)
        {
            var own = _grants.Values.Where(g => IsOf(g, account, vendor)).ToList();
            return (own.Count(g => g.IsLive), own.Count(g => !g.IsLive));
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _codes.Clear();
            _grants.Clear();
            _refreshIndex.Clear();
            _accessIndex.Clear();
            Save();
        }
    }

    private void Revoke(GrantRecord grant, string because) =>
        _grants[grant.Id] = grant with { RevokedMs = GrantRecord.Ms(_clock.True), RevokedBecause = because };

    private static bool IsOf(GrantRecord grant, string account, string? vendor) =>
        string.Equals(grant.Account, account, StringComparison.OrdinalIgnoreCase) && (vendor is null || grant.Vendor == vendor);
}
