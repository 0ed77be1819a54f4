using App.Domain.Webhooks;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>What an endpoint is to be. Bounds: <see cref="EndpointCheck"/>.</summary>
/// <param name="EventTypes">Names; none: all.</param>
/// <param name="Connections">Whose messages are wanted; none: all, and those that came of none.</param>
/// <param name="Filters">All must hold.</param>
/// <param name="Headers">Name and value; null: those there are stay. They are secret.</param>
/// <param name="Retries">As <see cref="RetrySchedule.Parse"/> reads it; null or empty: the published one.</param>
/// <param name="PerMinute">Most requests a minute; null: no limit.</param>
/// <param name="Template">Makes what is sent of a message; null or empty: the message as it is.</param>
public sealed record EndpointInput(
    string? Name,
    string? Url,
    IReadOnlyList<string> EventTypes,
    IReadOnlyList<Guid> Connections,
    IReadOnlyList<PayloadFilter> Filters,
    IReadOnlyDictionary<string, string>? Headers = null,
    SignatureScheme Scheme = SignatureScheme.Hmac,
    int TimeoutSeconds = Endpoint.UsualTimeoutSeconds,
    string? Retries = null,
    int? PerMinute = null,
    DeliveryOrder Order = DeliveryOrder.None,
    string? Template = null)
{
    /// <summary>What an endpoint is, its headers kept: to be changed in part.</summary>
    public static EndpointInput Of(EndpointView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new(view.Name, view.Url, view.EventTypes, view.Connections, view.Filters, null, view.Scheme, view.TimeoutSeconds, view.Retries, view.PerMinute, view.Order, view.Template);
    }

    internal static EndpointInput Of(Endpoint endpoint) => new(
        endpoint.Name, endpoint.Url, EndpointText.Names(endpoint.EventTypes), EndpointText.Ids(endpoint.Connections), EndpointText.Filters(endpoint.Filters), null,
        endpoint.Scheme, endpoint.TimeoutSeconds, endpoint.Retries, endpoint.PerMinute, endpoint.Order, endpoint.Template);

    /// <summary>Never the headers.</summary>
    public override string ToString() => $"EndpointInput {Name}";
}
