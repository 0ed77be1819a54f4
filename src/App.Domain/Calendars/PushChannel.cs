using NodaTime;

namespace App.Domain.Calendars;

/// <summary>Where a channel stands between us and the vendor.</summary>
public enum ChannelState
{
    /// <summary>To be opened, or asked for without an answer yet.</summary>
    Opening = 0,

    Open = 1,

    /// <summary>To be stopped at the vendor. Its signals count for nothing any more.</summary>
    Closing = 2,
}

/// <summary>
/// A way by which a vendor tells us of changes. The row is there before the vendor is asked, and until the vendor has ended the channel: whatever a crash
/// leaves at the vendor has a row here that is finished or stopped.
/// </summary>
public sealed class PushChannel : IOwned
{
    /// <summary>What the id the vendor is given is made from.</summary>
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid ConnectionId { get; init; }

    /// <summary>Null: it covers every calendar of the account.</summary>
    public Guid? CalendarId { get; init; }

    public required string Provider { get; init; }

    /// <summary>The public address of this server it was made for.</summary>
    public required string Address { get; init; }

    public ChannelState State { get; set; }

    /// <summary>What the vendor calls it; null until it answered, or told by a signal.</summary>
    public string? VendorId { get; set; }

    public string? ResourceId { get; set; }

    /// <summary>When the vendor ends it by itself; of one whose answer was lost, the latest that can be.</summary>
    public Instant? ExpiresAt { get; set; }

    /// <summary>When the vendor first reached us through it; null: not yet, so nothing may rest on it.</summary>
    public Instant? ReachedAt { get; set; }

    public Instant CreatedAt { get; init; }

    /// <summary>When to open, renew or stop it.</summary>
    public Instant DueAt { get; set; }

    /// <summary>Tries at that which did not succeed.</summary>
    public int Attempts { get; set; }

    /// <summary>Why the last try failed; null when it worked.</summary>
    public string? ErrorCode { get; set; }

    public string? ErrorText { get; set; }

    /// <summary>
    /// The access token its connection had when it was disconnected, sealed under (channel, <see cref="Id"/>): without it nobody could stop the channel. Gone with the row.
    /// </summary>
    public byte[]? Sealed { get; set; }

    /// <summary>Who is asking the vendor, and until when that is believed.</summary>
    public Guid? LeaseOwner { get; set; }

    public Instant? LeaseUntil { get; set; }

    /// <summary>When a channel opened now is renewed: with a third of its life left, and at most a day before its end.</summary>
    public static Instant RenewalOf(Instant now, Instant expiresAt) => expiresAt - Duration.Min(Duration.FromDays(1), Duration.Max(Duration.Zero, expiresAt - now) / 3);
}
