using App.Sandbox.Hosting;
using NodaTime;

namespace App.Sandbox.Credentials;

/// <summary>Handing out: codes, what they are exchanged for, and refreshes.</summary>
public sealed partial class GrantStore
{
    public string IssueCode(string prefix, CodeTerms terms)
    {
        var code = _secrets.Make(prefix, 32);
        lock (_lock)
        {
            var expires = GrantRecord.Ms(_clock.Now(terms.Vendor) + CodeLife);
            var record = new CodeRecord(TokenSecrets.Hash(code), terms, expires, Spent: false);
            _codes[record.Hash] = record;
            Save();
        }

        return code;
    }

    /// <summary>The terms of a code that is still good, and spends it; null if it is unknown, spent or expired.</summary>
    public CodeTerms? SpendCode(string vendor, string code)
    {
        _stats.SawCode();
        var hash = TokenSecrets.Hash(code);
        lock (_lock)
        {
            if (!_codes.TryGetValue(hash, out var record)
                || record.Spent
                || record.Terms.Vendor != vendor
                || record.ExpiresMs <= GrantRecord.Ms(_clock.Now(vendor)))
            {
                return null;
            }

            _codes[hash] = record with { Spent = true };
            Save();
            return record.Terms;
        }
    }

    public IssuedTokens IssueGrant(CodeTerms terms, TokenShape shape)
    {
        lock (_lock)
        {
            var now = _clock.Now(terms.Vendor);
            var grant = new GrantRecord
            {
                Id = Guid.CreateVersion7().ToString("N"),
                Vendor = terms.Vendor,
                Account = terms.Account,
                ClientId = terms.ClientId,
                Scopes = terms.Scopes,
                CreatedMs = GrantRecord.Ms(now),
            };
            var refresh = terms.Offline ? AddRefresh(grant, shape, now) : null;
            var access = AddAccess(grant, shape, now);
            Put(grant);
            Save();
            return new IssuedTokens(access, _settings.For(terms.Vendor).AccessTokenSeconds, refresh, grant.Scopes, grant.Account, terms);
        }
    }

    /// <summary>New tokens for a refresh token, by the vendor's rotation mode; null if it is refused.</summary>
    public IssuedTokens? Refresh(string vendor, string clientId, string refreshToken, TokenShape shape)
    {
        var hash = TokenSecrets.Hash(refreshToken);
        lock (_lock)
        {
            var grant = _refreshIndex.TryGetValue(hash, out var id) ? _grants[id] : null;
            var presented = Judge(grant, vendor, clientId, hash);
            var issued = presented is Presented.Unknown or Presented.Revoked ? null : Rotate(grant!, hash, presented, shape);
            _stats.Saw(new RefreshSeen(_clock.True.ToString(), vendor, grant?.Account, grant?.Id, presented, issued is not null));
            return issued;
        }
    }

    private static Presented Judge(GrantRecord? grant, string vendor, string clientId, string hash)
    {
        if (grant is null || grant.Vendor != vendor || grant.ClientId != clientId)
        {
            return Presented.Unknown;
        }

        if (!grant.IsLive)
        {
            return Presented.Revoked;
        }

        return grant.Refresh[^1].Hash == hash ? Presented.Current : Presented.Old;
    }

    private IssuedTokens? Rotate(GrantRecord grant, string hash, Presented presented, TokenShape shape)
    {
        var settings = _settings.For(grant.Vendor);
        var now = _clock.Now(grant.Vendor);
        if (presented == Presented.Old && settings.RefreshMode == RefreshMode.Strict)
        {
            Revoke(grant, ReusedReason);
            Save();
            return null;
        }

        var record = grant.Refresh.Find(r => r.Hash == hash)!;
        if (presented == Presented.Old && settings.RefreshMode == RefreshMode.Grace
            && record.ReplacedMs + (settings.GraceSeconds * 1000L) <= GrantRecord.Ms(now))
        {
            return null;
        }

        var refresh = settings.RefreshMode == RefreshMode.None ? null : Replace(grant, shape, now);
        var access = AddAccess(grant, shape, now);
        Save();
        return new IssuedTokens(access, settings.AccessTokenSeconds, refresh, grant.Scopes, grant.Account);
    }

    private string Replace(GrantRecord grant, TokenShape shape, Instant now)
    {
        grant.Refresh[^1] = grant.Refresh[^1] with { ReplacedMs = GrantRecord.Ms(now) };
        return AddRefresh(grant, shape, now);
    }

    private string AddRefresh(GrantRecord grant, TokenShape shape, Instant now)
    {
        var token = _secrets.Make(shape.RefreshPrefix);
        var record = new RefreshRecord(TokenSecrets.Hash(token), GrantRecord.Ms(now), null);
        grant.Refresh.Add(record);
        _refreshIndex[record.Hash] = grant.Id;
        return token;
    }

    private string AddAccess(GrantRecord grant, TokenShape shape, Instant now)
    {
        var token = _secrets.Make(shape.AccessPrefix);
        var expires = now + Duration.FromSeconds(_settings.For(grant.Vendor).AccessTokenSeconds);
        var record = new AccessRecord(TokenSecrets.Hash(token), GrantRecord.Ms(expires));
        grant.Access.Add(record);
        _accessIndex[record.Hash] = grant.Id;
        return token;
    }
}

/// <summary>How a vendor's tokens look.</summary>
public sealed record TokenShape(string AccessPrefix, string RefreshPrefix);
