using NodaTime;

namespace App.Domain.Calendars;

/// <summary>What a member wrote an event for.</summary>
public enum EventPurpose
{
    Plain = 0,
    Interview = 1,
    Deadline = 2,
    CareerEvent = 3,
}

/// <summary>
/// What is remembered here of an event that was written by hand, beside what its calendar keeps of it. It is there before the vendor is asked, so that the
/// event is known when it comes back by sync, also where the answer was lost.
/// </summary>
public sealed class EventMark : IOwned
{
    /// <summary>The key under which the event was made; of one that was made elsewhere and marked later, a key of its own.</summary>
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid CalendarId { get; init; }

    /// <summary>The first 16 bytes of the SHA-256 of the vendor's id, as events have it; null until the vendor has chosen one.</summary>
    public byte[]? ExternalKey { get; set; }

    public EventPurpose Purpose { get; set; }

    public Instant CreatedAt { get; init; }
}
