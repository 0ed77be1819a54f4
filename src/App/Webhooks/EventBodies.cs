using System.Text.Json;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Webhooks.Events;
using NodaTime;

namespace App.Webhooks;

/// <summary>An event to publish.</summary>
/// <param name="Key">Your own for this event alone: published again with it, it is told once.</param>
/// <param name="Type">One of the types that are published, such as <c>candidate.created</c>.</param>
/// <param name="Data">What its type says.</param>
/// <param name="Subject">What it is about: events about one are told in their order to endpoints that want it so.</param>
public sealed record NewEventMessageBody(string Key, string Type, JsonElement Data, string? Subject = null);

/// <summary>Something that was told to endpoints.</summary>
/// <param name="Id">Of the event.</param>
/// <param name="MessageId">The value of <c>webhook-id</c> at whoever receives it.</param>
/// <param name="Type">Name of its type.</param>
/// <param name="Version">Version of its type.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">What its type says.</param>
/// <param name="SubjectId">What it is about.</param>
/// <param name="ConnectionId">The connection it came of.</param>
/// <param name="IsFanned">False: its deliveries are still to be made.</param>
public sealed record EventMessageBody(Guid Id, string MessageId, string Type, int Version, Instant Timestamp, JsonElement Data, Guid? SubjectId, Guid? ConnectionId, bool IsFanned)
{
    internal static EventMessageBody Of(MessageView message)
    {
        var (version, data) = message.Read();
        return new(message.Id, message.WireId, message.Type, version, message.At, data, message.SubjectId, message.ConnectionId, message.IsFanned);
    }
}

/// <summary>Something that was told, and where it went.</summary>
/// <param name="Event">The event.</param>
/// <param name="Deliveries">One for each endpoint that wanted it.</param>
public sealed record DeliveredEventBody(EventMessageBody Event, IReadOnlyList<EventDeliveryBody> Deliveries)
{
    internal static DeliveredEventBody Of(MessageWithDeliveries found) => new(EventMessageBody.Of(found.Message), [.. found.Deliveries.Select(EventDeliveryBody.Of)]);
}

/// <summary>An event's delivery to one endpoint.</summary>
/// <param name="Id">Of the delivery.</param>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="EndpointName">Its name.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="DueAt">When it is tried next; null: it is over.</param>
/// <param name="TriedAt">When it was last tried.</param>
/// <param name="LastStatus">HTTP status of the last try; null: there was none, or no answer.</param>
/// <param name="LastError">Why the last try failed, where there was no answer.</param>
public sealed record EventDeliveryBody(Guid Id, Guid EndpointId, string EndpointName, DeliveryStatus Status, int Tries, Instant? DueAt, Instant? TriedAt, int? LastStatus, string? LastError)
{
    internal static EventDeliveryBody Of(MessageDelivery d) => new(d.Id, d.EndpointId, d.EndpointName, d.Status, d.Tries, d.DueAt, d.TriedAt, d.LastStatus, d.LastError);
}

/// <summary>Something that can happen.</summary>
/// <param name="Name">Stable.</param>
/// <param name="Version">Data only grows within a version.</param>
/// <param name="Group">Under which people find it.</param>
/// <param name="Description">When it is told.</param>
/// <param name="IsPublished">Programs of the organization tell it.</param>
public sealed record EventTypeBody(string Name, int Version, string Group, string Description, bool IsPublished)
{
    internal static EventTypeBody Of(EventType type) => new(type.Name, type.Version, type.Group, type.Description, type.IsPublished);
}

/// <summary>Something that can happen, in full.</summary>
/// <param name="Name">Stable.</param>
/// <param name="Version">Data only grows within a version.</param>
/// <param name="Group">Under which people find it.</param>
/// <param name="Description">When it is told.</param>
/// <param name="IsPublished">Programs of the organization tell it.</param>
/// <param name="Schema">JSON schema of its data (draft 2020-12).</param>
/// <param name="Sample">A whole message as it may arrive.</param>
public sealed record EventTypeDetailsBody(string Name, int Version, string Group, string Description, bool IsPublished, JsonElement Schema, JsonElement Sample)
{
    internal static EventTypeDetailsBody Of(EventType type) =>
        new(type.Name, type.Version, type.Group, type.Description, type.IsPublished, JsonElement.Parse(EventSchema.Of(type)), JsonElement.Parse(EventSamples.Read(type)));
}
