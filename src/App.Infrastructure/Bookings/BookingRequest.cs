using App.Domain.Bookings;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>Someone who is invited to a booking.</summary>
public sealed record Attendee(string Email, string? Name = null);

/// <summary>When a booking is to be.</summary>
/// <param name="OutsideRules">A host who books herself may do so outside her working hours, notice and buffers; never over what she has on.</param>
public sealed record BookingTime(Instant Start, Instant End, string TimeZone, bool OutsideRules = false);

/// <summary>What is to be booked.</summary>
public sealed record BookingRequest
{
    /// <summary>Chosen by the caller for this booking alone: asked again with it, no second one is made. Null: it is asked for once.</summary>
    public Guid? Id { get; init; }

    /// <summary>Members who host it, claimed together or not at all. The first one who has a calendar to write to invites the attendees.</summary>
    public required IReadOnlyList<Guid> Hosts { get; init; }

    public required BookingTime Time { get; init; }

    public required string Title { get; init; }

    public BookingKind Kind { get; init; }

    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    public MeetingPreference Meeting { get; init; }

    public string? MeetingProvider { get; init; }

    public string? Location { get; init; }

    public string? Link { get; init; }

    public string? Notes { get; init; }

    public string? Reference { get; init; }

    /// <summary>Minutes before the start; null: as each host's calendar does by itself.</summary>
    public IReadOnlyList<int>? Reminders { get; init; }
}
