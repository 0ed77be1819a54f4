namespace App.Domain.Calendars.ICalendar;

/// <summary>What is read of iCalendar text, whoever wrote it. What goes beyond fails; nothing is cut off.</summary>
public sealed record ContentLimits
{
    public static readonly ContentLimits Default = new();

    /// <summary>Bytes in all. Default 32 MiB.</summary>
    public int MostBytes { get; init; } = 32 << 20;

    /// <summary>Bytes of one unfolded line; attachments inside a calendar are lines. Default 8 MiB.</summary>
    public int MostLineBytes { get; init; } = 8 << 20;

    /// <summary>Components inside components. Default 16; the RFC needs 3.</summary>
    public int MostDepth { get; init; } = 16;

    /// <summary>Properties and components together. Default 1,000,000.</summary>
    public int MostNodes { get; init; } = 1_000_000;

    /// <summary>RDATEs and EXDATEs of one event. Default 100,000.</summary>
    public int MostDates { get; init; } = 100_000;

    /// <summary>RRULEs and EXRULEs of one event; the RFC knows one. Default 16.</summary>
    public int MostRules { get; init; } = 16;

    /// <summary>Clock changes of one VTIMEZONE. Default 10,000.</summary>
    public int MostClockChanges { get; init; } = 10_000;
}
