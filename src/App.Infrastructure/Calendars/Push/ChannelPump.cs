using App.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Calendars.Push;

/// <summary>Looks after channels whenever there may be something to do, so that a calendar just connected is pushed at once.</summary>
public sealed partial class ChannelPump(KeepChannels keep, ChannelWork work, IHostApplicationLifetime lifetime, ILogger<ChannelPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        work.Wake();
        while (!stoppingToken.IsCancellationRequested)
        {
            await work.WaitAsync(stoppingToken);
            await KeepAsync(stoppingToken);
        }
    }

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        try
        {
            await keep.RunAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Push channels could not be looked after; it is tried again in a minute")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
