using App.Domain;
using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Domain.Notifications;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Notifications;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>
/// What a vendor's answer means for a connection. Errors of its own count towards a pause; the vendor's health (outages, limits) never does.
/// Each trouble is told once, and so is its end.
/// </summary>
internal static class Trouble
{
    /// <summary>A paused connection is looked at again after this long.</summary>
    private static readonly Duration ProbeEvery = Duration.FromMinutes(15);

    /// <summary>
    /// Holds the cursors of a connection until the transaction ends. Rows are always taken in one order (grant, cursors, calendars, connection), so that
    /// no two wait for each other.
    /// </summary>
    public static Task LockCursorsAsync(this AppDbContext db, Guid connectionId, CancellationToken cancellationToken) =>
        db.Cursors.Where(c => c.ConnectionId == connectionId).ExecuteUpdateAsync(s => s.SetProperty(c => c.Fence, c => c.Fence), cancellationToken);

    /// <summary>Reads a connection and holds its row until the transaction ends, so that what is noted rests on what is there.</summary>
    public static async Task<Connection?> LockConnectionAsync(this AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.Connections.Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Version, c => c.Version), cancellationToken);
        return await db.Connections.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
    }

    /// <summary>
    /// Notes a failure of something that began at <paramref name="began"/>; what failed together counts once. That access has ended is noted by
    /// <see cref="NoteEnded"/> alone, under the compare-and-swap of the grant: whoever else saw it may have seen an older one.
    /// </summary>
    public static void Note(AppDbContext db, Connection connection, ProviderManifest provider, Failure failure, Instant began)
    {
        if (failure is Failure.NeedsReconnect || connection.Status is ConnectionStatus.NeedsReconnect or ConnectionStatus.Disconnected || (connection.Status == ConnectionStatus.Paused && !connection.PausedByErrors))
        {
            return;
        }

        var now = Domain.Time.Clock.Now(db.Time);
        var together = connection.ErrorAt is { } last && last >= began;
        (connection.ErrorCode, connection.ErrorText, connection.ErrorAt) = (failure.Code, failure.Reason, now);
        switch (failure)
        {
            case Failure.RateLimited limited:
                Wait(connection, limited.Until, now);
                break;
            case Failure.Unavailable { Retryable: false }:
                connection.ErrorCode = Connection.CredentialLocked;
                Wait(connection, now + ProbeEvery, now);
                break;
            case Failure.Unavailable:
                Wait(connection, now + Backoff.Spread(Duration.FromMinutes(1)), now);
                break;
            default:
                Count(db, connection, provider, together, now);
                break;
        }
    }

    /// <summary>Notes that the vendor answered as it should; the end of a trouble that was told is told.</summary>
    public static void NoteSuccess(AppDbContext db, Connection connection, ProviderManifest provider)
    {
        var (before, since) = (connection.PausedByErrors ? ConnectionStatus.Paused : connection.Status, connection.StatusSince);
        if (connection.Recover(Domain.Time.Clock.Now(db.Time)))
        {
            db.TellOfRecovery(connection, provider, before, since);
            Tell(db, connection, "connection.recovered", $"{provider.Name} works again ({connection.AccountName}).", ActivityLevel.Info);
        }
    }

    /// <summary>Notes that the vendor ended our access.</summary>
    public static void NoteEnded(AppDbContext db, Connection connection, ProviderManifest provider, Failure.NeedsReconnect ended) =>
        End(db, connection, provider, ended.Code, ended.Reason, $"{provider.Name} no longer accepts our sign-in ({connection.AccountName}).");

    /// <summary>Notes that the operator gave up a credential no key opens.</summary>
    public static void NoteLost(AppDbContext db, Connection connection, ProviderManifest provider) =>
        End(db, connection, provider, Connection.CredentialLost, "The stored access was lost on this server.", $"The stored access to {provider.Name} was lost on this server ({connection.AccountName}).");

    private static void End(AppDbContext db, Connection connection, ProviderManifest provider, string code, string reason, string told)
    {
        if (connection.Status is ConnectionStatus.NeedsReconnect or ConnectionStatus.Disconnected)
        {
            return;
        }

        var now = Domain.Time.Clock.Now(db.Time);
        (connection.ErrorCode, connection.ErrorText, connection.ErrorAt, connection.RetryAt) = (code, reason, now, null);
        connection.PausedByErrors = false;
        connection.Become(ConnectionStatus.NeedsReconnect, now);
        db.TellOfEndedAccess(connection, provider, code, reason);
        Tell(db, connection, "connection.needs_reconnect", $"{told} Until you reconnect, what changes there is unknown here.", ActivityLevel.Warning);
    }

    private static void Count(AppDbContext db, Connection connection, ProviderManifest provider, bool together, Instant now)
    {
        if (!together)
        {
            connection.ConsecutiveErrors++;
        }

        if (connection.ConsecutiveErrors < Connection.ErrorsUntilPause)
        {
            Wait(connection, now + Backoff.After(connection.ConsecutiveErrors - 1), now);
            return;
        }

        connection.RetryAt = now + Backoff.Spread(ProbeEvery);
        connection.Become(ConnectionStatus.Paused, now);
        if (!connection.PausedByErrors)
        {
            connection.PausedByErrors = true;
            Tell(db, connection, "connection.paused", $"{provider.Name} was paused after {Connection.ErrorsUntilPause} errors in a row ({connection.AccountName}). It is looked at again by itself.", ActivityLevel.Error);
        }
    }

    private static void Wait(Connection connection, Instant until, Instant now)
    {
        connection.RetryAt = until;
        if (connection.Status is ConnectionStatus.Active or ConnectionStatus.Pending)
        {
            connection.Become(ConnectionStatus.Error, now);
        }
    }

    private static void Tell(AppDbContext db, Connection connection, string kind, string text, ActivityLevel level)
    {
        db.Log(connection.OrganizationId, kind, text, "Integrations", new ActivitySubject(connection.MemberId, connection.Id), level);
        db.Notify(new Notification
        {
            Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
            OrganizationId = connection.OrganizationId,
            MemberId = connection.MemberId,
            Kind = kind,
            Text = text,
            Path = "/integrations",
            ConnectionId = connection.Id,
            CreatedAt = Domain.Time.Clock.Now(db.Time),
        });
    }
}
