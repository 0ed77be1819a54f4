using System.ComponentModel;
using App.Domain.Bookings;
using NodaTime;

namespace App.Domain.Webhooks.Events;

/// <summary>A member, as endpoints are told of her.</summary>
public sealed record ToldMember(
    [property: Description("The member.")] Guid Id,
    [property: Description("Her name.")] string Name);

/// <summary>Someone who is invited.</summary>
public sealed record ToldAttendee(
    [property: Description("Address.")] string Email,
    [property: Description("Name, where it was given.")] string? Name);

/// <summary>What is done outside for a booking.</summary>
public sealed record ToldStep(
    [property: Description("What is done.")] StepKind Kind,
    [property: Description("For which host.")] ToldMember Host,
    [property: Description("How far it is: done, or skipped where there was nothing to do.")] StepStatus Status,
    [property: Description("What is so, as a sentence; empty before it was tried.")] string Note);

/// <summary>A booking as it stood when the message was written.</summary>
public sealed record ToldBooking
{
    [Description("The booking; the same through all its changes.")]
    public required Guid Id { get; init; }

    [Description("What it is called.")]
    public required string Title { get; init; }

    [Description("What it is for.")]
    public required BookingKind Kind { get; init; }

    [Description("Where it stands.")]
    public required BookingStatus Status { get; init; }

    [Description("When it begins.")]
    public required Instant Start { get; init; }

    [Description("When it ends.")]
    public required Instant End { get; init; }

    [Description("Time zone in which it was agreed (IANA).")]
    public required string TimeZone { get; init; }

    [Description("Who hosts it, in the order they were named.")]
    public required IReadOnlyList<ToldMember> Hosts { get; init; }

    [Description("Who is invited.")]
    public required IReadOnlyList<ToldAttendee> Attendees { get; init; }

    [Description("Where its people meet.")]
    public required MeetingPreference Meeting { get; init; }

    [Description("Key of the video service that was asked for, where it is one.")]
    public required string? MeetingProvider { get; init; }

    [Description("The place, where there is one.")]
    public required string? Place { get; init; }

    [Description("Link to the meeting, where there is one.")]
    public required string? Link { get; init; }

    [Description("What it belongs to in your own system, as it was given when it was booked.")]
    public required string? Reference { get; init; }

    [Description("Who booked it.")]
    public required ToldMember BookedBy { get; init; }

    [Description("When it was booked.")]
    public required Instant CreatedAt { get; init; }
}

/// <summary>Where a booking was changed.</summary>
public enum ChangeOrigin
{
    /// <summary>Here, by a person or a program.</summary>
    Hub = 0,

    /// <summary>In a host's calendar; it came back by sync.</summary>
    Calendar = 1,
}

/// <summary>Data of <see cref="EventTypes.BookingCreated"/>.</summary>
public sealed record BookingCreatedData(
    [property: Description("The booking.")] ToldBooking Booking,
    [property: Description("What is still to be done for it outside, such as writing it into calendars; booking.confirmed tells that all of it is.")] IReadOnlyList<ToldStep> Pending);

/// <summary>Data of <see cref="EventTypes.BookingConfirmed"/>.</summary>
public sealed record BookingConfirmedData(
    [property: Description("The booking.")] ToldBooking Booking,
    [property: Description("What was done for it outside.")] IReadOnlyList<ToldStep> Steps);

/// <summary>Data of <see cref="EventTypes.BookingRescheduled"/>.</summary>
public sealed record BookingRescheduledData(
    [property: Description("The booking, at its new time.")] ToldBooking Booking,
    [property: Description("When it was to begin before.")] Instant PreviousStart,
    [property: Description("When it was to end before.")] Instant PreviousEnd,
    [property: Description("Where it was moved.")] ChangeOrigin Origin,
    [property: Description("Who moved it, or in whose calendar it was moved.")] ToldMember By);

/// <summary>Data of <see cref="EventTypes.BookingCancelled"/>.</summary>
public sealed record BookingCancelledData(
    [property: Description("The booking.")] ToldBooking Booking,
    [property: Description("Why, where it was said.")] string? Reason,
    [property: Description("Where it was cancelled.")] ChangeOrigin Origin,
    [property: Description("Who cancelled it, or in whose calendar it was deleted or declined; null where it ended by itself, as the reason says.")] ToldMember? By);

/// <summary>Data of <see cref="EventTypes.BookingCompleted"/>.</summary>
public sealed record BookingCompletedData(
    [property: Description("The booking.")] ToldBooking Booking);
