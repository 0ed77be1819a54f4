using NodaTime;

namespace App.Domain.Connections;

/// <summary>How a credential came to be of no use here.</summary>
public enum RevocationReason
{
    /// <summary>Its connection was disconnected.</summary>
    Disconnected = 0,

    /// <summary>It was given and no connection came of it.</summary>
    NotConnected = 1,

    /// <summary>It was renewed while its connection was disconnected or given a newer one.</summary>
    Overtaken = 2,
}

/// <summary>
/// A credential that is of no use here any more and may still open the account at the vendor. Stored in the transaction that made it so, and gone once the
/// vendor has ended it, once another connection of the same account needs it, or after <see cref="GiveUpAfter"/>.
/// </summary>
public sealed class Revocation : IOwned
{
    public static readonly Duration GiveUpAfter = Duration.FromDays(7);

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public Guid? ConnectionId { get; init; }

    public required string Provider { get; init; }

    /// <summary>The vendor's id of the account; null where it never said.</summary>
    public string? AccountId { get; init; }

    public string? AccountName { get; init; }

    public RevocationReason Reason { get; init; }

    /// <summary>The token, sealed under (revocation, <see cref="Id"/>).</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>Tries that did not succeed, and when the next is due.</summary>
    public int Attempts { get; set; }

    public Instant DueAt { get; set; }

    /// <summary>Who is asking the vendor, and until when that is believed.</summary>
    public Guid? LeaseOwner { get; set; }

    public Instant? LeaseUntil { get; set; }

    public Instant CreatedAt { get; init; }
}
