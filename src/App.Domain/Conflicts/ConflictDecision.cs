using NodaTime;

namespace App.Domain.Conflicts;

/// <summary>One line of the history: who did what about a conflict, and what it takes to undo it.</summary>
public sealed class ConflictDecision : IVersioned, ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public Guid ConflictId { get; init; }

    public ResolutionKind Kind { get; init; }

    public Instant At { get; init; }

    /// <summary>A member's name, or the calendar's that is followed.</summary>
    public required string By { get; init; }

    /// <summary>A sentence: what was done.</summary>
    public required string Text { get; init; }

    /// <summary>How it is undone, as JSON; null: it can't be.</summary>
    public string? Undo { get; init; }

    public Instant? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Conflicts;
}

/// <summary>A series of which no conflict is asked about.</summary>
public sealed class IgnoredSeries : IOwned
{
    public Guid MemberId { get; init; }

    /// <summary><see cref="ConflictSide.SeriesKey"/>.</summary>
    public Guid SeriesKey { get; init; }

    public Guid OrganizationId { get; init; }

    public Instant CreatedAt { get; init; }
}
