using NodaTime;

namespace App.Domain.Calendars;

/// <summary>One comparison of a calendar's stored copy with the vendor's own listing, occurrence by occurrence. What differed was repaired by a full pass.</summary>
public sealed class Reconciliation : ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public Guid ConnectionId { get; init; }

    public Guid CalendarId { get; init; }

    public Instant StartedAt { get; init; }

    public Instant EndedAt { get; init; }

    public int Compared { get; init; }

    public int Missed { get; init; }

    public int Ghosts { get; init; }

    public int Moved { get; init; }

    public Drift Drift => new(Compared, Missed, Ghosts, Moved);

    string ITopical.Topic => Topics.Syncs;
}
