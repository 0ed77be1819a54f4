using App.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Calendars.Push;

/// <summary>Follows signals as they come: the first at once, those of the next second together.</summary>
public sealed partial class SignalPump(SignalBox box, FollowSignals follow, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SignalPump> logger) : BackgroundService
{
    /// <summary>One dirty mark for each calendar in that time.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await box.WaitAsync(stoppingToken);
            if (box.Take() is { Count: > 0 } signals)
            {
                await FollowAsync(signals, stoppingToken);
                await Task.Delay(Every, time, stoppingToken);
            }
        }
    }

    /// <summary>What can't be followed is made good by polling.</summary>
    private async Task FollowAsync(IReadOnlyList<ChannelSignals> signals, CancellationToken stoppingToken)
    {
        try
        {
            await follow.RunAsync(signals, stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Signals of vendors could not be followed; polling makes them good")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
