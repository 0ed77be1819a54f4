using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Bookings.ComeBack;

/// <summary>What a copy of a host's calendar says of a booking's event that the booking does not.</summary>
/// <param name="WrittenAt">When it was last written: another one since, and this says nothing any more.</param>
public abstract record EventChange(Guid BookingId, Guid HostId, Instant WrittenAt)
{
    /// <summary>Names the change, so that it is asked about once.</summary>
    public abstract string Key { get; }

    /// <summary>It was moved.</summary>
    public sealed record Moved(Guid BookingId, Guid HostId, Instant WrittenAt, Window To) : EventChange(BookingId, HostId, WrittenAt)
    {
        public override string Key => $"{NoticedKey.Moved} {To.Start.ToUnixTimeTicks()} {To.End.ToUnixTimeTicks()}";
    }

    /// <summary>It was deleted, or she declined it.</summary>
    public sealed record Gone(Guid BookingId, Guid HostId, Instant WrittenAt, bool Declined) : EventChange(BookingId, HostId, WrittenAt)
    {
        public override string Key => Declined ? NoticedKey.Declined : NoticedKey.Deleted;
    }

    /// <summary>It was made to repeat: a series of hers, which no booking follows.</summary>
    public sealed record Repeats(Guid BookingId, Guid HostId, Instant WrittenAt) : EventChange(BookingId, HostId, WrittenAt)
    {
        public override string Key => NoticedKey.Repeats;
    }

    /// <summary>It stands in another calendar of the same account now.</summary>
    public sealed record Transferred(Guid BookingId, Guid HostId, Instant WrittenAt, Guid CalendarId, string ExternalId) : EventChange(BookingId, HostId, WrittenAt)
    {
        public override string Key => "transferred";
    }

    /// <summary>It is as the booking says again, after a change that was asked about.</summary>
    public sealed record Settled(Guid BookingId, Guid HostId, Instant WrittenAt) : EventChange(BookingId, HostId, WrittenAt)
    {
        public override string Key => "";
    }
}
