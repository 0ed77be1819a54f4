using NodaTime;

namespace App.Domain.Organizations;

/// <summary>The tenant: everything else belongs to exactly one.</summary>
public sealed class Organization : IVersioned
{
    public const int NameLength = 100;

    public Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Whoever signs in with a verified address of this domain joins as a Member; null: by invitation only. Unique.</summary>
    public string? EmailDomain { get; set; }

    public Instant CreatedAt { get; init; }

    public long Version { get; set; }
}
