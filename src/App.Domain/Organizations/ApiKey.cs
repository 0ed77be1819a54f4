using NodaTime;

namespace App.Domain.Organizations;

/// <summary>Lets a program act as a member. Shown once, stored as a hash.</summary>
public sealed class ApiKey : IVersioned, ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public required string Name { get; set; }

    /// <summary>The first characters, by which a person recognises it.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the key (256 random bits: nothing slower is needed).</summary>
    public required byte[] Hash { get; init; }

    /// <summary>False: it reads only.</summary>
    public bool MayWrite { get; init; }

    public Instant CreatedAt { get; init; }

    public Instant? LastUsedAt { get; set; }

    public Instant? RevokedAt { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Keys;
}
