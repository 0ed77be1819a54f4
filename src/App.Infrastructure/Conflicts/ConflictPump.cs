using App.Domain;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Conflicts;

/// <summary>Looks for conflicts whenever what claims time has changed, here or on another node, and by the clock for what no one told of.</summary>
public sealed partial class ConflictPump(DetectConflicts detect, ConflictWork work, ChangeFeed feed, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ConflictPump> logger) : BackgroundService
{
    private static readonly HashSet<string> Claiming = [Topics.Events, Topics.Blocks, Topics.Bookings, Topics.Calendars];

    /// <summary>A sync saves page by page: looked at once for all that come in a moment.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(300);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        using var told = feed.SubscribeToAll(Claiming, _ => work.Wake());
        work.Wake();
        while (!stoppingToken.IsCancellationRequested)
        {
            await work.WaitAsync(stoppingToken);
            await Task.Delay(Gather, time, stoppingToken);
            await DetectAsync(stoppingToken);
        }
    }

    private async Task DetectAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await detect.RunAsync(stoppingToken))
            {
                work.Wake();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Conflicts could not be looked for; it is tried again in a minute")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

/// <summary>Every minute: changes that nobody told of, and times that are over.</summary>
public sealed class DetectConflictsJob(ConflictWork work, ILogger<DetectConflictsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        work.Wake();
        return Task.CompletedTask;
    }
}
