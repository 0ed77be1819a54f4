using System.ComponentModel;
using App.Domain.Conflicts;
using NodaTime;

namespace App.Domain.Webhooks.Events;

/// <summary>One of two things that claim the same time. What members have in their calendars is theirs: of events and blocks no title is told.</summary>
public sealed record ToldSide(
    [property: Description("What it is.")] ClaimSource Source,
    [property: Description("The event, block or booking.")] Guid Id,
    [property: Description("The calendar of an event; null for blocks and bookings.")] Guid? CalendarId,
    [property: Description("What a booking is called; null for events and blocks.")] string? Title,
    [property: Description("When it begins.")] Instant Start,
    [property: Description("When it ends.")] Instant End,
    [property: Description("True: it is on whole days.")] bool IsAllDay);

/// <summary>A conflict as it stood when the message was written.</summary>
public sealed record ToldConflict(
    [property: Description("The conflict; the same when it is found again.")] Guid Id,
    [property: Description("The member whose time is claimed twice.")] Guid MemberId,
    [property: Description("Which two things claim it.")] ConflictKind Kind,
    [property: Description("Since when both claim the time.")] Instant Start,
    [property: Description("Until when both claim it.")] Instant End,
    [property: Description("The one that begins first.")] ToldSide First,
    [property: Description("The other one.")] ToldSide Second);

/// <summary>Data of <see cref="EventTypes.ConflictDetected"/>.</summary>
public sealed record ConflictDetectedData(
    [property: Description("The conflict.")] ToldConflict Conflict,
    [property: Description("True: the block gives way by itself, and nobody has to decide.")] bool GivesWay);

/// <summary>Data of <see cref="EventTypes.ConflictResolved"/>.</summary>
public sealed record ConflictResolvedData(
    [property: Description("The conflict.")] ToldConflict Conflict,
    [property: Description("Resolved, or ignored: then both stay.")] ConflictState State,
    [property: Description("What was decided; null: it was over by itself.")] ResolutionKind? Outcome);
