using NodaTime;

namespace App.Domain.Bookings;

/// <summary>Where a booking stands.</summary>
public enum BookingStatus
{
    /// <summary>Kept for a few minutes while a program asks a person; it claims the time and tells nobody.</summary>
    Held = 0,

    /// <summary>Agreed; its steps are under way.</summary>
    Pending = 1,

    /// <summary>Agreed, and every step settled.</summary>
    Confirmed = 2,

    Cancelled = 3,

    /// <summary>Its time is over.</summary>
    Completed = 4,

    /// <summary>A hold that was not taken up in time.</summary>
    Expired = 5,
}

/// <summary>What a booking is for.</summary>
public enum BookingKind
{
    Meeting = 0,
    Interview = 1,
    Call = 2,
    Other = 3,
}

/// <summary>Where its people meet.</summary>
public enum MeetingPreference
{
    /// <summary>Nowhere said.</summary>
    None = 0,

    /// <summary>At <see cref="Booking.Location"/>.</summary>
    Place = 1,

    /// <summary>At <see cref="Booking.Link"/>, the caller's own.</summary>
    OwnLink = 2,

    /// <summary>By a video service, named in <see cref="Booking.MeetingProvider"/>.</summary>
    Video = 3,
}

/// <summary>What a change made in a host's calendar left to be looked at. The calendar wins: it is followed even where the booking then breaks a rule.</summary>
[Flags]
public enum BookingMarks
{
    None = 0,

    /// <summary>It was moved off the five-minute grid; it claims whole cells.</summary>
    OffGrid = 1,

    /// <summary>It was moved onto time that another booking holds.</summary>
    Overlaps = 2,

    /// <summary>Its event was moved, and somebody has to decide whether the booking follows.</summary>
    MovedAway = 4,

    /// <summary>Its event was deleted or declined, and somebody has to decide whether the booking follows.</summary>
    Gone = 8,

    /// <summary>Its event was made to repeat, which no booking does: somebody has to decide.</summary>
    Repeats = 16,

    /// <summary>Somebody has to decide.</summary>
    Undecided = MovedAway | Gone | Repeats,
}

/// <summary>An agreed meeting with its hosts, attendees and a time.</summary>
public sealed class Booking : IVersioned, ITopical
{
    public const int MostTitle = 250;
    public const int MostNotes = 6000;
    public const int MostReference = 200;
    public const int MostAttendees = 100;
    public const int MostHosts = 20;

    /// <summary>Start and end stand on this grid; two bookings can't hold the same cell of a host.</summary>
    public const int GridMinutes = 5;

    public const int MostName = 200;
    public const int MostLocation = 1000;
    public const int MostLink = 2000;
    public const int MostReminders = 5;
    public const int MostHoldMinutes = 60;

    public static readonly Duration Longest = Duration.FromHours(24);

    /// <summary>How far ahead time can be booked.</summary>
    public static readonly Duration Ahead = Duration.FromDays(400);

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>Who booked it.</summary>
    public Guid BookedBy { get; init; }

    public required string Title { get; set; }

    public BookingKind Kind { get; set; }

    public BookingStatus Status { get; set; }

    public Instant Start { get; set; }

    /// <summary>Exclusive.</summary>
    public Instant End { get; set; }

    /// <summary>IANA id in which it was agreed.</summary>
    public required string TimeZone { get; set; }

    /// <summary>JSON array of {email, name}; never queried.</summary>
    public string Attendees { get; set; } = "[]";

    public MeetingPreference Meeting { get; set; }

    /// <summary>Key of the video service that was asked for, or null.</summary>
    public string? MeetingProvider { get; set; }

    public string? Location { get; set; }

    public string? Link { get; set; }

    public string? Notes { get; set; }

    /// <summary>What it belongs to in the caller's own system.</summary>
    public string? Reference { get; set; }

    /// <summary>When a hold ends by itself.</summary>
    public Instant? HeldUntil { get; set; }

    public Instant CreatedAt { get; init; }

    public string? CancelReason { get; set; }

    /// <summary>Minutes before the start at which hosts are reminded by their calendars, separated by commas; empty: never; null: as each calendar does by itself.</summary>
    public string? Reminders { get; set; }

    /// <summary>What a change made in a host's calendar left to be looked at.</summary>
    public BookingMarks Marks { get; set; }

    public long Version { get; set; }

    /// <summary>Agreed, and not over.</summary>
    public bool IsOpen => Status is BookingStatus.Pending or BookingStatus.Confirmed;

    /// <summary>Its cells are taken.</summary>
    public bool ClaimsTime => Status is BookingStatus.Held or BookingStatus.Pending or BookingStatus.Confirmed;

    string ITopical.Topic => Topics.Bookings;
}

/// <summary>A member who hosts a booking, and its event in her calendar.</summary>
public sealed class BookingHost : IOwned
{
    public Guid BookingId { get; init; }

    public Guid MemberId { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>Of the booking, beside the host for the range scan; the same in every host's row.</summary>
    public Instant Start { get; set; }

    /// <summary>Exclusive.</summary>
    public Instant End { get; set; }

    /// <summary>The booking claims this time of hers.</summary>
    public bool Claims { get; set; }

    /// <summary>As the caller named them, from 0.</summary>
    public int Order { get; init; }

    /// <summary>The attendees are invited by her event: of one host only, or they would be invited once by each.</summary>
    public bool Invites { get; set; }

    /// <summary>Calendar the event is written to; null: she has none that can be written.</summary>
    public Guid? CalendarId { get; set; }

    /// <summary>The connection of that calendar. With <see cref="CalendarExternalId"/> it names the calendar also after it was disconnected here.</summary>
    public Guid? ConnectionId { get; set; }

    /// <summary>Vendor's id of that calendar.</summary>
    public string? CalendarExternalId { get; set; }

    /// <summary>The key it is written under; kept before the vendor is asked.</summary>
    public Guid EventKey { get; init; }

    /// <summary>Vendor's id, known beforehand or told by the vendor: by it the event is recognised as ours when it comes back by sync.</summary>
    public string? ExternalId { get; set; }

    public string? SeriesId { get; set; }

    public string? ETag { get; set; }

    /// <summary>The same in whichever calendar the event is moved to; null where the vendor told none.</summary>
    public string? ICalUid { get; set; }

    /// <summary>When the vendor last confirmed what was written or deleted; a copy of the calendar that is not newer says nothing about the booking. Null: never.</summary>
    public Instant? WrittenAt { get; set; }

    /// <summary>The event was found in a copy of the calendar: only what was there can have been deleted.</summary>
    public bool Seen { get; set; }

    /// <summary>The change in the calendar that was last asked about or ignored, so that it is told once.</summary>
    public string? Noticed { get; set; }
}

/// <summary>Five minutes of a host, taken by one booking.</summary>
public sealed class BookingCell : IOwned
{
    public Guid HostId { get; init; }

    /// <summary>Minutes since 1970, divided by <see cref="Booking.GridMinutes"/>.</summary>
    public long Cell { get; init; }

    public Guid BookingId { get; init; }

    public Guid OrganizationId { get; init; }
}
