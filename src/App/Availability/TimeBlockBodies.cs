using App.Infrastructure.Availability.Blocks;
using NodaTime;

namespace App.Availability;

/// <summary>Time to block.</summary>
/// <param name="Title">One line of at most 250 characters.</param>
/// <param name="Start">On the clock of the time zone, in whole minutes.</param>
/// <param name="End">Exclusive; at most 7 days after the start.</param>
/// <param name="TimeZone">IANA id; yours where it is left out.</param>
/// <param name="Rule">How it repeats (RFC 5545 §3.3.10, without <c>RRULE:</c>), by days or longer; once where it is left out. The start is always the first.</param>
public sealed record NewBlockBody(string Title, LocalDateTime Start, LocalDateTime End, string? TimeZone = null, string? Rule = null)
{
    internal BlockInput ToInput() => new(Title, Start, End, TimeZone, Rule);
}

/// <summary>What to change of a block; what is left out stays.</summary>
/// <param name="Title">One line of at most 250 characters.</param>
/// <param name="Start">On the clock of the time zone. What was taken out of the block moves along.</param>
/// <param name="End">Where it is left out and the start moves, it moves along.</param>
/// <param name="TimeZone">IANA id.</param>
/// <param name="Rule">Empty: it happens once.</param>
public sealed record BlockChangeBody(string? Title = null, LocalDateTime? Start = null, LocalDateTime? End = null, string? TimeZone = null, string? Rule = null)
{
    internal BlockChange ToChange() => new(Title, Start, End, TimeZone, Rule);
}

/// <summary>Time that a member blocked by hand.</summary>
public sealed record BlockBody
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    /// <summary>When the first one begins, on the clock of the time zone.</summary>
    public required LocalDateTime Start { get; init; }

    /// <summary>When the first one ends; the others last as long.</summary>
    public required LocalDateTime End { get; init; }

    public required string TimeZone { get; init; }

    /// <summary>How it repeats; null: once.</summary>
    public required string? Rule { get; init; }

    /// <summary>Occurrences that were taken out.</summary>
    public required IReadOnlyList<LocalDateTime> Excluded { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>What If-Match asks for; the ETag begins with it.</summary>
    public required long Version { get; init; }

    internal static BlockBody Of(BlockView view) => new()
    {
        Id = view.Id,
        Title = view.Title,
        Start = view.Start,
        End = view.End,
        TimeZone = view.TimeZone,
        Rule = view.Rule,
        Excluded = view.Excluded,
        CreatedAt = view.CreatedAt,
        Version = view.Version,
    };
}

/// <summary>One time that a block claims.</summary>
public sealed record BlockSpanBody
{
    public required Guid BlockId { get; init; }

    public required string Title { get; init; }

    /// <summary>Names this one among those of its block: <c>?occurrence=</c> of a change.</summary>
    public required LocalDateTime Occurrence { get; init; }

    public required Instant Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required Instant End { get; init; }

    /// <summary>Its block repeats.</summary>
    public required bool Repeats { get; init; }

    internal static BlockSpanBody Of(BlockSpanView view) => new()
    {
        BlockId = view.BlockId,
        Title = view.Title,
        Occurrence = view.Occurrence,
        Start = view.Start,
        End = view.End,
        Repeats = view.Repeats,
    };
}
