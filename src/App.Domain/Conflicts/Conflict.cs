using NodaTime;

namespace App.Domain.Conflicts;

/// <summary>Where a conflict stands.</summary>
public enum ConflictState
{
    /// <summary>Someone has to decide.</summary>
    Open = 0,

    /// <summary>Decided, or over by itself.</summary>
    Resolved = 1,

    /// <summary>Both stay, and nothing is asked.</summary>
    Ignored = 2,
}

/// <summary>Two things that claim the same time of a member. A pair has one row for good: it is opened again when they meet again.</summary>
public sealed class Conflict : IVersioned, ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    /// <summary>Of the two sides, by what they are at their source (<see cref="ConflictSide.PairKey"/>); unique for the member.</summary>
    public Guid PairKey { get; init; }

    public ConflictKind Kind { get; set; }

    public ConflictState State { get; set; }

    /// <summary>What was decided; null while it is open, or where it was over by itself.</summary>
    public ResolutionKind? Outcome { get; set; }

    /// <summary>The one that begins first.</summary>
    public required ConflictSide First { get; set; }

    public required ConflictSide Second { get; set; }

    /// <summary>Since when both claim the time.</summary>
    public Instant Start { get; set; }

    /// <summary>Until when, exclusive.</summary>
    public Instant End { get; set; }

    /// <summary>What is here gives way by itself, for the calendar says so; false again once that could not be done.</summary>
    public bool GivesWay { get; set; }

    public Instant FoundAt { get; set; }

    /// <summary>When it was decided or over.</summary>
    public Instant? EndedAt { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Conflicts;

    /// <summary>The side that is time blocked by hand, or null.</summary>
    public ConflictSide? Block => Sides.FirstOrDefault(s => s.Source == ClaimSource.Block);

    public IEnumerable<ConflictSide> Sides => [First, Second];

    public ConflictSide Side(SideName name) => name == SideName.First ? First : Second;

    /// <summary>Ends it by a decision; null: by itself.</summary>
    public void Close(ConflictState state, ResolutionKind? outcome, Instant now) => (State, Outcome, EndedAt, GivesWay) = (state, outcome, now, false);

    public void Open(Instant now) => (State, Outcome, FoundAt, EndedAt) = (ConflictState.Open, null, now, null);
}

/// <summary>One of the two sides.</summary>
public enum SideName
{
    First = 0,
    Second = 1,
}
