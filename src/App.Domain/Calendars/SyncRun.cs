using NodaTime;

namespace App.Domain.Calendars;

/// <summary>How a pass ended.</summary>
public enum SyncRunStatus
{
    Running = 0,
    Succeeded = 1,
    Failed = 2,

    /// <summary>Its worker vanished; another run went on from its last page.</summary>
    Interrupted = 3,
}

/// <summary>One pass of keeping one calendar in step. Passes that changed nothing are rolled up by the hour (<see cref="Repeats"/>).</summary>
public sealed class SyncRun : IVersioned, ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public Guid ConnectionId { get; init; }

    public Guid CalendarId { get; init; }

    public SyncTrigger Trigger { get; init; }

    public bool Full { get; set; }

    public SyncRunStatus Status { get; set; }

    public Instant StartedAt { get; init; }

    public Instant? EndedAt { get; set; }

    public int Pages { get; set; }

    /// <summary>Requests sent to the vendor.</summary>
    public int Calls { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Deleted { get; set; }

    /// <summary>Malformed records left out.</summary>
    public int SetAside { get; set; }

    /// <summary>How many passes this row stands for.</summary>
    public int Repeats { get; set; } = 1;

    public string? ErrorCode { get; set; }

    public string? ErrorText { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Syncs;

    public bool ChangedNothing => Added + Changed + Deleted + SetAside == 0;
}
