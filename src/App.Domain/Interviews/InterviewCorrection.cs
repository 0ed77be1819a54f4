using NodaTime;

namespace App.Domain.Interviews;

/// <summary>How far a correction reaches.</summary>
public enum CorrectionReach
{
    Occurrence = 0,
    Series = 1,
}

/// <summary>
/// What a member said about one of her entries. It hangs on the vendor's id, not on what the entry says, so it holds however the entry changes; of a series, for every occurrence that has
/// no correction of its own. Deleting it brings back what the rules say.
/// </summary>
public sealed class InterviewCorrection : IVersioned, ITopical
{
    public const int MostText = 200;

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    /// <summary>The calendar, or empty for a booking.</summary>
    public Guid Source { get; init; }

    /// <summary>From the vendor's id of the occurrence or series; of a booking its id.</summary>
    public Guid Key { get; init; }

    public CorrectionReach Reach { get; init; }

    public bool IsInterview { get; set; }

    /// <summary>Null: as the rules read it.</summary>
    public InterviewKind? Kind { get; set; }

    /// <summary>Null: as the rules read it; empty: none.</summary>
    public string? Company { get; set; }

    /// <summary>Null: as the rules read it; empty: none.</summary>
    public string? JobTitle { get; set; }

    public Instant CreatedAt { get; init; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Events;
}
