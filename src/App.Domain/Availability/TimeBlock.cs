using NodaTime;

namespace App.Domain.Availability;

/// <summary>
/// Time a member blocked by hand, once or repeating. It is kept as she wrote it, in local time; its instants (<see cref="BlockSpan"/>) are a projection that is made anew as the window
/// moves on.
/// </summary>
public sealed class TimeBlock : IVersioned, ITopical
{
    public const int MostTitle = 250;
    public const int MostDays = 7;

    /// <summary>How many a member may have.</summary>
    public const int MostOfOne = 500;

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public required string Title { get; set; }

    /// <summary>When the first one begins, in <see cref="TimeZone"/>.</summary>
    public LocalDateTime Start { get; set; }

    /// <summary>When the first one ends, exclusive; the others last as long.</summary>
    public LocalDateTime End { get; set; }

    /// <summary>IANA id.</summary>
    public required string TimeZone { get; set; }

    /// <summary>How it repeats (RFC 5545 §3.3.10, without <c>RRULE:</c>), or null: once.</summary>
    public string? Rule { get; set; }

    /// <summary>Beginnings by the rule that were taken out (RFC 5545 §3.8.5.1), local, ISO 8601, separated by commas; empty: none.</summary>
    public string Excluded { get; set; } = "";

    public Instant CreatedAt { get; init; }

    /// <summary>Up to when its spans are laid out.</summary>
    public Instant LaidOutTo { get; set; }

    /// <summary>By which edition of the time zones (<see cref="BlockSeries.Zones"/>).</summary>
    public string LaidOutBy { get; set; } = "";

    public long Version { get; set; }

    string ITopical.Topic => Topics.Blocks;
}

/// <summary>One stretch of time that a block claims.</summary>
public sealed class BlockSpan : IOwned
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public Guid BlockId { get; init; }

    /// <summary>When it begins by the block's rule; unique in the block.</summary>
    public LocalDateTime Original { get; init; }

    public Instant Start { get; init; }

    /// <summary>Exclusive.</summary>
    public Instant End { get; init; }
}
