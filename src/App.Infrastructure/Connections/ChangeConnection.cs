using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>The common beginning of everything a member does to a connection of her own.</summary>
internal static class ChangeConnection
{
    /// <summary>
    /// Checks that the actor may, holds the connection's row, and compares the version. Owners and Admins may also reach others' connections where
    /// <paramref name="admins"/> says so.
    /// </summary>
    public static async Task<Result<(Member Member, Connection Connection)>> OpenConnectionAsync(this AppDbContext db, Actor actor, Guid id, long? expectedVersion, bool admins, CancellationToken cancellationToken)
    {
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var connection = await db.HoldConnectionAsync(id, cancellationToken);
        if (connection is null or { Status: ConnectionStatus.Disconnected } || (connection.MemberId != member.Id && !(admins && member.Role >= Role.Admin)))
        {
            return new Failure.NotFound("The connection");
        }

        return expectedVersion is { } expected && expected != connection.Version ? new Failure.Stale() : (member, connection);
    }

    /// <summary>Reads a connection and holds it with its grant and cursors until the transaction ends, in the one order in which rows are taken.</summary>
    public static async Task<Connection?> HoldConnectionAsync(this AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.Grants.Where(g => g.ConnectionId == id).ExecuteUpdateAsync(s => s.SetProperty(g => g.Generation, g => g.Generation), cancellationToken);
        await db.LockCursorsAsync(id, cancellationToken);
        return await db.LockConnectionAsync(id, cancellationToken);
    }
}
