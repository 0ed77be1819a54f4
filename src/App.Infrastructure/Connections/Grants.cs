using System.Collections.Concurrent;
using System.Data.Common;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>
/// The only reader and writer of stored grants. A refresh is coalesced in this process, then done under a lease with an owner token, then saved by
/// compare-and-swap on the generation; a rotated refresh token is stored before the access token is used.
/// </summary>
public sealed class Grants(AppDatabase database, Catalogue catalogue, ProviderClients clients, OAuthClient oauth, Seals seals, Revocations revocations, TimeProvider time)
{
    /// <summary>An access token that ends sooner than this is refreshed before use.</summary>
    public static readonly Duration NearExpiry = Duration.FromMinutes(2);

    /// <summary>Longer than the token endpoint may take, so that a live refresher never loses its lease.</summary>
    private static readonly Duration LeaseLife = Duration.FromMinutes(2);

    private const int MostSaves = 10;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<(Guid, long), Lazy<Task<Result<Grant>>>> _refreshing = new();

    /// <summary>
    /// Does something with a grant. When the vendor refuses the access token the grant is refreshed and the call repeated once: a refused access token
    /// alone never ends a connection.
    /// </summary>
    public async Task<Result<T>> UseAsync<T>(Guid connectionId, Func<Grant, CancellationToken, Task<Result<T>>> use, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(use);
        if (!(await GetAsync(connectionId, cancellationToken)).TryGet(out var grant, out var failure))
        {
            return failure;
        }

        var answer = await use(grant, cancellationToken);
        if (answer.Failure is not Failure.NeedsReconnect)
        {
            return answer;
        }

        if (!(await RefreshAsync(connectionId, grant.Generation, cancellationToken)).TryGet(out var fresh, out failure))
        {
            return failure;
        }

        answer = await use(fresh, cancellationToken);
        return answer.Failure is Failure.NeedsReconnect refused ? new Failure.Rejected("unauthorized", refused.Why) : answer;
    }

    /// <summary>A grant that lives at least <see cref="NearExpiry"/>, or still lives where it can't be refreshed just now.</summary>
    public async Task<Result<Grant>> GetAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        if (!(await ReadAsync(connectionId, cancellationToken)).TryGet(out var row, out var failure))
        {
            return failure;
        }

        var now = time.Now();
        if (row.ExpiresAt is not { } end || end > now + NearExpiry)
        {
            return Open(row).Select(tokens => Live(row, tokens));
        }

