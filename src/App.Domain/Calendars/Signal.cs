using NodaTime;

namespace App.Domain.Calendars;

/// <summary>What a vendor pushes: something changed, or something about the channel itself.</summary>
public enum SignalKind
{
    /// <summary>The channel is open; nothing has changed.</summary>
    Opened = 0,

    /// <summary>Something changed, or a signal may have been lost.</summary>
    Changed = 1,

    /// <summary>The vendor goes on only once the channel is renewed.</summary>
    RenewalWanted = 2,

    /// <summary>The vendor has ended the channel; what changed since is unknown.</summary>
    Ended = 3,
}

/// <summary>One thing told through a channel, by somebody who knows its secret.</summary>
/// <param name="Channel">What the vendor calls the channel.</param>
/// <param name="ExpiresAt">When it ends, where the vendor says.</param>
public sealed record Signal(SignalKind Kind, VendorChannel? Channel, Instant? ExpiresAt);
