using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>
/// Does a booking's steps again at once: what failed or waits, and what had nowhere to be done, for a calendar may have been chosen since. Where an event was
/// changed in a calendar and that was asked about, this says that the booking holds: the event is written anew.
/// </summary>
public sealed class RetryBooking(AppDatabase database, PlanSteps steps, StepSignal signal, TimeProvider time)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            || !(await db.FindBookingAsync(member, id, cancellationToken)).TryGet(out _, out refused))
        {
            return refused;
        }

        var retried = await Contention.RunAsync<Done>(db, async _ => await TryAsync(db, id, cancellationToken));
        signal.Wake();
        return retried;
    }

    private async Task<Result<Done>> TryAsync(AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.LockBookingAsync(id, cancellationToken) is not { } booking || !(booking.IsOpen || booking.Status == BookingStatus.Cancelled))
        {
            return new Failure.Conflict("booking_not_open", "The booking is over.");
        }

        if (booking.IsOpen)
        {
            await PrepareAsync(db, booking, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        await db.BookingSteps.Where(s => s.BookingId == id && (s.Settled < s.Wanted || s.Status == StepStatus.Failed)).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.Status, StepStatus.Waiting).SetProperty(x => x.DueAt, time.Now()).SetProperty(x => x.Failures, 0),
            cancellationToken);
        db.Announce(booking.OrganizationId, Topics.Bookings, booking.Id, booking.Version);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }

    /// <summary>What failed is begun anew: an event that is there is changed, one that was deleted is made again.</summary>
    private async Task PrepareAsync(AppDbContext db, Booking booking, CancellationToken cancellationToken)
    {
        var hosts = await db.BookingHosts.Where(h => h.BookingId == booking.Id).ToListAsync(cancellationToken);
        var chosen = await steps.ChooseCalendarsAsync(db, hosts, cancellationToken);
        foreach (var step in await db.BookingSteps.Where(s => s.BookingId == booking.Id).ToListAsync(cancellationToken))
        {
            var host = hosts.Single(h => h.MemberId == step.MemberId);
            if (step.Status is StepStatus.Failed || host.Noticed is not null || chosen.Contains(host.MemberId) || (step.Status == StepStatus.Skipped && host.CalendarId is not null))
            {
                (host.WrittenAt, host.Seen) = (null, false);
                (step.Wanted, step.Status, step.DueAt, step.Failures, booking.Status) = (step.Wanted + 1, StepStatus.Waiting, time.Now(), 0, BookingStatus.Pending);
            }

            host.Noticed = null;
        }

        booking.Marks &= ~BookingMarks.Undecided;
    }
}
