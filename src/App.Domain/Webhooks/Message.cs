using NodaTime;

namespace App.Domain.Webhooks;

/// <summary>
/// One thing that happened, as it is told to endpoints: written in the same transaction as what it tells of, so that neither is there without the other.
/// </summary>
public sealed class Message : IOwned
{
    /// <summary>Largest body, in bytes of UTF-8.</summary>
    public const int MostBytes = 64 * 1024;

    public const int MostType = 100;

    /// <summary>Also the receiver's key against duplicates (<see cref="WireId"/>).</summary>
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>Name of its event type (<c>booking.created</c>).</summary>
    public required string Type { get; init; }

    public Instant At { get; init; }

    /// <summary>What it is about: those about one are told in their order to endpoints that want it so.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>The connection it came of, for endpoints that want those of some alone.</summary>
    public Guid? ConnectionId { get; init; }

    /// <summary>What is sent, byte for byte: JSON of type, timestamp, version and data.</summary>
    public required string Body { get; init; }

    /// <summary>When its deliveries were made; null: they are to be.</summary>
    public Instant? FannedAt { get; set; }

    /// <summary>The value of <c>webhook-id</c>.</summary>
    public static string WireId(Guid id) => "msg_" + id.ToString("N");
}
