using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.Shared;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>What disconnecting did.</summary>
/// <param name="Revoked">The vendor confirmed that our access ended there too.</param>
/// <param name="Note">Where it did not: what the member can do at the vendor.</param>
public sealed record Disconnected(bool Revoked, string? Note);

/// <summary>
/// Ends a connection for good: its credentials, calendars and events are deleted here first, then access is revoked at the vendor. The log line stays.
/// </summary>
public sealed class DisconnectConnection(AppDatabase database, Catalogue catalogue, Grants grants, ProviderClients clients, OAuthClient oauth, TimeProvider time)
{
    public async Task<Result<Disconnected>> RunAsync(Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        var token = await grants.TokenToRevokeAsync(id, cancellationToken);
        Connection ended;
        await using (var db = database.ForOrganization(actor))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!(await db.OpenConnectionAsync(actor, id, expectedVersion, admins: true, cancellationToken)).TryGet(out var open, out var failure))
            {
                return failure;
            }

            ended = open.Connection;
            await EndAsync(db, ended, open.Member.Name, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return await RevokeAsync(ended, token);
    }

    /// <summary>Ends every connection of the actor's own.</summary>
    /// <returns>How many were ended.</returns>
    public async Task<Result<int>> RunAllAsync(Actor actor, CancellationToken cancellationToken)
    {
        List<Guid> ids;
        await using (var db = database.ForOrganization(actor))
        {
            if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
            {
                return refused;
            }

            ids = await db.Connections.Where(c => c.MemberId == member.Id && c.Status != ConnectionStatus.Disconnected).Select(c => c.Id).ToListAsync(cancellationToken);
        }

        var count = 0;
        foreach (var id in ids)
        {
            count += (await RunAsync(actor, id, null, cancellationToken)).IsOk ? 1 : 0;
        }

        return count;
    }

    /// <summary>Ends the connections of a member who leaves.</summary>
    internal async Task RunForLeavingAsync(Actor product, Guid memberId, CancellationToken cancellationToken)
    {
        List<Connection> ended;
        var tokens = new Dictionary<Guid, Result<string>>();
        await using (var db = database.ForOrganization(product))
        {
            ended = await db.Connections.Where(c => c.MemberId == memberId && c.Status != ConnectionStatus.Disconnected).ToListAsync(cancellationToken);
            foreach (var connection in ended)
            {
                tokens[connection.Id] = await grants.TokenToRevokeAsync(connection.Id, cancellationToken);
            }

            await using var write = await db.BeginWriteAsync(cancellationToken);
            foreach (var connection in ended)
            {
                await EndAsync(db, connection, "Integrations", cancellationToken);
            }

            await write.CommitAsync(cancellationToken);
        }

        foreach (var connection in ended)
        {
            await RevokeAsync(connection, tokens[connection.Id]);
        }
    }

    private async Task EndAsync(AppDbContext db, Connection connection, string by, CancellationToken cancellationToken)
    {
        await db.Grants.Where(g => g.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        var calendars = db.Calendars.Where(c => c.ConnectionId == connection.Id).Select(c => c.Id);
        await db.Events.Where(e => calendars.Contains(e.CalendarId)).ExecuteDeleteAsync(cancellationToken);
        await db.Cursors.Where(c => c.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.Calendars.Where(c => c.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.SyncRuns.Where(r => r.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.HealthChecks.Where(h => h.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.Notifications.Where(n => n.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        connection.Revive(time.Now());
        connection.Become(ConnectionStatus.Disconnected, time.Now());
        (connection.Scopes, connection.LastSyncAt, connection.CalendarsListedAt) = ("", null, null);
        db.Log(connection.OrganizationId, "connection.disconnected", $"{catalogue.Read(connection.Provider).Name} was disconnected ({connection.AccountName}). Its calendars and events were deleted here.", by, new ActivitySubject(connection.MemberId, connection.Id));
        db.Announce(connection.OrganizationId, Topics.Calendars, connection.Id);
        db.Announce(connection.OrganizationId, Topics.Events, connection.Id);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<Disconnected> RevokeAsync(Connection connection, Result<string> token)
    {
        var manifest = catalogue.Read(connection.Provider);
        if (manifest.Auth != AuthKind.OAuth)
        {
            return new Disconnected(true, null);
        }

        await using var db = database.ForSystem("revoking access at the vendor");
        if (token.TryGet(out var secret, out _)
            && (await clients.FindAsync(db, connection.OrganizationId, manifest, CancellationToken.None)).TryGet(out var client, out _)
            && (await oauth.RevokeAsync(manifest, client, secret, CancellationToken.None)).IsOk)
        {
            return new Disconnected(true, null);
        }

        return new Disconnected(false, $"{manifest.Vendor} did not confirm. To be sure, remove this product under your account's third-party access there.");
    }
}
