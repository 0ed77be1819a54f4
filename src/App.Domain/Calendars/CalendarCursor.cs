using NodaTime;

namespace App.Domain.Calendars;

/// <summary>What a pass under way is doing.</summary>
public enum Pass
{
    None = 0,
    Full = 1,
    Incremental = 2,
}

/// <summary>Why a pass ran.</summary>
public enum SyncTrigger
{
    Schedule = 0,
    FirstSync = 1,
    Manual = 2,
    Program = 3,
    Reconnect = 4,
    Push = 5,
    Reconcile = 6,
}

/// <summary>
/// Where a calendar's sync stands: (sync token, page token, pass generation) and the lease that says who works on it. Saved in the same
/// transaction as the rows of each page, which first checks <see cref="Fence"/>, so a crash resumes and a late worker can't overwrite.
/// </summary>
public sealed class CalendarCursor : IOwned
{
    public Guid CalendarId { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid ConnectionId { get; init; }

    /// <summary>Vendor's token of the last completed pass; null: a full pass is due.</summary>
    public string? SyncToken { get; set; }

    /// <summary>Next page of the pass under way.</summary>
    public string? PageToken { get; set; }

    public Pass Pass { get; set; }

    /// <summary>When the pass under way began: what it reads is true up to then.</summary>
    public Instant? PassStartedAt { get; set; }

    /// <summary>Rises with every full pass.</summary>
    public long Generation { get; set; }

    /// <summary>The window the sync token was made for.</summary>
    public Instant? WindowStart { get; set; }

    public Instant? WindowEnd { get; set; }

    /// <summary>When the window is to be re-seeded by a full pass.</summary>
    public Instant? ReseedAt { get; set; }

    /// <summary>When work is due; the queue is every cursor whose moment has come.</summary>
    public Instant DueAt { get; set; }

    public SyncTrigger Trigger { get; set; }

    public bool FullRequested { get; set; }

    public Guid? LeaseOwner { get; set; }

    public Instant? LeaseUntil { get; set; }

    /// <summary>Rises with every lease taken: the fencing token.</summary>
    public long Fence { get; set; }

    /// <summary>When the copy is to be compared with the vendor's listing.</summary>
    public Instant ReconcileAt { get; set; }

    /// <summary>When it last was; null: never.</summary>
    public Instant? ReconciledAt { get; set; }

    /// <summary>The run under way.</summary>
    public Guid? RunId { get; set; }

    /// <summary>Failed passes in a row, for the back-off.</summary>
    public int Failures { get; set; }
}
