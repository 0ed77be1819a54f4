using App.Domain;
using NodaTime;

namespace App.Infrastructure.Database;

/// <summary>What a request with an Idempotency-Key was answered, kept for 24 hours. Without an answer it is in flight.</summary>
public sealed class StoredAnswer : IOwned
{
    public static readonly Duration Life = Duration.FromHours(24);

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>Member or key id.</summary>
    public Guid ActorId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body.</summary>
    public required byte[] RequestHash { get; init; }

    public int? Status { get; set; }

    public string? ContentType { get; set; }

    public string? Headers { get; set; }

    public byte[]? Body { get; set; }

    public Instant CreatedAt { get; init; }
}
