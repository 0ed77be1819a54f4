using System.ComponentModel;
using NodaTime;

namespace App.Domain.Webhooks.Events;

/// <summary>Data of <see cref="EventTypes.EndpointFailing"/>.</summary>
public sealed record EndpointFailingData(
    [property: Description("The endpoint.")] Guid EndpointId,
    [property: Description("Its name.")] string Name,
    [property: Description("The host of its address; the whole address may be a secret.")] string Host,
    [property: Description("Since when nothing has been delivered.")] Instant FailingSince,
    [property: Description("How many messages in a row could not be delivered and will not be tried again.")] int Exhausted);

/// <summary>Data of <see cref="EventTypes.EndpointDisabled"/>.</summary>
public sealed record EndpointDisabledData(
    [property: Description("The endpoint.")] Guid EndpointId,
    [property: Description("Its name.")] string Name,
    [property: Description("The host of its address; the whole address may be a secret.")] string Host,
    [property: Description("Why, as a sentence.")] string Reason,
    [property: Description("Since when nothing has been delivered; null where the endpoint itself said that it is gone.")] Instant? FailingSince);

/// <summary>Data of <see cref="EventTypes.DeliveryExhausted"/>.</summary>
public sealed record DeliveryExhaustedData(
    [property: Description("The delivery: it can be sent again.")] Guid DeliveryId,
    [property: Description("The endpoint.")] Guid EndpointId,
    [property: Description("Type of the message.")] string Type,
    [property: Description("Value of webhook-id of the message.")] string MessageId,
    [property: Description("How often it was tried.")] int Tries,
    [property: Description("HTTP status of the last try; null: there was no answer.")] int? LastStatus);
