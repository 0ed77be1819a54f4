using System.Net;
using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Calendars.Push;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>A request that came in, its body not read yet.</summary>
/// <param name="From">Where it came from; null where that isn't known.</param>
/// <param name="ReadBodyAsync">Reads the body, up to the bound.</param>
public sealed record InboundArrival(Func<string, string?> Header, Func<string, string?> Query, IPAddress? From, Func<CancellationToken, Task<ReadOnlyMemory<byte>>> ReadBodyAsync)
{
    internal async Task<InboundRequest> ReadAsync(CancellationToken cancellationToken) => new(Header, Query, await ReadBodyAsync(cancellationToken));
}

/// <summary>
/// Takes what services send to the one address there is for it. Signals are told from forgeries by computing alone, before the body is read; events by the secret of
/// their connection, and are stored before they are answered.
/// </summary>
public sealed class ReceiveInbound(ReceiveSignals signals, ReceiveEvents events, IServiceProvider services)
{
    /// <summary>Largest body, in bytes. A vendor may put a hundred notices of half a kilobyte into one.</summary>
    public const int MostBytes = 256 * 1024;

    private static readonly Failure.NotFound Unknown = new("The address");

    /// <returns>What the sender wants back, if anything.</returns>
    public async Task<Result<string?>> RunAsync(string provider, string address, InboundArrival arrival, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arrival);
        switch (services.GetKeyedService<IWebhookReceiver>(provider))
        {
            case { Address: InboundAddress.Channel } receiver:
                return signals.Open(address).TryGet(out var channel, out var forged) ? signals.Take(receiver, channel, await arrival.ReadAsync(cancellationToken)) : forged;
            case { Address: InboundAddress.Connection } receiver when Guid.TryParseExact(address, "D", out var connection):
                return await events.RunAsync(receiver, new InboundTarget(provider, connection), arrival, cancellationToken);
            default:
                return Unknown;
        }
    }
}
