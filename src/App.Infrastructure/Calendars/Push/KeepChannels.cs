using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Calendars.Push;

/// <summary>
/// Has a channel open for every calendar that should have one, renewed before it ends, and none besides. Each provider is worked on beside the others, so
/// that one that hangs holds up none of them for longer than a pass lasts.
/// </summary>
public sealed partial class KeepChannels(AppDatabase database, PlanChannels plan, TendChannel tend, ChannelProviders providers, ChannelKey key, TimeProvider time, ILogger<KeepChannels> logger)
{
    /// <summary>Of each provider in a round.</summary>
    private const int Most = 200;

    /// <summary>Of each provider.</summary>
    private const int AtOnce = 4;

    /// <summary>What a round finds to open or stop because of the one before: a replacement, then what it replaced.</summary>
    private const int MostRounds = 4;

    /// <summary>For so long a pass begins with channels; the others stay due for the next.</summary>
    private static readonly Duration Begins = Duration.FromMinutes(1);

    private bool _isKeyShut;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var until = time.Now() + Begins;
        var hasKey = await LoadKeyAsync(cancellationToken);
        for (var round = 0; round < MostRounds && time.Now() < until; round++)
        {
            await plan.RunAsync(cancellationToken);
            var due = await DueAsync(hasKey, cancellationToken);
            if (due.Count == 0)
            {
                return;
            }

            await Task.WhenAll(due.Select(own => Each.RunAsync(own.TakeWhile(_ => time.Now() < until), AtOnce, tend.RunAsync, logger, cancellationToken)));
        }
    }

    /// <summary>Without the key none can be opened; what is open is renewed and stopped all the same.</summary>
    private async Task<bool> LoadKeyAsync(CancellationToken cancellationToken)
    {
        var shut = (await key.LoadAsync(cancellationToken)).Failure;
        if (Interlocked.Exchange(ref _isKeyShut, shut is not null) != shut is not null)
        {
            if (shut is not null)
            {
                LogKeyShut(logger, shut.Reason);
            }
            else
            {
                LogKeyOpen(logger);
            }
        }

        return shut is null;
    }

    /// <summary>What can be done without the vendor, or with the access that was kept for it, is done though the connection is not live.</summary>
    /// <returns>For each provider with such, its own.</returns>
    private async Task<List<List<Guid>>> DueAsync(bool hasKey, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("push channels that are due");
        var all = from channel in db.PushChannels
                  join connection in db.Connections on channel.ConnectionId equals connection.Id
                  where channel.DueAt <= now && (channel.LeaseUntil == null || channel.LeaseUntil <= now)
                      && (hasKey || channel.State != ChannelState.Opening)
                      && (channel.ExpiresAt <= now || (channel.State == ChannelState.Closing && (channel.Sealed != null || channel.VendorId == null || connection.Status == ConnectionStatus.Disconnected))
                          || ((connection.Status == ConnectionStatus.Active || connection.Status == ConnectionStatus.Error) && (connection.RetryAt == null || connection.RetryAt <= now)))
                  orderby channel.DueAt
                  select channel;
        var due = new List<List<Guid>>();
        foreach (var provider in providers.All)
        {
            if (await all.Where(c => c.Provider == provider).Select(c => c.Id).Take(Most).ToListAsync(cancellationToken) is { Count: > 0 } own)
            {
                due.Add(own);
            }
        }

        return due;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "No push channel can be opened until the key of push channels can be read: {Reason}")]
    private static partial void LogKeyShut(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The key of push channels can be read again; channels are opened")]
    private static partial void LogKeyOpen(ILogger logger);
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
