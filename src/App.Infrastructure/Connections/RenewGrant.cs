using System.Data.Common;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.Shared;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>
/// Asks a vendor for a new access token: under a lease with an owner token, then saved by compare-and-swap on the generation; a rotated refresh token is stored
/// before the access token is used.
/// </summary>
public sealed class RenewGrant(AppDatabase database, Catalogue catalogue, ProviderClients clients, OAuthClient oauth, StoredGrants stored, Revocations revocations, TimeProvider time)
{
    private const int MostSaves = 10;

    /// <summary>Longer than the token endpoint may take, so that a live refresher never loses its lease.</summary>
    private static readonly Duration LeaseLife = Duration.FromMinutes(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>Renews the grant unless someone already went past <paramref name="generation"/>. Goes on though everyone who waited has left.</summary>
    public async Task<Result<Grant>> RunAsync(Guid connectionId, long generation)
    {
        var owner = Guid.CreateVersion7(time.GetUtcNow());
        while (true)
        {
            if (!(await stored.ReadAsync(connectionId, CancellationToken.None)).TryGet(out var row, out var failure))
            {
                return failure;
            }

            if (row.Generation != generation)
            {
                return stored.Live(row);
            }

            if (row.RetryAt is { } retry && retry > time.Now())
            {
                return new Failure.Unavailable("The vendor could not renew our access. It is tried again by itself.");
            }

            if (!await TryLeaseAsync(connectionId, generation, owner))
            {
                await Task.Delay(LookAgain, time);
            }
            else if (await TryRenewAsync(row, owner) is { } outcome)
            {
                return outcome;
            }
        }
    }

    /// <summary>Null where someone stored newer credentials meanwhile, which stand.</summary>
    private async Task<Result<Grant>?> TryRenewAsync(StoredGrant row, Guid owner)
    {
        if (!(await AskAsync(row)).TryGet(out var tokens, out var failure))
        {
            await ReleaseAsync(row, owner, failure);
            return failure;
        }

        if (!await SaveForSureAsync(row, owner, tokens))
        {
            return null;
        }

        return StoredGrants.Live(row, tokens);
    }

    private async Task<Result<Tokens>> AskAsync(StoredGrant row)
    {
        if (!stored.Open(row).TryGet(out var held, out var shut))
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
        stored.Seal(row, tokens);
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
}
