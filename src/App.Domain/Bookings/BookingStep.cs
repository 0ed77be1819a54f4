using NodaTime;

namespace App.Domain.Bookings;

/// <summary>What is done outside for a booking.</summary>
public enum StepKind
{
    /// <summary>Its event stands in a host's calendar.</summary>
    WriteEvent = 0,
}

/// <summary>How far a step is.</summary>
public enum StepStatus
{
    /// <summary>To be done, or done anew.</summary>
    Waiting = 0,

    Done = 1,

    /// <summary>There was nothing to do, and the note says why.</summary>
    Skipped = 2,

    /// <summary>The booking was cancelled, and what was done is taken back.</summary>
    Undone = 3,

    /// <summary>Refused; repeated only when somebody asks for it.</summary>
    Failed = 4,
}

/// <summary>
/// One thing the world outside must come to agree with. It is a wish that is worked towards, not an order carried out once: each change of the booking raises
/// <see cref="Wanted"/>, and whoever works it off brings the outside to what the booking says by then. So it can be repeated, resumed and taken back.
/// </summary>
public sealed class BookingStep : IOwned
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid BookingId { get; init; }

    public StepKind Kind { get; init; }

    /// <summary>The host it is done for.</summary>
    public Guid MemberId { get; init; }

    /// <summary>True once the booking was cancelled.</summary>
    public bool Undo { get; set; }

    /// <summary>Who is there has changed: attendees and text of what stands outside are to be brought to it, and not the time alone.</summary>
    public bool People { get; set; }

    /// <summary>Raised with each change that has to be carried out.</summary>
    public long Wanted { get; set; }

    /// <summary>The last <see cref="Wanted"/> that was carried out.</summary>
    public long Settled { get; set; }

    public StepStatus Status { get; set; }

    /// <summary>The vendor may have been asked to make it: its answer may have been lost.</summary>
    public bool Begun { get; set; }

    /// <summary>What is so, as a sentence.</summary>
    public string Note { get; set; } = "";

    /// <summary>Failure code of the last try, or null.</summary>
    public string? ErrorCode { get; set; }

    public int Failures { get; set; }

    /// <summary>When it is tried next; null: there is nothing to do.</summary>
    public Instant? DueAt { get; set; }

    public Guid? LeaseOwner { get; set; }

    public Instant? LeaseUntil { get; set; }

    /// <summary>Raised with each claim; proves with every save that the claim still holds.</summary>
    public long Fence { get; set; }

    public Instant ChangedAt { get; set; }

    /// <summary>Nothing of it is under way.</summary>
    public bool IsSettled => Settled == Wanted && Status is (StepStatus.Done or StepStatus.Skipped or StepStatus.Undone);
}
