using NodaTime;

namespace App.Domain.Conflicts;

/// <summary>What claims a member's time.</summary>
public enum ClaimSource
{
    /// <summary>An occurrence in one of her calendars that blocks by its rules.</summary>
    Event = 0,

    /// <summary>Time she blocked by hand.</summary>
    Block = 1,

    /// <summary>A booking she hosts.</summary>
    Booking = 2,
}

/// <summary>A stretch of a member's time that something claims.</summary>
/// <param name="Source">What it is.</param>
/// <param name="Id">Tells it from all others of the member; of an occurrence the row's, of a block the span's, of a booking its own.</param>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive; what does not end after it begins claims nothing.</param>
public sealed record Claim(ClaimSource Source, Guid Id, Instant Start, Instant End)
{
    /// <summary>The calendar it stands in; of a booking, the one its event is written to.</summary>
    public Guid? CalendarId { get; init; }

    /// <summary>By which copies of one meeting in several calendars are recognised (RFC 5545 UID), or null.</summary>
    public string? Meeting { get; init; }

    /// <summary>It says what a day is rather than when something happens.</summary>
    public bool IsAllDay { get; init; }

    /// <summary>It only says that she is not to be had: an absence, or time for herself.</summary>
    public bool IsAway { get; init; }
}
