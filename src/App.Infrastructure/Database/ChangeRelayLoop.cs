using App.Domain.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Database;

/// <summary>Lets <see cref="ChangeRelay"/> look every two seconds, and clean up every hour.</summary>
public sealed partial class ChangeRelayLoop(ChangeRelay relay, TimeProvider time, ILogger<ChangeRelayLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly Duration Clean = Duration.FromHours(1);

    private Instant _cleaned;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(failure);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await relay.RelayAsync(cancellationToken);
        if (time.Now() - _cleaned >= Clean)
        {
            await relay.CleanAsync(cancellationToken);
            _cleaned = time.Now();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes could not be relayed; they are tried again in two seconds")]
    private partial void LogFailed(Exception failure);
}
