using NodaTime;

namespace App.Domain.Availability;

/// <summary>Something that a member has on and that makes her busy.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends, exclusive. What lasts no time claims none.</param>
/// <param name="Kind"><see cref="ReasonKind.Event"/>, <see cref="ReasonKind.Block"/> or <see cref="ReasonKind.Booking"/>.</param>
/// <param name="Subject">The event, block or booking; empty where nobody asked which.</param>
/// <param name="Source">Which of the host's sources it comes from; negative: none of them.</param>
public readonly record struct BusySpan(Instant Start, Instant End, ReasonKind Kind, Guid Subject, int Source = -1);
