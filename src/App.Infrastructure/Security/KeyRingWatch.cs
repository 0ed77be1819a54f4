using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Security;

/// <summary>
/// Notices within two seconds that the key ring was changed: so this process seals with a key another one made, and knows when the ring is lost and when
/// it is the right one again.
/// </summary>
public sealed partial class KeyRingWatch(KeyRing ring, CheckSeals check, SealState state, TimeProvider time, ILogger<KeyRingWatch> logger) : BackgroundService
{
    private string _known = ring.Fingerprint;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = ring.Fingerprint;
        if (found != _known)
        {
            ring.Reload();
        }

        if (found != _known || state.Condition == SealCondition.RingLost)
        {
            await check.RunAsync(cancellationToken);
        }

        _known = found;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key ring could not be looked at; it is tried again in two seconds")]
    private partial void LogFailed(Exception failure);
}
