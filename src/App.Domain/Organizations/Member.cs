using NodaTime;

namespace App.Domain.Organizations;

/// <summary>A person in an organization, known by the issuer and subject of her sign-in.</summary>
public sealed class Member : IVersioned, ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>OpenID Connect <c>iss</c>; unique together with <see cref="Subject"/>.</summary>
    public required string Issuer { get; init; }

    /// <summary>OpenID Connect <c>sub</c>.</summary>
    public required string Subject { get; init; }

    public required string Name { get; set; }

    /// <summary>The address as the issuer gave it, or null.</summary>
    public string? Email { get; set; }

    public bool EmailVerified { get; set; }

    public Role Role { get; set; }

    /// <summary>IANA id; every time on every page is shown in it.</summary>
    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>False until she chose one or took over the browser's.</summary>
    public bool TimeZoneChosen { get; set; }

    /// <summary>BCP 47, such as <c>en-GB</c>: week start and formats follow it.</summary>
    public string Locale { get; set; } = "en-GB";

    public Instant CreatedAt { get; init; }

    public Instant LastSeenAt { get; set; }

    /// <summary>Set when she was removed: she can't sign in, and her connections are gone.</summary>
    public Instant? RemovedAt { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Members;
}
