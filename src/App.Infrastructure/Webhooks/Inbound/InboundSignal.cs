using App.Infrastructure.Calendars;
using App.Infrastructure.Jobs;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>Wakes the pump when something came in.</summary>
public sealed class InboundSignal : WakeUp;

/// <summary>Every minute: what is to be tried again, and what a dead process left.</summary>
public sealed class WakeInboundJob(InboundSignal signal, ILogger<WakeInboundJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        signal.Wake();
        return Task.CompletedTask;
    }
}
