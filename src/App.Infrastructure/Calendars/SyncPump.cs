using App.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Calendars;

/// <summary>Works off the calendars that are due.</summary>
public sealed class SyncPump(SyncClaims claims, SyncCalendar sync, SyncSignal signal, IHostApplicationLifetime lifetime, ILogger<SyncPump> logger) : WorkPump<SyncClaim>(signal, workers: 4, lifetime, logger)
{
    protected override Task<IReadOnlyList<SyncClaim>> ClaimDueAsync(int most, CancellationToken cancellationToken) => claims.ClaimDueAsync(most, cancellationToken);

    protected override Task WorkAsync(SyncClaim claim, CancellationToken cancellationToken) => sync.RunAsync(claim, cancellationToken);

    protected override Task ReleaseAsync(SyncClaim claim, CancellationToken cancellationToken) => claims.ReleaseAsync(claim, cancellationToken);
}
