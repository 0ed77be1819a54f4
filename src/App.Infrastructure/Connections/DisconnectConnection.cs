using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>What disconnecting did.</summary>
/// <param name="Revoked">The vendor confirmed that our access ended there too.</param>
/// <param name="Note">Where it did not: what the member can do at the vendor.</param>
public sealed record Disconnected(bool Revoked, string? Note);

/// <summary>
/// Ends a connection for good: its credentials, calendars and events are deleted here first, then its push channels are stopped and access is revoked at the vendor, now or by
/// <see cref="RevokeAccess"/> later. The log line stays.
/// </summary>
public sealed class DisconnectConnection(AppDatabase database, Catalogue catalogue, StoredGrants grants, Revocations revocations, RevokeAccess revoke, CloseChannels channels, HandOver handOver, TimeProvider time)
{
    public async Task<Result<Disconnected>> RunAsync(Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        Ended ended;
        await using (var db = database.ForOrganization(actor))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!(await db.OpenConnectionAsync(actor, id, expectedVersion, admins: true, cancellationToken)).TryGet(out var open, out var failure))
            {
                return failure;
            }

            ended = await EndAsync(db, open.Connection, open.Member.Name, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return await RevokeAsync(ended);
    }

    /// <summary>Ends every connection of the actor's own. Addresses to which others send stay.</summary>
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

            ids = await OwnAsync(db, member.Id, cancellationToken);
        }

        await handOver.RunAsync(actor, actor.MemberId!.Value, cancellationToken);
        var count = 0;
        foreach (var id in ids)
        {
            count += (await RunAsync(actor, id, null, cancellationToken)).IsOk ? 1 : 0;
        }

        return count;
    }

    /// <summary>Ends the connections of a member who leaves. Addresses to which others send stay.</summary>
    internal async Task RunForLeavingAsync(Actor product, Guid memberId, CancellationToken cancellationToken)
    {
        List<Guid> ids;
        await using (var db = database.ForOrganization(product))
        {
            ids = await OwnAsync(db, memberId, cancellationToken);
        }

        await handOver.RunAsync(product, memberId, cancellationToken);
        foreach (var id in ids)
        {
            if (await EndForLeavingAsync(product, id, cancellationToken) is { } ended)
            {
                await RevokeAsync(ended);
            }
        }
    }

    /// <summary>Those that show what is hers.</summary>
    private async Task<List<Guid>> OwnAsync(AppDbContext db, Guid memberId, CancellationToken cancellationToken)
    {
        var heard = catalogue.All.Where(p => p.IsHeard).Select(p => p.Key).ToList();
        return await db.Connections.Where(c => c.MemberId == memberId && c.Status != ConnectionStatus.Disconnected && !heard.Contains(c.Provider)).Select(c => c.Id).ToListAsync(cancellationToken);
    }

    private async Task<Ended?> EndForLeavingAsync(Actor product, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(product);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.HoldConnectionAsync(id, cancellationToken) is not { Status: not ConnectionStatus.Disconnected } connection)
        {
            return null;
        }

        var ended = await EndAsync(db, connection, "Integrations", cancellationToken);
        await write.CommitAsync(cancellationToken);
        return ended;
    }

    /// <summary>Inside the caller's transaction, which holds the connection's rows.</summary>
    private async Task<Ended> EndAsync(AppDbContext db, Connection connection, string by, CancellationToken cancellationToken)
    {
        var manifest = catalogue.Read(connection.Provider);
        var tokens = await TakeGrantAsync(db, connection, manifest, cancellationToken);
        var revocation = tokens is null ? null : revocations.Add(db, connection, tokens, RevocationReason.Disconnected);
        var closing = await channels.AddAsync(db, connection.Id, tokens, cancellationToken);
        var calendars = db.Calendars.Where(c => c.ConnectionId == connection.Id).Select(c => c.Id);
        await db.Events.Where(e => calendars.Contains(e.CalendarId)).ExecuteDeleteAsync(cancellationToken);
        await db.TouchBusyAsync(connection.OrganizationId, connection.MemberId, Window.Around(time.Now()), cancellationToken);
        await db.Cursors.Where(c => c.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.Calendars.Where(c => c.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.SyncRuns.Where(r => r.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.Reconciliations.Where(r => r.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.InboundSources.Where(s => s.Id == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.HealthChecks.Where(h => h.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        await db.Notifications.Where(n => n.ConnectionId == connection.Id).ExecuteDeleteAsync(cancellationToken);
        connection.Revive(time.Now());
        connection.Become(ConnectionStatus.Disconnected, time.Now());
        (connection.Scopes, connection.LastSyncAt, connection.CalendarsListedAt) = ("", null, null);
        db.TellOfDisconnected(connection, manifest, by);
        db.Log(connection.OrganizationId, "connection.disconnected", $"{manifest.Name} was disconnected ({connection.AccountName}). Its calendars and events were deleted here.", by, new ActivitySubject(connection.MemberId, connection.Id));
        db.Announce(connection.OrganizationId, Topics.Calendars, connection.Id);
        db.Announce(connection.OrganizationId, Topics.Events, connection.Id);
        await db.SaveChangesAsync(cancellationToken);
        return new Ended(manifest, revocation, closing);
    }

    private async Task<Tokens?> TakeGrantAsync(AppDbContext db, Connection connection, ProviderManifest manifest, CancellationToken cancellationToken)
    {
        if ((await grants.TakeAsync(db, connection.Id, cancellationToken)).TryGet(out var tokens, out var failure))
        {
            return tokens;
        }

        if (failure is Failure.Unavailable)
        {
            Revocations.LogGivenUp(db, connection.OrganizationId, manifest, connection.AccountName, new ActivitySubject(connection.MemberId, connection.Id), "The stored access can't be opened on this server.");
        }

        return null;
    }

    private async Task<Disconnected> RevokeAsync(Ended ended)
    {
        await channels.StopAsync(ended.Channels);
        if (ended.Provider.IsHeard)
        {
            return new Disconnected(false, "What is sent to its address is refused from now on.");
        }

        if (ended.Provider.IsTyped)
        {
            return new Disconnected(false, "What you entered is deleted here. A password made for this product alone can be ended where you made it.");
        }

        var remove = "remove this product under your account's third-party access there.";
        return (ended.Revocation is { } id ? await revoke.TryAsync(id, CancellationToken.None) : Revoked.GivenUp) switch
        {
            Revoked.Ended => new Disconnected(true, null),
            Revoked.InUse => new Disconnected(false, $"{ended.Provider.Vendor} still lets us in, because another connection uses the same account."),
            Revoked.Later => new Disconnected(false, $"{ended.Provider.Vendor} did not confirm. It is asked again by itself for a week; to be sure now, {remove}"),
            _ when !ended.Provider.EndsAccess => new Disconnected(false, $"What we held is deleted. {ended.Provider.Vendor} lets nobody but you end access there: {remove}"),
            _ => new Disconnected(false, $"{ended.Provider.Vendor} did not confirm. To be sure, {remove}"),
        };
    }

    private sealed record Ended(ProviderManifest Provider, Guid? Revocation, IReadOnlyList<Guid> Channels);
}
