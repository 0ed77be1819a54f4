using App.Infrastructure.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>Works on what came in, and writes down what was refused.</summary>
public sealed class InboundPump(InboundClaims claims, WorkInbound work, Refusals refusals, InboundSignal signal, IHostApplicationLifetime lifetime, ILogger<InboundPump> logger) : WorkPump<InboundClaim>(signal, workers: 4, lifetime, logger)
{
    protected override async Task<IReadOnlyList<InboundClaim>> ClaimDueAsync(int most, CancellationToken cancellationToken)
    {
        await refusals.WriteAsync(cancellationToken);
        return await claims.ClaimDueAsync(most, cancellationToken);
    }

    protected override Task WorkAsync(InboundClaim claim, CancellationToken cancellationToken) => work.RunAsync(claim, cancellationToken);

    protected override Task ReleaseAsync(InboundClaim claim, CancellationToken cancellationToken) => claims.ReleaseAsync(claim, cancellationToken);
}
