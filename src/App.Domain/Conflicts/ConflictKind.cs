namespace App.Domain.Conflicts;

/// <summary>Which two things claim the same time.</summary>
public enum ConflictKind
{
    /// <summary>Time blocked by hand, and an event.</summary>
    BlockAndEvent = 0,

    /// <summary>A booking, and an event that is not its own.</summary>
    BookingAndEvent = 1,

    /// <summary>Events of two calendars.</summary>
    TwoCalendars = 2,

    /// <summary>Two events of one calendar: doubly booked at the provider.</summary>
    DoubleBooking = 3,

    /// <summary>A booking, and time blocked by hand.</summary>
    BookingAndBlock = 4,

    /// <summary>Two bookings; one was moved in a calendar, where nothing of ours can refuse it.</summary>
    TwoBookings = 5,
}

/// <summary>
/// Whether two claims that overlap contradict each other. They do not where both say the same: copies of one meeting, two blocks, two whole days side by side (a fair
/// and the journey there), an absence or focus time in a calendar beside a block of her own. A whole day that blocks beside an appointment is a conflict: she is away, and
/// someone expects her.
/// </summary>
public static class Contradiction
{
    /// <summary>Null: none.</summary>
    public static ConflictKind? Between(Claim one, Claim other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (IsSameMeeting(one, other))
        {
            return null;
        }

        var (low, high) = one.Source <= other.Source ? (one, other) : (other, one);
        return (low.Source, high.Source) switch
        {
            (ClaimSource.Block, ClaimSource.Block) => null,
            (ClaimSource.Event, ClaimSource.Block) => low.IsAway ? null : ConflictKind.BlockAndEvent,
            (ClaimSource.Event, ClaimSource.Booking) => ConflictKind.BookingAndEvent,
            (ClaimSource.Block, ClaimSource.Booking) => ConflictKind.BookingAndBlock,
            (ClaimSource.Booking, ClaimSource.Booking) => ConflictKind.TwoBookings,
            _ when low.IsAllDay && high.IsAllDay => null,
            _ => low.CalendarId == high.CalendarId ? ConflictKind.DoubleBooking : ConflictKind.TwoCalendars,
        };
    }

    /// <summary>Two occurrences of one series in one calendar are two meetings.</summary>
    private static bool IsSameMeeting(Claim one, Claim other) =>
        one.Meeting is not null && one.Meeting == other.Meeting
        && (one.Source == ClaimSource.Booking || other.Source == ClaimSource.Booking || one.CalendarId != other.CalendarId);
}
