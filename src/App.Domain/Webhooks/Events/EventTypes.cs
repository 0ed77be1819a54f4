namespace App.Domain.Webhooks.Events;

/// <summary>The catalogue: one line for each event type.</summary>
public static class EventTypes
{
    private const string Webhooks = "Webhooks";

    public static readonly EventType<EndpointDisabledData> EndpointDisabled = new("endpoint.disabled", 1, Webhooks, "We stopped sending to an endpoint. What happens meanwhile waits for it.");
    public static readonly EventType<DeliveryExhaustedData> DeliveryExhausted = new("delivery.exhausted", 1, Webhooks, "A message could not be delivered to an endpoint and will not be tried again by itself.");

    /// <summary>In the order in which people read them.</summary>
    public static readonly IReadOnlyList<EventType> All = [EndpointDisabled, DeliveryExhausted];
}
