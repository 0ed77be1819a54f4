using App.Domain.Bookings;
using NodaTime;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>
/// One kind of step. Both ways bring the outside to what the booking says now, whatever was done before and whether or not its answer was heard: either may be
/// repeated, and is, after a crash.
/// </summary>
public interface IStepWork
{
    StepKind Kind { get; }

    /// <summary>The steps of this kind that a new booking needs.</summary>
    IEnumerable<BookingStep> Plan(Booking booking, IReadOnlyList<BookingHost> hosts);

    /// <summary>Sees to it that it is done, as the booking says now.</summary>
    Task<StepOutcome> DoAsync(StepScene scene, CancellationToken cancellationToken);

    /// <summary>Takes it back, after the booking was cancelled.</summary>
    Task<StepOutcome> UndoAsync(StepScene scene, CancellationToken cancellationToken);
}

/// <summary>What a step is about, as it was read at its beginning; nothing of it is saved.</summary>
public sealed record StepScene(StepClaim Claim, BookingStep Step, Booking Booking, IReadOnlyList<BookingHost> Hosts, IReadOnlyDictionary<Guid, string> Names)
{
    public BookingHost Host => Hosts.Single(h => h.MemberId == Step.MemberId);
}

/// <summary>What became of a try. <paramref name="Note"/> is a sentence for people.</summary>
public abstract record StepOutcome(string Note)
{
    /// <summary>It is as it should be.</summary>
    public sealed record Settled(string Note, Domain.Calendars.WrittenEvent? Written = null) : StepOutcome(Note);

    /// <summary>There is nothing to do.</summary>
    public sealed record Skipped(string Note) : StepOutcome(Note);

    /// <summary>What had been written is there no more, so there is nothing to do until the calendar was read and the booking has followed it.</summary>
    public sealed record Missing(string Note) : StepOutcome(Note);

    /// <summary>It is tried again by itself, not before <paramref name="NotBefore"/>.</summary>
    public sealed record Waits(string Note, string Code, Instant? NotBefore = null) : StepOutcome(Note);

    /// <summary>Repeating it changes nothing.</summary>
    public sealed record Failed(string Note, string Code) : StepOutcome(Note);

    /// <summary>Another worker has taken it over; nothing may be saved.</summary>
    public sealed record Lost() : StepOutcome("");
}
