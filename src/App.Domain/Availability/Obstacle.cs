using NodaTime;

namespace App.Domain.Availability;

/// <summary>Time that something is against: what overlaps it can't be booked, or, where a source is unknown, can't be promised.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Kind">Why.</param>
/// <param name="Index">Which stretch of the host it comes from, or which source; negative: neither.</param>
public readonly record struct Obstacle(Instant Start, Instant End, ReasonKind Kind, int Index = -1)
{
    public bool Overlaps(Instant start, Instant end) => Start < end && End > start;
}

/// <summary>Takes the obstacles of a host one by one, without keeping them.</summary>
public interface IObstacleSink
{
    void Add(in Obstacle obstacle);
}
