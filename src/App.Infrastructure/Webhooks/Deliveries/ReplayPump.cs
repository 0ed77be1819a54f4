using App.Infrastructure.Calendars;
using App.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Wakes whoever sends deliveries again.</summary>
public sealed class ReplaySignal : WakeUp;

/// <summary>Works off replays.</summary>
public sealed class ReplayPump(ReplayClaims claims, RunReplay run, ReplaySignal signal, IHostApplicationLifetime lifetime, ILogger<ReplayPump> logger) : WorkPump<ReplayClaim>(signal, workers: 1, lifetime, logger)
{
    protected override Task<IReadOnlyList<ReplayClaim>> ClaimDueAsync(int most, CancellationToken cancellationToken) => claims.ClaimDueAsync(most, cancellationToken);

    protected override Task WorkAsync(ReplayClaim claim, CancellationToken cancellationToken) => run.RunAsync(claim, cancellationToken);

    protected override Task ReleaseAsync(ReplayClaim claim, CancellationToken cancellationToken) => claims.ReleaseAsync(claim, cancellationToken);
}

/// <summary>Every minute: replays that another process began or left.</summary>
public sealed class ReplayJob(ReplaySignal signal, ILogger<ReplayJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        signal.Wake();
        return Task.CompletedTask;
    }
}
