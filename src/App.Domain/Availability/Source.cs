using NodaTime;

namespace App.Domain.Availability;

/// <summary>A calendar that can make a member busy, and up to when what is known of it is known to be true.</summary>
/// <param name="CalendarId">The calendar; null: those of an account whose calendars are not known yet.</param>
/// <param name="ConnectionId">The account it belongs to.</param>
/// <param name="Name">What people call it.</param>
/// <param name="TrueUpTo">Freshness; null: never read whole.</param>
/// <param name="Unknown">Why it is not known to be true now, as a sentence; null: it is.</param>
public sealed record Source(Guid? CalendarId, Guid ConnectionId, string Name, Instant? TrueUpTo, string? Unknown = null);
