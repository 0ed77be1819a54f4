using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>The rows that hold grants, and the seal on what is in them. Only they and <see cref="RenewGrant"/> write any.</summary>
public sealed class StoredGrants(AppDatabase database, Seals seals, TimeProvider time)
{
    internal async Task<Result<StoredGrant>> ReadAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("reading a grant");
        var row = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.ConnectionId == connectionId, cancellationToken);
        return row is null ? new Failure.NotFound("The connection") : row;
    }

    internal Result<Tokens> Open(StoredGrant row) => seals.Open(SealPurpose.Grant, row.ConnectionId, row.Sealed).Select(SealedTokens.Read);

    internal Result<Grant> Live(StoredGrant row) => Open(row).Select(tokens => Live(row, tokens));

    internal static Grant Live(StoredGrant row, Tokens tokens) => new(row.ConnectionId, row.Provider, tokens.AccessToken, tokens.ExpiresAt, row.Generation);

    /// <summary>Seals tokens into a row, as its next generation.</summary>
    internal void Seal(StoredGrant row, Tokens tokens)
    {
        row.Sealed = seals.Close(SealPurpose.Grant, row.ConnectionId, SealedTokens.Write(tokens));
        row.Generation++;
        (row.ExpiresAt, row.CanRefresh, row.RefreshedAt) = (tokens.ExpiresAt, tokens.RefreshToken is not null, time.Now());
        (row.LeaseOwner, row.LeaseUntil, row.Failures, row.RetryAt) = (null, null, 0, null);
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
        Seal(row, tokens);
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
        Seal(row, tokens);
        db.Grants.Add(row);
    }

    /// <summary>Deletes the grant of a connection inside the caller's transaction, which holds its row, and gives what was in it.</summary>
    internal async Task<Result<Tokens>> TakeAsync(AppDbContext db, Guid connectionId, CancellationToken cancellationToken)
    {
        var row = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.ConnectionId == connectionId, cancellationToken);
        await db.Grants.Where(g => g.ConnectionId == connectionId).ExecuteDeleteAsync(cancellationToken);
        return row is null ? new Failure.NotFound("The grant") : Open(row);
    }
}
