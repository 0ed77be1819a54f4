using App.Domain.Connections;
using NodaTime;

namespace App.Domain.Calendars;

/// <summary>What one channel of a vendor's covers.</summary>
public enum WatchScope
{
    Calendar = 0,

    /// <summary>Every calendar of the account.</summary>
    Account = 1,
}

/// <summary>
/// Has the vendor push a signal to us whenever something changes. Signals carry no content and may be lost, doubled or late: polling goes on beside them.
/// </summary>
public interface ICalendarWatcher
{
    /// <summary>What a channel covers.</summary>
    WatchScope Scope { get; }

    /// <summary>How long a channel is asked for; the vendor may give less.</summary>
    Duration Life { get; }

    /// <summary>
    /// Opens a channel under an id of ours. Asking again with the same id finds the one an earlier try opened; where the vendor does not tell of that one,
    /// it is <see cref="Failure.Conflict"/>. What the vendor does not want to watch is <see cref="Failure.Rejected"/>.
    /// </summary>
    Task<Result<OpenedChannel>> OpenAsync(Grant grant, ChannelRequest request, CancellationToken cancellationToken);

    /// <summary>Ends a channel. One that is no more is <see cref="Failure.NotFound"/>.</summary>
    Task<Result<Done>> StopAsync(Grant grant, VendorChannel channel, CancellationToken cancellationToken);
}

/// <summary>Prolongs channels, at vendors that do; at others a new one is opened before the old one ends.</summary>
public interface IChannelRenewer
{
    /// <summary>Gives a channel its full life again, and whatever else the vendor wants to go on. Idempotent. One that is no more is <see cref="Failure.NotFound"/>.</summary>
    /// <returns>When it ends now.</returns>
    Task<Result<Instant>> RenewAsync(Grant grant, VendorChannel channel, CancellationToken cancellationToken);
}

/// <summary>What is asked of the vendor.</summary>
/// <param name="ChannelId">Our id of the channel: letters, digits, <c>-</c> and <c>_</c>, at most 64. It carries a MAC.</param>
/// <param name="Secret">The vendor repeats it with every signal; as <paramref name="ChannelId"/>, at most 64.</param>
/// <param name="Address">Where signals go.</param>
/// <param name="CalendarId">Vendor's id of the calendar; null for the whole account.</param>
/// <param name="IsRepeated">An earlier try may have reached the vendor.</param>
public sealed record ChannelRequest(string ChannelId, string Secret, Uri Address, string? CalendarId, bool IsRepeated)
{
    public override string ToString() => $"ChannelRequest {ChannelId}";
}

/// <summary>What the vendor calls a channel.</summary>
/// <param name="Id">Its id, ours or the vendor's own.</param>
/// <param name="ResourceId">Its id of what is watched, where it wants that too.</param>
public sealed record VendorChannel(string Id, string? ResourceId = null);

/// <summary>A channel as the vendor opened it.</summary>
/// <param name="IsReached">The vendor has reached our address already. Where it tries only later, the first signal shows.</param>
public sealed record OpenedChannel(VendorChannel Channel, Instant ExpiresAt, bool IsReached);
