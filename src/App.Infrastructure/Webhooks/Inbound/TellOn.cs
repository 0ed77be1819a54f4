using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using App.Domain;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>
/// Tells what another system sent on to the organization's endpoints. The message's id comes of the connection's and the sender's, so that it is one message however often
/// it is worked on.
/// </summary>
public sealed class TellOn : IInboundHandler
{
    private static readonly Failure TooLarge = new Failure.Rejected("message_too_large", $"As a message it would be larger than {Message.MostBytes / 1024} KB.");

    private static readonly string[] Columns = ["Id", "OrganizationId", "Type", "At", "ConnectionId", "Body"];

    public async Task<Result<Done>> HandleAsync(AppDbContext db, InboundEvent received, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(received);
        using var content = JsonDocument.Parse(received.Body!);
        var (type, data) = (received.Type!, content.RootElement.GetProperty("data").GetRawText());
        var version = EventTypes.All.FirstOrDefault(t => t.Name == type)?.Version ?? 1;
        var body = MessageBody.Write(type, version, received.At, writer => writer.WriteRawValue(data, skipInputValidation: true));
        if (Encoding.UTF8.GetByteCount(body) > Message.MostBytes)
        {
            return TooLarge;
        }

        (string, object?)[] row =
        [
            ("Id", IdOf(received.ConnectionId, received.ExternalId)),
            ("OrganizationId", received.OrganizationId),
            ("Type", type),
            ("At", InstantConverter.ToMicroseconds(received.At)),
            ("ConnectionId", received.ConnectionId),
            ("Body", body),
        ];
        await db.Writing!.ExecuteAsync(db.Dialect.InsertIfAbsent("Messages", Columns, ["Id"]), row, cancellationToken);
        return Result.Done;
    }

    /// <summary>Version 8: a digest.</summary>
    internal static Guid IdOf(Guid connectionId, string externalId)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{connectionId:N} {externalId}")).AsSpan(0, 16);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest, bigEndian: true);
    }
}
