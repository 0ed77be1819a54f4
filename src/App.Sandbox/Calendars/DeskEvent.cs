using NodaTime;

namespace App.Sandbox.Calendars;

/// <summary>How an event repeats, as far as the form offers it.</summary>
internal enum Repetition
{
    Never,
    Daily,
    Weekdays,
    Weekly,
    Monthly,

    /// <summary>By a rule the form has no words for, or as it did before.</summary>
    AsBefore,
}

/// <summary>An event as pages show it, in the time of its calendar; the end of an all-day event is the day after.</summary>
internal sealed record DeskEvent
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required LocalDateTime Start { get; init; }

    public required LocalDateTime End { get; init; }

    public bool IsAllDay { get; init; }

    public string? Location { get; init; }

    public bool IsFree { get; init; }

    public bool IsTentative { get; init; }

    public bool IsDeclined { get; init; }

    /// <summary>What else the vendor says of it.</summary>
    public string? Note { get; init; }

    /// <summary>The series it is an occurrence of.</summary>
    public string? SeriesId { get; init; }

    public Repetition Repeats { get; init; }
}

/// <summary>An event as a form sends it.</summary>
internal sealed record EventDraft
{
    public required string Title { get; init; }

    public required LocalDateTime Start { get; init; }

    /// <summary>Of an all-day event the midnight after its last day.</summary>
    public required LocalDateTime End { get; init; }

    public bool IsAllDay { get; init; }

    public string? Location { get; init; }

    public bool IsFree { get; init; }

    public bool IsTentative { get; init; }

    public Repetition Repeats { get; init; }
}
