using App.Domain.Availability;
using NodaTime;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>What a block is to be. Bounds: <see cref="TimeBlock"/> and <see cref="BlockSeries"/>.</summary>
/// <param name="TimeZone">In which start, end and rule are meant; null: the member's own.</param>
/// <param name="Rule">How it repeats (RFC 5545 §3.3.10); null or empty: once.</param>
public sealed record BlockInput(string Title, LocalDateTime Start, LocalDateTime End, string? TimeZone = null, string? Rule = null);

/// <summary>What to change of a block; null leaves it.</summary>
/// <param name="End">Left out while the start moves: it moves along.</param>
/// <param name="Rule">Empty takes it away: what is left happens once.</param>
public sealed record BlockChange(string? Title = null, LocalDateTime? Start = null, LocalDateTime? End = null, string? TimeZone = null, string? Rule = null);

/// <summary>A part of a block that repeats.</summary>
/// <param name="Occurrence">When it begins on the clock of the block's zone, as <see cref="BlockSpan.Original"/> tells it.</param>
/// <param name="Following">With all that come after it.</param>
public sealed record BlockPart(LocalDateTime Occurrence, bool Following = false);

/// <summary>A block as pages and programs see it.</summary>
public sealed record BlockView
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public LocalDateTime Start { get; init; }

    public LocalDateTime End { get; init; }

    public required string TimeZone { get; init; }

    public string? Rule { get; init; }

    /// <summary>Occurrences that were taken out.</summary>
    public required IReadOnlyList<LocalDateTime> Excluded { get; init; }

    public Instant CreatedAt { get; init; }

    public long Version { get; init; }

    internal static BlockView Of(TimeBlock block) => new()
    {
        Id = block.Id,
        Title = block.Title,
        Start = block.Start,
        End = block.End,
        TimeZone = block.TimeZone,
        Rule = block.Rule,
        Excluded = LocalTimes.Parse(block.Excluded),
        CreatedAt = block.CreatedAt,
        Version = block.Version,
    };
}

/// <summary>One time that a block claims.</summary>
public sealed record BlockSpanView
{
    public required Guid BlockId { get; init; }

    public required string Title { get; init; }

    /// <summary>Names it among those of its block; see <see cref="BlockPart"/>.</summary>
    public LocalDateTime Occurrence { get; init; }

    public Instant Start { get; init; }

    public Instant End { get; init; }

    public bool Repeats { get; init; }

    public required string TimeZone { get; init; }

    /// <summary>Version of the block.</summary>
    public long Version { get; init; }
}
