using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Calendars.Push;

/// <summary>Has a channel open for every calendar that should have one, renewed before it ends, and none besides.</summary>
public sealed class KeepChannels(AppDatabase database, PlanChannels plan, TendChannel tend, ChannelKey key, TimeProvider time, ILogger<KeepChannels> logger)
{
    private const int Most = 200;
    private const int AtOnce = 4;

    /// <summary>What a round finds to open or stop because of the one before: a replacement, then what it replaced.</summary>
    private const int MostRounds = 4;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!(await key.LoadAsync(cancellationToken)).IsOk)
        {
            return;
        }

        for (var round = 0; round < MostRounds; round++)
        {
            await plan.RunAsync(cancellationToken);
            var due = await DueAsync(cancellationToken);
            if (due.Count == 0)
            {
                return;
            }

            await Each.RunAsync(due, AtOnce, tend.RunAsync, logger, cancellationToken);
        }
    }

    /// <summary>What can be done without the vendor, or with the access that was kept for it, is done though the connection is not live.</summary>
    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("push channels that are due");
        return await (from channel in db.PushChannels
                      join connection in db.Connections on channel.ConnectionId equals connection.Id
                      where channel.DueAt <= now && (channel.LeaseUntil == null || channel.LeaseUntil <= now)
                          && (channel.ExpiresAt <= now || (channel.State == ChannelState.Closing && (channel.Sealed != null || channel.VendorId == null || connection.Status == ConnectionStatus.Disconnected))
                              || ((connection.Status == ConnectionStatus.Active || connection.Status == ConnectionStatus.Error) && (connection.RetryAt == null || connection.RetryAt <= now)))
                      orderby channel.DueAt
                      select channel.Id).Take(Most).ToListAsync(cancellationToken);
    }
}

/// <summary>Every minute: there may be channels to open, renew or stop.</summary>
public sealed class KeepChannelsJob(ChannelWork work, ILogger<KeepChannelsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        work.Wake();
        return Task.CompletedTask;
    }
}
