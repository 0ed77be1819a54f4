using System.Text.Json;
using App.Domain.Webhooks;
using App.Infrastructure.Json;
using NodaTime;

namespace App.Infrastructure.Webhooks.Events;

/// <summary>A message as pages and programs see it.</summary>
/// <param name="WireId">The value of <c>webhook-id</c>.</param>
/// <param name="Body">What is sent, byte for byte.</param>
/// <param name="IsFanned">Its deliveries were made.</param>
public sealed record MessageView(Guid Id, string WireId, string Type, Instant At, Guid? SubjectId, Guid? ConnectionId, string Body, bool IsFanned)
{
    public static MessageView Of(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(message.Id, Message.WireId(message.Id), message.Type, message.At, message.SubjectId, message.ConnectionId, message.Body, message.FannedAt is not null);
    }

    /// <summary>Version of its type, and its data; as a text of its JSON where something in it could not be written again.</summary>
    public (int Version, JsonElement Data) Read()
    {
        using var body = JsonDocument.Parse(Body);
        var data = body.RootElement.GetProperty("data");
        return (body.RootElement.GetProperty("version").GetInt32(), WholeText.FindBroken(data, "") is null ? data.Clone() : JsonSerializer.SerializeToElement(data.GetRawText()));
    }
}

/// <summary>A message with where it went.</summary>
/// <param name="Deliveries">One for each endpoint; empty where none wanted it, or before they are made.</param>
public sealed record MessageWithDeliveries(MessageView Message, IReadOnlyList<MessageDelivery> Deliveries);

/// <summary>A message's delivery to one endpoint.</summary>
/// <param name="DueAt">When it is tried next; null: it is over.</param>
/// <param name="LastStatus">HTTP status of the last try; null: there was none, or no answer.</param>
public sealed record MessageDelivery(Guid Id, Guid EndpointId, string EndpointName, DeliveryStatus Status, int Tries, Instant? DueAt, Instant? TriedAt, int? LastStatus, string? LastError);
