using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>
/// Refreshes grants before anyone needs them: what ends within 15 minutes, and, once a day, what the vendor would end unused.
/// </summary>
public sealed class RefreshGrants(AppDatabase database, Grants grants, TimeProvider time, ILogger<RefreshGrants> logger)
{
    public static readonly Duration Ahead = Duration.FromMinutes(15);

    private static readonly Duration IdleAfter = Duration.FromDays(1);
    private const int Most = 500;
    private const int AtOnce = 4;

    /// <returns>How many grants were refreshed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var refreshed = 0;
        await Each.RunAsync(
            await DueAsync(cancellationToken),
            AtOnce,
            async (due, ct) =>
            {
                if ((await grants.RefreshAsync(due.ConnectionId, due.Generation, ct)).IsOk)
                {
                    Interlocked.Increment(ref refreshed);
                }
            },
            logger,
            cancellationToken);
        return refreshed;
    }

    private async Task<List<Due>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        var (soon, idle) = (now + Ahead, now - IdleAfter);
        var perishable = Catalogue.Built.Where(p => p.Manifest.IdleGrantDays is not null).Select(p => p.Manifest.Key).ToList();
        await using var db = database.ForSystem("grants that end soon");
        return await (from grant in db.Grants
                      join connection in db.Connections on grant.ConnectionId equals connection.Id
                      where grant.CanRefresh && connection.Status != ConnectionStatus.NeedsReconnect && connection.Status != ConnectionStatus.Disconnected && (connection.ErrorCode == null || connection.ErrorCode != Connection.CredentialLocked)
                          && (grant.RetryAt == null || grant.RetryAt <= now)
                          && ((grant.ExpiresAt != null && grant.ExpiresAt <= soon) || (grant.RefreshedAt <= idle && perishable.Contains(grant.Provider)))
                      orderby grant.ExpiresAt
                      select new Due(grant.ConnectionId, grant.Generation)).Take(Most).ToListAsync(cancellationToken);
    }

    private sealed record Due(Guid ConnectionId, long Generation);
}

/// <summary>Every five minutes.</summary>
public sealed class RefreshGrantsJob(RefreshGrants refresh, ILogger<RefreshGrantsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => refresh.RunAsync(cancellationToken);
}
