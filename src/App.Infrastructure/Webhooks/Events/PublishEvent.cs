using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Json;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Events;

/// <summary>Something that happened in the organization's own system.</summary>
/// <param name="Key">The sender's own for this event alone: published again with it, it is told once.</param>
/// <param name="Subject">What it is about: events about one are told in their order to endpoints that want it so.</param>
public sealed record EventToPublish(string? Key, string? Type, JsonElement Data, string? Subject);

/// <summary>What was published.</summary>
/// <param name="IsNew">False: it had been published before.</param>
public sealed record PublishedEvent(MessageView Message, bool IsNew);

/// <summary>
/// Publishes an event that a program of the organization tells, to its endpoints. Its id is made of the key, so that a repeat finds it for as long as the message is kept.
/// </summary>
public sealed class PublishEvent(AppDatabase database, TimeProvider time)
{
    public const int MostKey = 200;
    public const int MostSubject = 200;

    private static readonly string[] Columns = ["Id", "OrganizationId", "Type", "At", "SubjectId", "Body"];
    private static readonly Failure KeyUsed = new Failure.Rejected("key_used", "This key was used for another event.");

    public async Task<Result<PublishedEvent>> RunAsync(Actor actor, EventToPublish published, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused)
            || !Check(published).TryGet(out var type, out refused)
            || !PublishedData.Read(type, published.Data).TryGet(out var data, out refused))
        {
            return refused;
        }

        var message = Make(actor.OrganizationId, published, type, data);
        if (Encoding.UTF8.GetByteCount(message.Body) > Message.MostBytes)
        {
            return new Failure.Invalid("data", $"Must be at most {Message.MostBytes / 1024} KB, all in all.");
        }

        return await StoreAsync(db, message, cancellationToken);
    }

    private static Result<EventType> Check(EventToPublish published)
    {
        var errors = new Dictionary<string, string[]>();
        var type = EventTypes.Find(published.Type);
        if (!IsLine(published.Key, MostKey))
        {
            errors["key"] = [$"Must be text of 1 to {MostKey} characters."];
        }

        if (type is not { IsPublished: true })
        {
            errors["type"] = [type is null ? "Is not an event type." : "Is told by this server itself. Programs publish the event types of hiring."];
        }

        if (published.Subject is not null && !IsSubject(published.Subject))
        {
            errors["subject"] = [$"Must be text of 1 to {MostSubject} characters."];
        }

        return errors.Count > 0 ? new Failure.Invalid(errors) : type!;
    }

    internal static bool IsSubject(string text) => IsLine(text, MostSubject);

    /// <summary>What messages about a subject carry that a program called so, published or come in: all of them are told in one order.</summary>
    internal static Guid SubjectIdOf(Guid organization, string subject) => IdOf("subject", organization, subject);

    private static bool IsLine(string? text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl) && text.IsWhole();

    private Message Make(Guid organization, EventToPublish published, EventType type, JsonElement data)
    {
        var now = time.Now();
        return new Message
        {
            Id = IdOf("key", organization, published.Key!),
            OrganizationId = organization,
            Type = type.Name,
            At = now,
            SubjectId = published.Subject is null ? null : SubjectIdOf(organization, published.Subject),
            Body = MessageBody.Write(type.Name, type.Version, now, data.WriteTo),
        };
    }

    private static async Task<Result<PublishedEvent>> StoreAsync(AppDbContext db, Message message, CancellationToken cancellationToken)
    {
        (string, object?)[] row =
        [
            ("Id", message.Id), ("OrganizationId", message.OrganizationId), ("Type", message.Type), ("At", InstantConverter.ToMicroseconds(message.At)),
            ("SubjectId", message.SubjectId), ("Body", message.Body),
        ];
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await write.ExecuteAsync(db.Dialect.InsertIfAbsent("Messages", Columns, ["Id"]), row, cancellationToken) == 1)
        {
            db.AnnounceMessages();
            db.Announce(message.OrganizationId, Topics.Deliveries, message.Id);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
            return new PublishedEvent(MessageView.Of(message), IsNew: true);
        }

        // Who published it first may still wait for the disk.
        await db.FlushAsync();
        var before = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == message.Id, cancellationToken);
        return before is null ? new Failure.Unavailable("An event of this key is just being forgotten. Send it again in a moment.")
            : IsSame(before, message) ? new PublishedEvent(MessageView.Of(before), IsNew: false)
            : KeyUsed;
    }

    private static bool IsSame(Message before, Message now)
    {
        using var one = JsonDocument.Parse(before.Body);
        using var other = JsonDocument.Parse(now.Body);
        return before.Type == now.Type && before.SubjectId == now.SubjectId && PublishedData.IsSame(one.RootElement.GetProperty("data"), other.RootElement.GetProperty("data"));
    }

    /// <summary>A UUID of our own making (version 8) of the first bytes of a SHA-256.</summary>
    private static Guid IdOf(string what, Guid organization, string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{organization:N}\n{text}"), hash);
        (hash[6], hash[8]) = ((byte)((hash[6] & 0x0F) | 0x80), (byte)((hash[8] & 0x3F) | 0x80));
        return new Guid(hash[..16], bigEndian: true);
    }
}
