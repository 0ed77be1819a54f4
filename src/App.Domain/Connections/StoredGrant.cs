using NodaTime;

namespace App.Domain.Connections;

/// <summary>
/// The sealed credentials of a connection, in a row of their own that only <c>StoredGrants</c> and <c>RenewGrant</c> write.
/// A write is a compare-and-swap on <see cref="Generation"/>.
/// </summary>
public sealed class StoredGrant : IOwned
{
    public Guid ConnectionId { get; init; }

    public Guid OrganizationId { get; init; }

    public required string Provider { get; init; }

    /// <summary>Rises with every write of <see cref="Sealed"/>.</summary>
    public long Generation { get; set; }

    /// <summary>Tokens, sealed under (grant, <see cref="ConnectionId"/>).</summary>
    public required byte[] Sealed { get; set; }

    /// <summary>When the access token ends; null: it does not.</summary>
    public Instant? ExpiresAt { get; set; }

    public bool CanRefresh { get; set; }

    public Instant RefreshedAt { get; set; }

    /// <summary>Who is refreshing, and until when that is believed.</summary>
    public Guid? LeaseOwner { get; set; }

    public Instant? LeaseUntil { get; set; }

    /// <summary>Transient failures in a row, and when the next try is due.</summary>
    public int Failures { get; set; }

    public Instant? RetryAt { get; set; }
}
