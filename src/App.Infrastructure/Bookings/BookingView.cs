using App.Domain.Bookings;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>A booking as pages and programs see it.</summary>
public sealed record BookingView
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public BookingKind Kind { get; init; }

    public BookingStatus Status { get; init; }

    public Instant Start { get; init; }

    public Instant End { get; init; }

    public required string TimeZone { get; init; }

    public required Guid BookedBy { get; init; }

    public required string BookedByName { get; init; }

    /// <summary>In the order they were named.</summary>
    public required IReadOnlyList<HostName> Hosts { get; init; }

    public required IReadOnlyList<Attendee> Attendees { get; init; }

    public MeetingPreference Meeting { get; init; }

    public string? MeetingProvider { get; init; }

    public string? Location { get; init; }

    public string? Link { get; init; }

    public string? Notes { get; init; }

    public string? Reference { get; init; }

    public IReadOnlyList<int>? Reminders { get; init; }

    public Instant? HeldUntil { get; init; }

    public string? CancelReason { get; init; }

    public BookingMarks Marks { get; init; }

    public Instant CreatedAt { get; init; }

    public required IReadOnlyList<StepView> Steps { get; init; }

    /// <summary>What stands otherwise in hosts' calendars, and was not followed.</summary>
    public required IReadOnlyList<NoticedChange> Changes { get; init; }

    public long Version { get; init; }
}

/// <summary>A host of a booking.</summary>
public sealed record HostName(Guid Id, string Name);

/// <summary>What became of a booking's event in a host's calendar.</summary>
public enum NoticedKind
{
    Moved = 0,
    Deleted = 1,
    Declined = 2,

    /// <summary>It was made to repeat, which no booking does.</summary>
    Repeats = 3,
}

/// <summary>A change in a host's calendar that the booking did not follow.</summary>
/// <param name="To">When the event is now, where it was moved.</param>
public sealed record NoticedChange(Guid HostId, string HostName, NoticedKind Kind, Window? To)
{
    /// <summary>The booking can follow it.</summary>
    public bool CanAccept => Kind != NoticedKind.Repeats;
}

/// <summary>A step of a booking.</summary>
/// <param name="Note">What is so, as a sentence.</param>
/// <param name="DueAt">When it is tried next; null: there is nothing to do.</param>
public sealed record StepView(Guid Id, StepKind Kind, Guid HostId, string HostName, StepStatus Status, string Note, string? ErrorCode, int Failures, Instant? DueAt, Instant ChangedAt);
