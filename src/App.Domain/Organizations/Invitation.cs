using NodaTime;

namespace App.Domain.Organizations;

/// <summary>
/// Lets one person join with a role. Accepted by its link, or by signing in with the invited address once the issuer calls it verified.
/// </summary>
public sealed class Invitation : IVersioned, ITopical
{
    public static readonly Duration Life = Duration.FromDays(14);

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public required string Email { get; init; }

    public Role Role { get; init; }

    /// <summary>SHA-256 of the link's token; the token itself is shown once and not kept.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>Null where the operator's configuration invited.</summary>
    public Guid? InvitedBy { get; init; }

    public Instant CreatedAt { get; init; }

    public Instant ExpiresAt { get; set; }

    public Instant? AcceptedAt { get; set; }

    public Instant? RevokedAt { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Members;

    public bool IsOpen(Instant now) => AcceptedAt is null && RevokedAt is null && ExpiresAt > now;
}
