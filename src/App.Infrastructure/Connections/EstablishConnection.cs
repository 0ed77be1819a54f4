using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>An account whose owner showed that it is hers.</summary>
/// <param name="Tokens">What opens it, as it is to be stored.</param>
/// <param name="Scopes">Granted, separated by spaces.</param>
internal sealed record EstablishedAccount(Guid OrganizationId, Guid MemberId, ProviderManifest Provider, Account Account, Tokens Tokens, string Scopes);

/// <summary>Creates the connection of an account, or revives the one there is, with its grant, inside the caller's transaction.</summary>
public sealed class EstablishConnection(StoredGrants grants, TimeProvider time)
{
    /// <summary>The connection the member has of that account, ended ones too; held against her other attempts until the transaction ends.</summary>
    internal static async Task<Guid?> FindAsync(AppDbContext db, Write write, Guid memberId, string provider, string accountId, CancellationToken cancellationToken)
    {
        await write.LockAsync("connect:" + memberId.ToString("N"), cancellationToken);
        return await db.Connections.Where(c => c.MemberId == memberId && c.Provider == provider && c.AccountId == accountId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken);
    }

    internal async Task<Connection> RunAsync(AppDbContext db, Guid? known, EstablishedAccount opened, CancellationToken cancellationToken)
    {
        if (known is { } id)
        {
            await grants.ReplaceAsync(db, id, opened.Tokens, cancellationToken);
            await SyncAgainAsync(db, id, cancellationToken);
        }

        var connection = Establish(db, known is null ? null : await db.LockConnectionAsync(known.Value, cancellationToken), opened);
        if (!await db.Grants.AnyAsync(g => g.ConnectionId == connection.Id, cancellationToken))
        {
            grants.Add(db, connection, opened.Tokens);
        }

        return connection;
    }

    private Connection Establish(AppDbContext db, Connection? connection, EstablishedAccount opened)
    {
        var now = time.Now();
        var known = connection is not null;
        (ConnectionStatus, Instant, bool)? before = connection is null ? null : (connection.Status, connection.StatusSince, connection.PausedByErrors);
        connection ??= db.Connections.Add(new Connection
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            OrganizationId = opened.OrganizationId,
            MemberId = opened.MemberId,
            Provider = opened.Provider.Key,
            AccountId = opened.Account.Id,
            AccountName = opened.Account.Name,
            CreatedAt = now,
            StatusSince = now,
        }).Entity;
        (connection.AccountName, connection.Scopes, connection.CalendarsListedAt) = (opened.Account.Name, opened.Scopes, null);
        connection.Revive(now);
        db.TellOfConsent(connection, opened.Provider, before);
        db.Log(
            connection.OrganizationId,
            known ? "connection.reconnected" : "connection.connected",
            $"{opened.Provider.Name} was {(known ? "re" : "")}connected ({connection.AccountName}).",
            opened.Provider.Vendor,
            new ActivitySubject(connection.MemberId, connection.Id));
        return connection;
    }

    private async Task SyncAgainAsync(AppDbContext db, Guid connectionId, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await db.Cursors.Where(c => c.ConnectionId == connectionId)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now).SetProperty(c => c.Trigger, SyncTrigger.Reconnect).SetProperty(c => c.Failures, 0), cancellationToken);

        // The vendor may have ended them with the access of before; others are opened under the new one.
        await db.PushChannels.Where(c => c.ConnectionId == connectionId && c.State != ChannelState.Closing)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, ChannelState.Closing).SetProperty(c => c.DueAt, now), cancellationToken);
    }
}
