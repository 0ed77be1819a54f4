namespace App.Infrastructure.Bookings;

/// <summary>What becomes of a booking whose event was changed in a host's calendar.</summary>
public enum CalendarChanges
{
    /// <summary>The booking follows: it is moved or cancelled as its event was, and the other hosts' events with it.</summary>
    Follow = 0,

    /// <summary>Its people are asked.</summary>
    Ask = 1,

    /// <summary>The booking stays as it is.</summary>
    Ignore = 2,
}

/// <summary>Section <c>Bookings</c>: how bookings are kept in step with calendars.</summary>
public sealed class BookingOptions
{
    public const string Section = "Bookings";

    /// <summary>What becomes of a booking whose event was moved, deleted or declined in a host's calendar: <c>follow</c>, <c>ask</c> or <c>ignore</c>.</summary>
    public CalendarChanges CalendarChanges { get; set; }
}
