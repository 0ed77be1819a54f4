using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Monitoring;

/// <summary>Probes every live connection, and those that paused by themselves once their moment has come, so that they resume alone.</summary>
public sealed class CheckConnections(AppDatabase database, CheckHealth check, TimeProvider time, ILogger<CheckConnections> logger)
{
    private const int Most = 1000;
    private const int AtOnce = 4;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        var heard = Catalogue.Built.Where(p => p.Manifest.IsHeard).Select(p => p.Manifest.Key).ToList();
        List<Guid> due;
        await using (var db = database.ForSystem("connections to probe"))
        {
            due = await db.Connections
                .Where(c => (c.Status == ConnectionStatus.Active || c.Status == ConnectionStatus.Error || (c.Status == ConnectionStatus.Paused && c.PausedByErrors)) && (c.RetryAt == null || c.RetryAt <= now) && !heard.Contains(c.Provider))
                .OrderBy(c => c.LastUsedAt).Select(c => c.Id).Take(Most).ToListAsync(cancellationToken);
        }

        await Each.RunAsync(due, AtOnce, check.ProbeAsync, logger, cancellationToken);
    }
}

/// <summary>Every five minutes.</summary>
public sealed class CheckConnectionsJob(CheckConnections check, ILogger<CheckConnectionsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => check.RunAsync(cancellationToken);
}
