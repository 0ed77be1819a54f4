using Microsoft.Extensions.Hosting;

namespace App.Infrastructure.Security;

/// <summary>Notices within two seconds that another process changed the key ring, so that this one seals with the new key too.</summary>
public sealed class KeyRingWatch(KeyRing ring, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = ring.Fingerprint;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (ring.Fingerprint is var found && found != known)
            {
                known = found;
                ring.Reload();
            }
        }
    }
}
