using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using App.Domain;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Events;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>
/// Tells what another system sent on to the organization's endpoints. Where its type is in the catalogue, its data is what the catalogue says, as of all who tell it. The message's id comes of the connection's and the sender's, so that it is one message however often
/// it is worked on.
/// </summary>
public sealed class TellOn : IInboundHandler
{
    private const int MostReason = 500;

    private static readonly Failure TooLarge = new Failure.Rejected("message_too_large", $"As a message it would be larger than {Message.MostBytes / 1024} KB.");

    private static readonly string[] Columns = ["Id", "OrganizationId", "Type", "At", "SubjectId", "ConnectionId", "Body"];

    public async Task<Result<Done>> HandleAsync(AppDbContext db, InboundEvent received, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(received);
        using var content = JsonDocument.Parse(received.Body!);
        if (!DataOf(received.Type!, content.RootElement.GetProperty("data")).TryGet(out var data, out var wrong))
        {
            return Named(wrong);
        }

        var body = MessageBody.Write(received.Type!, EventTypes.Find(received.Type)?.Version ?? 1, received.At, data.WriteTo);
        if (Encoding.UTF8.GetByteCount(body) > Message.MostBytes)
        {
            return TooLarge;
        }

        (string, object?)[] row =
        [
            ("Id", IdOf(received.ConnectionId, received.ExternalId)),
            ("OrganizationId", received.OrganizationId),
            ("Type", received.Type),
            ("At", InstantConverter.ToMicroseconds(received.At)),
            ("SubjectId", SubjectOf(content.RootElement) is { } subject ? PublishEvent.SubjectIdOf(received.OrganizationId, subject) : null),
            ("ConnectionId", received.ConnectionId),
            ("Body", body),
        ];
        await db.Writing!.ExecuteAsync(db.Dialect.InsertIfAbsent("Messages", Columns, ["Id"]), row, cancellationToken);
        db.AnnounceMessages();
        return Result.Done;
    }

    internal static Guid IdOf(Guid connectionId, string externalId) => DigestOf($"{connectionId:N} {externalId}");

    private static Result<JsonElement> DataOf(string name, JsonElement data) => EventTypes.Find(name) is { } type ? PublishedData.Read(type, data) : data;

    /// <summary>A line of the list shows the reason alone, so that it says which field is meant.</summary>
    private static Failure Named(Failure wrong) =>
        wrong is Failure.Invalid invalid ? new Failure.Rejected("data_wrong", Line(string.Join(' ', invalid.Errors.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}")))) : wrong;

    /// <summary>The sender may have chosen the names in it.</summary>
    private static string Line(string text)
    {
        text = string.Concat(text.Where(c => !char.IsControl(c)));
        return text.Length <= MostReason ? text : text[..(char.IsHighSurrogate(text[MostReason - 1]) ? MostReason - 1 : MostReason)] + "…";
    }

    private static string? SubjectOf(JsonElement content) => content.TryGetProperty("subject", out var subject) && subject.ValueKind == JsonValueKind.String ? subject.GetString() : null;

    /// <summary>Version 8: a digest.</summary>
    private static Guid DigestOf(string text)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest, bigEndian: true);
    }
}
