using App.Domain.Time;
using NodaTime;

namespace App.Domain.Availability;

/// <summary>The slots that are asked about: all as long, and as far apart. They may overlap each other.</summary>
public sealed class SlotGrid
{
    private readonly long _first;
    private readonly long _length;
    private readonly long _step;

    /// <param name="range">Slots lie within it.</param>
    /// <param name="length">How long each is.</param>
    /// <param name="step">From the beginning of one to that of the next.</param>
    /// <param name="anchor">A moment at which one could begin; the others follow from it, whether it is in the range or not.</param>
    public SlotGrid(Window range, Duration length, Duration step, Instant anchor)
    {
        (_length, _step) = (length.BclCompatibleTicks, step.BclCompatibleTicks);
        var (start, end, origin) = (range.Start.ToUnixTimeTicks(), range.End.ToUnixTimeTicks(), anchor.ToUnixTimeTicks());
        _first = origin + (CeilingOf(start - origin, _step) * _step);
        Count = end - _first < _length ? 0 : (int)(((end - _first - _length) / _step) + 1);
    }

    public int Count { get; }

    public Window this[int slot] => new(Instant.FromUnixTimeTicks(_first + (slot * _step)), Instant.FromUnixTimeTicks(_first + (slot * _step) + _length));

    /// <summary>Where to go on after a slot that began at <paramref name="start"/>.</summary>
    public int After(Instant start) => (int)Math.Clamp(FloorOf(start.ToUnixTimeTicks() - _first, _step) + 1, 0, Count);

    /// <summary>The slots that an obstacle overlaps: from the first to before the second.</summary>
    public (int From, int To) Hit(in Obstacle obstacle)
    {
        var from = FloorOf(obstacle.Start.ToUnixTimeTicks() - _length - _first, _step) + 1;
        var to = CeilingOf(obstacle.End.ToUnixTimeTicks() - _first, _step);
        return ((int)Math.Clamp(from, 0, Count), (int)Math.Clamp(to, 0, Count));
    }

    private static long FloorOf(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    private static long CeilingOf(long value, long by) => -FloorOf(-value, by);
}