        var refreshed = await RefreshAsync(connectionId, row.Generation, cancellationToken);
        return refreshed.Failure is Failure.Unavailable { Retryable: true } or Failure.RateLimited && end > now ? Open(row).Select(tokens => Live(row, tokens)) : refreshed;
    }

    /// <summary>Refreshes unless someone already went past <paramref name="generation"/>. Callers at the same time share one refresh.</summary>
    public async Task<Result<Grant>> RefreshAsync(Guid connectionId, long generation, CancellationToken cancellationToken)
    {
        var key = (connectionId, generation);
        var shared = _refreshing.GetOrAdd(key, k => new Lazy<Task<Result<Grant>>>(() => Task.Run(() => RefreshAloneAsync(k), CancellationToken.None)));
        return await shared.Value.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// The tokens as they are to be stored: a refresh token the vendor did not repeat is taken from the grant there is. Null where there is none
    /// either, for then there is no lasting access.
    /// </summary>
    internal async Task<Tokens?> LastingAsync(Guid? connectionId, Tokens tokens, CancellationToken cancellationToken)
    {
        if (tokens.RefreshToken is not null || connectionId is not { } id)
        {
            return tokens.RefreshToken is null ? null : tokens;
        }

        var held = (await ReadAsync(id, cancellationToken)).TryGet(out var row, out _) ? Open(row).Match(t => t.RefreshToken, _ => null) : null;
        return held is null ? null : tokens with { RefreshToken = held };
    }

    /// <summary>
    /// Replaces the grant of a connection, if it has one, by what the member has just consented to, inside the caller's transaction: that wins over any
    /// refresh under way, whose compare-and-swap fails.
    /// </summary>
    internal async Task ReplaceAsync(AppDbContext db, Guid connectionId, Tokens tokens, CancellationToken cancellationToken)
    {
        var row = new StoredGrant { ConnectionId = connectionId, Provider = "", Sealed = [] };
        Write(row, tokens);
        await db.Grants.Where(g => g.ConnectionId == connectionId).ExecuteUpdateAsync(
            s => s
                .SetProperty(g => g.Sealed, row.Sealed)
                .SetProperty(g => g.Generation, g => g.Generation + 1)
                .SetProperty(g => g.ExpiresAt, row.ExpiresAt)
                .SetProperty(g => g.CanRefresh, row.CanRefresh)
                .SetProperty(g => g.RefreshedAt, row.RefreshedAt)
                .SetProperty(g => g.LeaseOwner, (Guid?)null)
                .SetProperty(g => g.LeaseUntil, (Instant?)null)
                .SetProperty(g => g.Failures, 0)
                .SetProperty(g => g.RetryAt, (Instant?)null),
            cancellationToken);
    }

    /// <summary>Adds the grant of a connection that has none.</summary>
    internal void Add(AppDbContext db, Connection connection, Tokens tokens)
    {
        // Generations go on from the clock: one of an earlier life of the connection is never met again.
        var row = new StoredGrant { ConnectionId = connection.Id, OrganizationId = connection.OrganizationId, Provider = connection.Provider, Sealed = [], Generation = time.Now().ToUnixTimeMilliseconds() };
        Write(row, tokens);
        db.Grants.Add(row);
    }

    /// <summary>Deletes the grant of a connection inside the caller's transaction, which holds its row, and gives what was in it.</summary>
    internal async Task<Result<Tokens>> TakeAsync(AppDbContext db, Guid connectionId, CancellationToken cancellationToken)
    {
        var row = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.ConnectionId == connectionId, cancellationToken);
        await db.Grants.Where(g => g.ConnectionId == connectionId).ExecuteDeleteAsync(cancellationToken);
        return row is null ? new Failure.NotFound("The grant") : Open(row);
    }

    /// <summary>Goes on though everyone who waited has left; forgotten when done, so that nobody is given an answer of before.</summary>
    private async Task<Result<Grant>> RefreshAloneAsync((Guid ConnectionId, long Generation) key)
    {
        try
        {
            return await RefreshUnderLeaseAsync(key.ConnectionId, key.Generation);
        }
        finally
        {
            _refreshing.TryRemove(key, out _);
        }
    }

    private async Task<Result<Grant>> RefreshUnderLeaseAsync(Guid connectionId, long generation)
    {
        var owner = Guid.CreateVersion7(time.GetUtcNow());
        while (true)
        {
            if (!(await ReadAsync(connectionId, CancellationToken.None)).TryGet(out var row, out var failure))
            {
                return failure;
            }

            if (row.Generation != generation)
            {
                return Open(row).Select(tokens => Live(row, tokens));
            }

            if (row.RetryAt is { } retry && retry > time.Now())
            {
                return new Failure.Unavailable("The vendor could not renew our access. It is tried again by itself.");
            }

            if (await TryLeaseAsync(connectionId, generation, owner))
            {
                return await RefreshAsync(row, owner);
            }

            await Task.Delay(LookAgain, time);
        }
    }

    private async Task<Result<Grant>> RefreshAsync(StoredGrant row, Guid owner)
    {
        var asked = await AskAsync(row);
        if (asked.TryGet(out var tokens, out var failure))
        {
            var kept = await SaveForSureAsync(row, owner, tokens);
            return kept ? Live(row, tokens) : await GetAsync(row.ConnectionId, CancellationToken.None);
        }

        await ReleaseAsync(row, owner, failure);
        return failure;
    }

    private async Task<Result<Tokens>> AskAsync(StoredGrant row)
    {
        if (!Open(row).TryGet(out var held, out var shut))
        {
            return shut;
        }

        if (held.RefreshToken is not { } refresh)
        {
            return new Failure.NeedsReconnect("Access ended, and the vendor gave no way to renew it.");
        }

        await using var db = database.ForSystem("refreshing a grant");
        var connection = await db.Connections.AsNoTracking().SingleAsync(c => c.Id == row.ConnectionId);
        var manifest = catalogue.Read(connection.Provider);
        if (!(await clients.FindAsync(db, row.OrganizationId, manifest, CancellationToken.None)).TryGet(out var client, out var missing))
        {
            return missing;
        }

        var answer = await oauth.RefreshAsync(manifest, client, refresh, CancellationToken.None);
        return answer.Select(fresh => fresh with { RefreshToken = fresh.RefreshToken ?? refresh, Scopes = fresh.Scopes ?? held.Scopes });
    }

    private async Task<bool> TryLeaseAsync(Guid connectionId, long generation, Guid owner)
    {
        await using var db = database.ForSystem("refreshing a grant");
        var now = time.Now();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var taken = await db.Grants.Where(g => g.ConnectionId == connectionId && g.Generation == generation && (g.LeaseUntil == null || g.LeaseUntil <= now))
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.LeaseOwner, owner).SetProperty(g => g.LeaseUntil, now + LeaseLife));
        await write.CommitAsync(CancellationToken.None);
        return taken == 1;
    }

    /// <summary>The vendor may have ended the old token by now: a database that stumbles must not cost the only copy of the new one.</summary>
    private async Task<bool> SaveForSureAsync(StoredGrant row, Guid owner, Tokens tokens)
    {
        var generation = row.Generation;
        for (var tried = 1; ; tried++)
        {
            try
            {
                row.Generation = generation;
                return await SaveAsync(row, owner, tokens);
            }
            catch (DbException) when (tried < MostSaves)
            {
                await Task.Delay(LookAgain * tried, time);
            }
        }
    }

    /// <summary>
    /// Compare-and-swap. Losing it means that someone stored newer credentials meanwhile, or disconnected: theirs stand, and what nobody keeps is to be
    /// ended at the vendor.
    /// </summary>
    private async Task<bool> SaveAsync(StoredGrant row, Guid owner, Tokens tokens)
    {
        var before = row.Generation;
        Write(row, tokens);
        await using var db = database.ForSystem("refreshing a grant");
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var saved = await db.Grants.Where(g => g.ConnectionId == row.ConnectionId && g.Generation == before && g.LeaseOwner == owner)
            .ExecuteUpdateAsync(s => s
                .SetProperty(g => g.Sealed, row.Sealed)
                .SetProperty(g => g.Generation, row.Generation)
                .SetProperty(g => g.ExpiresAt, row.ExpiresAt)
                .SetProperty(g => g.CanRefresh, row.CanRefresh)
                .SetProperty(g => g.RefreshedAt, row.RefreshedAt)
                .SetProperty(g => g.LeaseOwner, (Guid?)null)
                .SetProperty(g => g.LeaseUntil, (Instant?)null)
                .SetProperty(g => g.Failures, 0)
                .SetProperty(g => g.RetryAt, (Instant?)null));
        if (saved == 0 && await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == row.ConnectionId) is { } connection)
        {
            revocations.Add(db, connection, tokens, RevocationReason.Overtaken);
            await db.SaveChangesAsync();
        }

        await write.CommitAsync(CancellationToken.None);
        return saved == 1;
    }

    /// <summary>
    /// Gives the lease back. Only a refused grant that is still the stored one ends the connection; a seal that can't be opened is no failure of the
    /// vendor's, so nothing waits for it.
    /// </summary>
    private async Task ReleaseAsync(StoredGrant row, Guid owner, Failure failure)
    {
        await using var db = database.ForSystem("refreshing a grant");
        var now = time.Now();
        var retry = failure is Failure.RateLimited limited ? limited.Until : now + Backoff.After(row.Failures);
        var ended = failure as Failure.NeedsReconnect;
        var waits = failure is not (Failure.NeedsReconnect or Failure.Unavailable { Retryable: false });
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var released = await db.Grants.Where(g => g.ConnectionId == row.ConnectionId && g.Generation == row.Generation && g.LeaseOwner == owner)
            .ExecuteUpdateAsync(s => s
                .SetProperty(g => g.LeaseOwner, (Guid?)null)
                .SetProperty(g => g.LeaseUntil, (Instant?)null)
                .SetProperty(g => g.Failures, g => waits ? g.Failures + 1 : 0)
                .SetProperty(g => g.RetryAt, waits ? retry : null));
        if (released == 1 && ended is not null && await db.LockConnectionAsync(row.ConnectionId, CancellationToken.None) is { } connection)
        {
            Trouble.NoteEnded(db, connection, catalogue.Read(connection.Provider), ended);
            await db.SaveChangesAsync();
        }

        await write.CommitAsync(CancellationToken.None);
    }

    private async Task<Result<StoredGrant>> ReadAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("reading a grant");
        var row = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.ConnectionId == connectionId, cancellationToken);
        return row is null ? new Failure.NotFound("The connection") : row;
    }

    private Result<Tokens> Open(StoredGrant row) => seals.Open(SealPurpose.Grant, row.ConnectionId, row.Sealed).Select(SealedTokens.Read);

    private void Write(StoredGrant row, Tokens tokens)
    {
        row.Sealed = seals.Close(SealPurpose.Grant, row.ConnectionId, SealedTokens.Write(tokens));
        row.Generation++;
        (row.ExpiresAt, row.CanRefresh, row.RefreshedAt) = (tokens.ExpiresAt, tokens.RefreshToken is not null, time.Now());
        (row.LeaseOwner, row.LeaseUntil, row.Failures, row.RetryAt) = (null, null, 0, null);
    }

    private static Grant Live(StoredGrant row, Tokens tokens) => new(row.ConnectionId, row.Provider, tokens.AccessToken, tokens.ExpiresAt, row.Generation);
}
