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

    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, string? reason, long? expectedVersion, CancellationToken cancellationToken)
    {
        if (reason is { Length: > MostReason } || reason?.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) == true)
        {
            return new Failure.Invalid("reason", $"Must be text of at most {MostReason} characters.");
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            || !(await db.FindBookingAsync(member, id, cancellationToken)).TryGet(out var found, out refused))
        {
            return refused;
        }

        if (found.Booking.Status is BookingStatus.Cancelled or BookingStatus.Expired)
        {
            return Result.Done;
        }

        var cancelled = await EndBooking.RunAsync(db, id, (booking, hosts) => Cancel(db, booking, hosts, member, BookingCheck.Lines(reason), expectedVersion), cancellationToken);
        signal.Wake();
        return cancelled;
    }

    private Failure? Cancel(AppDbContext db, Booking booking, IReadOnlyList<Guid> hosts, Member member, string? reason, long? expectedVersion)
    {
        if (expectedVersion is { } expected && expected != booking.Version)
        {
            return new Failure.Stale();
        }

        if (!booking.ClaimsTime)
        {
            return new Failure.Conflict("booking_not_open", "The booking is over.");
        }

        var held = booking.Status == BookingStatus.Held;
        (booking.Status, booking.CancelReason, booking.HeldUntil, booking.Marks) = (BookingStatus.Cancelled, reason, null, BookingMarks.None);
        if (!held)
        {
            db.LogBooking(booking, hosts, "booking.cancelled", $"“{booking.Title}” on {booking.When(time.Now())} was cancelled.", member.Name);
        }

        return null;
    }
}
