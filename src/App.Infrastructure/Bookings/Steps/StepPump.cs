using App.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>Works off the steps of bookings that are due.</summary>
public sealed class StepPump(StepClaims claims, RunStep run, StepSignal signal, IHostApplicationLifetime lifetime, ILogger<StepPump> logger) : WorkPump<StepClaim>(signal, workers: 4, lifetime, logger)
{
    protected override Task<IReadOnlyList<StepClaim>> ClaimDueAsync(int most, CancellationToken cancellationToken) => claims.ClaimDueAsync(most, cancellationToken);

    protected override Task WorkAsync(StepClaim claim, CancellationToken cancellationToken) => run.RunAsync(claim, cancellationToken);

    protected override Task ReleaseAsync(StepClaim claim, CancellationToken cancellationToken) => claims.ReleaseAsync(claim, cancellationToken);
}
