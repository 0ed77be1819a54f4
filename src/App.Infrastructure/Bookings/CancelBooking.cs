using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;

namespace App.Infrastructure.Bookings;

/// <summary>Cancels a booking, or gives a hold back: its time is free at once, and its events are deleted step by step. Cancelling what is cancelled is done.</summary>
public sealed class CancelBooking(AppDatabase database, StepSignal signal, TimeProvider time)
{
    public const int MostReason = 1000;

    public Task<Result<Done>> RunAsync(Actor actor, Guid id, string? reason, long? expectedVersion, CancellationToken cancellationToken) =>
        RunAsync(actor, id, reason, expectedVersion, holdsOnly: false, cancellationToken);

    /// <summary>Gives a hold back; what was booked is no hold.</summary>
    public Task<Result<Done>> GiveBackAsync(Actor actor, Guid hold, long? expectedVersion, CancellationToken cancellationToken) =>
        RunAsync(actor, hold, null, expectedVersion, holdsOnly: true, cancellationToken);

    private async Task<Result<Done>> RunAsync(Actor actor, Guid id, string? reason, long? expectedVersion, bool holdsOnly, CancellationToken cancellationToken)
    {
        if (reason is { Length: > MostReason } || reason?.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) == true)
        {
            return new Failure.Invalid("reason", $"Must be text of at most {MostReason} characters.");
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            || !(await db.FindBookingAsync(member, id, cancellationToken)).TryGet(out _, out refused))
        {
            return refused;
        }

        var cancelled = await EndBooking.RunAsync(db, id, Changer.Here(member), (booking, hosts) => Cancel(new Cancelling(db, member, BookingCheck.Lines(reason), expectedVersion, holdsOnly), booking, hosts), cancellationToken);
        signal.Wake();
        return cancelled;
    }

    private Result<Done>? Cancel(Cancelling what, Booking booking, IReadOnlyList<Guid> hosts)
    {
        if (booking.Status is BookingStatus.Cancelled or BookingStatus.Expired)
        {
            return Result.Done;
        }

        if (what.ExpectedVersion is { } expected && expected != booking.Version)
        {
            return new Failure.Stale();
        }

        var held = booking.Status == BookingStatus.Held;
        if (!booking.ClaimsTime || (what.HoldsOnly && !held))
        {
            return new Failure.Conflict("booking_not_open", held || !what.HoldsOnly ? "The booking is over." : "The hold was taken up. Cancel the booking instead.");
        }

        (booking.Status, booking.CancelReason, booking.HeldUntil, booking.Marks) = (BookingStatus.Cancelled, what.Reason, null, BookingMarks.None);
        if (!held)
        {
            what.Db.LogBooking(booking, hosts, "booking.cancelled", $"“{booking.Title}” on {booking.When(time.Now())} was cancelled.", what.By.Name);
        }

        return null;
    }

    private sealed record Cancelling(AppDbContext Db, Member By, string? Reason, long? ExpectedVersion, bool HoldsOnly);
}
