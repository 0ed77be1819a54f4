using System.Buffers;
using System.Text;
using System.Text.Json;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Events;
using NodaTime.Text;

namespace App.Infrastructure.Webhooks;

/// <summary>What a message is about, beside its data; all optional.</summary>
/// <param name="SubjectId">Messages about one are told in their order to endpoints that want it so.</param>
/// <param name="ConnectionId">The connection it came of.</param>
public sealed record MessageSubject(Guid? SubjectId = null, Guid? ConnectionId = null);

/// <summary>Adds messages to what is told to endpoints; they are saved together with the change they tell of.</summary>
public static class Outbox
{
    /// <summary>Adds a message. Nothing in <paramref name="data"/> ever carries a secret.</summary>
    public static void Tell<T>(this AppDbContext db, Guid organizationId, EventType<T> type, T data, MessageSubject subject)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(subject);
        db.Messages.Add(new Message
        {
            Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
            OrganizationId = organizationId,
            Type = type.Name,
            At = db.Time.Now(),
            SubjectId = subject.SubjectId,
            ConnectionId = subject.ConnectionId,
            Body = MessageBody.Write(type.Name, type.Version, db.Time.Now(), writer => JsonSerializer.Serialize(writer, data, EventJson.Options)),
        });
    }
}

/// <summary>The body of a message: <c>type</c>, <c>timestamp</c>, <c>version</c> of the event type, and <c>data</c>.</summary>
public static class MessageBody
{
    public static string Write(string type, int version, NodaTime.Instant at, Action<Utf8JsonWriter> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = EventJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("timestamp", InstantPattern.ExtendedIso.Format(at));
            writer.WriteNumber("version", version);
            writer.WritePropertyName("data");
            data(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
