using NodaTime;

namespace App.Domain.Time;

/// <summary>A half-open stretch of time: <paramref name="Start"/> belongs to it, <paramref name="End"/> does not.</summary>
public readonly record struct Window(Instant Start, Instant End)
{
    /// <summary>What is kept of a calendar: 31 days back and 407 ahead, so that 400 days ahead hold for the week until the next re-seeding.</summary>
    public static Window Around(Instant now) => new(now - Duration.FromDays(31), now + Duration.FromDays(407));

    public bool Overlaps(Instant start, Instant end) => start < End && (end > Start || (start == end && end == Start));
}
