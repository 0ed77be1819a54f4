using App.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Bookings.ComeBack;

/// <summary>Brings changes made in hosts' calendars to their bookings. Repeating it changes nothing, so several may do it at once.</summary>
public sealed class FollowCalendars(FindChanges find, FollowChange follow, ILogger<FollowCalendars> logger)
{
    /// <param name="calendars">Those just brought up to date; null: all that hold bookings.</param>
    public async Task RunAsync(IReadOnlyCollection<Guid>? calendars, CancellationToken cancellationToken)
    {
        foreach (var calendar in await find.CalendarsAsync(calendars, cancellationToken))
        {
            await Each.RunAsync(await find.RunAsync(calendar, cancellationToken), 1, follow.RunAsync, logger, cancellationToken);
        }
    }
}

/// <summary>Follows calendars as soon as they were synced.</summary>
public sealed partial class ComeBackPump(FollowCalendars follow, ComeBackSignal signal, IHostApplicationLifetime lifetime, ILogger<ComeBackPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(stoppingToken);
            try
            {
                await follow.RunAsync(signal.Take(), stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(logger, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Bookings could not be compared with calendars; the sweep does it again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

/// <summary>Every five minutes: what a crash left uncompared.</summary>
public sealed class FollowCalendarsJob(FollowCalendars follow, ILogger<FollowCalendarsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => follow.RunAsync(null, cancellationToken);
}
