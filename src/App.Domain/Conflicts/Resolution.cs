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

/// <summary>What is left of a block where something else claims part of its time.</summary>
/// <param name="Before">What of it comes before the other, or null.</param>
/// <param name="After">What of it comes after.</param>
public readonly record struct Remainder(Window? Before, Window? After)
{
    /// <summary>Less than this is not worth a block.</summary>
    public static readonly Duration Least = Duration.FromMinutes(5);

    /// <summary>The longer part.</summary>
    public Window? Longer => Before is { } before && After is { } after ? (Length(after) > Length(before) ? after : before) : Before ?? After;

    public bool HasBoth => Before is not null && After is not null;

    /// <summary>Blocks begin and end on whole minutes: the other keeps every second of its own.</summary>
    public static Remainder Of(Window block, Window other) => new(
        Part(block.Start, Minute(Instant.Min(other.Start, block.End), up: false)),
        Part(Minute(Instant.Max(other.End, block.Start), up: true), block.End));

    private static Window? Part(Instant start, Instant end) => end - start >= Least ? new Window(start, end) : null;

    private static Duration Length(Window window) => window.End - window.Start;

    private static Instant Minute(Instant at, bool up)
    {
        var over = at.ToUnixTimeTicks() % NodaConstants.TicksPerMinute;
        over = over < 0 ? over + NodaConstants.TicksPerMinute : over;
        return over == 0 ? at : at.PlusTicks(up ? NodaConstants.TicksPerMinute - over : -over);
    }
}
