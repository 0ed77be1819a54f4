using NodaTime;

namespace App.Domain.Availability;

/// <summary>
/// Where a member's busy time stands. Whatever changes when she is busy (events, blocks, bookings, her rules) raises the version in the same transaction, so that who decided by an older one
/// can't save; and widens what conflicts have not been looked for in yet.
/// </summary>
public sealed class BusyState : IOwned
{
    public Guid MemberId { get; init; }

    public Guid OrganizationId { get; init; }

    public long BusyVersion { get; set; }

    /// <summary>Where the changes begin that conflicts have not been looked for in; null: all has been looked at.</summary>
    public Instant? ChangedFrom { get; set; }

    /// <summary>Where they end, exclusive.</summary>
    public Instant? ChangedTo { get; set; }
}
