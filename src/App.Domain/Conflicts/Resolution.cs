using App.Domain.Time;
using NodaTime;

namespace App.Domain.Conflicts;

/// <summary>What can be done about a conflict.</summary>
public enum ResolutionKind
{
    /// <summary>Both stay as they are; it is asked again when one of them moves.</summary>
    KeepBoth = 0,

    /// <summary>The time blocked by hand goes; of a block that repeats, this time only.</summary>
    RemoveBlock = 1,

    /// <summary>A block that repeats goes with all its times.</summary>
    RemoveBlockSeries = 2,

    /// <summary>The block ends before the other side begins, or begins after it, whichever leaves more of it.</summary>
    ShortenBlock = 3,

    /// <summary>The block stays before and after the other side.</summary>
    SplitBlock = 4,

    /// <summary>The booking gets another time.</summary>
    MoveBooking = 5,

    /// <summary>These two are never asked about again, wherever they move.</summary>
    IgnoreOnce = 6,

    /// <summary>Nothing that overlaps this series is asked about.</summary>
    IgnoreSeries = 7,
}

/// <summary>What is left of a block where others claim part of its time.</summary>
/// <param name="Parts">In order; between them are the others.</param>
public sealed record Remainder(IReadOnlyList<Window> Parts)
{
    /// <summary>Less than this is not worth a block.</summary>
    public static readonly Duration Least = Duration.FromMinutes(5);

    /// <summary>The first of the longest; null: nothing is left.</summary>
    public Window? Longest => Parts.Count == 0 ? null : Parts.MaxBy(p => p.End - p.Start);

    /// <summary>Blocks begin and end on whole minutes: the others keep every second of their own.</summary>
    public static Remainder Of(Window block, params IEnumerable<Window> others)
    {
        var (parts, from) = (new List<Window>(), block.Start);
        foreach (var other in others.OrderBy(o => o.Start))
        {
            Add(parts, from, Minute(Instant.Min(other.Start, block.End), up: false));
            from = Instant.Max(from, Minute(other.End, up: true));
        }

        Add(parts, from, block.End);
        return new Remainder(parts);
    }

    private static void Add(List<Window> parts, Instant start, Instant end)
    {
        if (end - start >= Least)
        {
            parts.Add(new Window(start, end));
        }
    }

    private static Instant Minute(Instant at, bool up)
    {
        var over = at.ToUnixTimeTicks() % NodaConstants.TicksPerMinute;
        over = over < 0 ? over + NodaConstants.TicksPerMinute : over;
        return over == 0 ? at : at.PlusTicks(up ? NodaConstants.TicksPerMinute - over : -over);
    }
}
