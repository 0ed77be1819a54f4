using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings;

/// <summary>
/// A member who is removed hosts nothing any more: what she hosts alone is cancelled, what others host too goes on without her, and whoever is left is told. Her
/// events are taken back at once, for her calendars are disconnected next.
/// </summary>
public sealed class LeaveBookings(AppDatabase database, PlanSteps plan, StepClaims claims, RunStep run, StepSignal signal, TimeProvider time) : IMemberLeaving
{
    /// <summary>For taking all events back; what a vendor did not answer by then stays in a calendar of hers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task<Result<Done>> LeaveAsync(Actor actor, Guid memberId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = database.ForOrganization(actor);
        var name = await db.Members.Where(m => m.Id == memberId).Select(m => m.Name).SingleAsync(cancellationToken);
        var shared = new List<Guid>();
        foreach (var id in await db.HostsToCome().Where(h => h.MemberId == memberId).Select(h => h.BookingId).ToListAsync(cancellationToken))
        {
            if (await db.BookingHosts.AnyAsync(h => h.BookingId == id && h.MemberId != memberId, cancellationToken))
            {
                await StandDownAsync(db, id, memberId, cancellationToken);
                shared.Add(id);
            }
            else
            {
                await EndBooking.RunAsync(db, id, Changer.Nobody, (booking, _) => Cancel(db, booking, memberId, name), cancellationToken);
            }
        }

        await TakeBackAsync(db, memberId, cancellationToken);
        foreach (var id in shared)
        {
            await HandOverAsync(db, id, memberId, name, cancellationToken);
        }

        signal.Wake();
        return Result.Done;
    }

    private Result<Done>? Cancel(AppDbContext db, Booking booking, Guid memberId, string name)
    {
        if (!booking.ClaimsTime)
        {
            return Result.Done;
        }

        var why = $"{name} has left the organization.";
        if (booking.Status != BookingStatus.Held)
        {
            var text = $"“{booking.Title}” on {booking.When(time.Now())} was cancelled. {why}";
            db.LogBooking(booking, [memberId], "booking.cancelled", text, "Integrations");
            db.TellOfBooking(booking, booking.BookedBy == memberId ? [] : [booking.BookedBy], "booking.cancelled", text);
        }

        (booking.Status, booking.CancelReason, booking.HeldUntil, booking.Marks) = (BookingStatus.Cancelled, why, null, BookingMarks.None);
        return null;
    }

    /// <summary>Her time is hers again, and her event is to be taken back; she stays in the booking until that was tried.</summary>
    private Task StandDownAsync(AppDbContext db, Guid id, Guid memberId, CancellationToken cancellationToken) => Contention.RunAsync<Done>(db, async _ =>
    {
        db.ChangeTracker.Clear();
        var seen = await db.Bookings.AsNoTracking().SingleAsync(b => b.Id == id, cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.TouchBusyAsync(seen.OrganizationId, memberId, new Window(seen.Start, seen.End), cancellationToken);
        if (await db.LockBookingAsync(id, cancellationToken) is not { } booking || booking.Start != seen.Start || booking.End != seen.End)
        {
            return null;
        }

        if (!booking.ClaimsTime)
        {
            return Result.Done;
        }

        var host = db.BookingHosts.Where(h => h.BookingId == id && h.MemberId == memberId);
        await host.ExecuteUpdateAsync(s => s.SetProperty(h => h.Claims, false), cancellationToken);
        await db.BookingCells.Where(c => c.BookingId == id && c.HostId == memberId).ExecuteDeleteAsync(cancellationToken);
        await db.BookingSteps.Where(s => s.BookingId == id && s.MemberId == memberId).WantAgainAsync(time.Now(), undo: true, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Result.Done;
    });

    private async Task TakeBackAsync(AppDbContext db, Guid memberId, CancellationToken cancellationToken)
    {
        var due = await db.BookingSteps.Where(s => s.MemberId == memberId && s.Undo && s.Settled < s.Wanted)
            .OrderBy(s => s.DueAt).Select(s => new { s.Id, s.BookingId }).ToListAsync(cancellationToken);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            foreach (var step in due)
            {
                await TakeBackAsync(db, step.Id, step.BookingId, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Her calendars are hers: what is left in them is no reason to keep a hold of them.
        }
    }

    /// <summary>Where another worker is at it, until that one is done: its row is deleted next.</summary>
    private async Task TakeBackAsync(AppDbContext db, Guid stepId, Guid bookingId, CancellationToken cancellationToken)
    {
        do
        {
            if (await claims.ClaimAsync(stepId, bookingId, cancellationToken) is { } claim)
            {
                await run.RunAsync(claim, cancellationToken);
                return;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
        while (await db.BookingSteps.AnyAsync(s => s.Id == stepId && s.Undo && s.Settled < s.Wanted && s.LeaseOwner != null, cancellationToken));
    }

    /// <summary>The others host it from now on: one of their events invites the attendees.</summary>
    private Task HandOverAsync(AppDbContext db, Guid id, Guid memberId, string name, CancellationToken cancellationToken) =>
        Contention.RunAsync<Done>(db, async _ =>
        {
            db.ChangeTracker.Clear();
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (await db.LockBookingAsync(id, cancellationToken) is not { ClaimsTime: true } booking)
            {
                return Result.Done;
            }

            var hosts = await db.BookingHosts.Where(h => h.BookingId == id).ToListAsync(cancellationToken);
            if (hosts.RemoveAll(h => h.MemberId == memberId) == 0)
            {
                return Result.Done;
            }

            if (hosts.Count == 0)
            {
                var was = booking.Status;
                Cancel(db, booking, memberId, name);
                await db.TellOfEndAsync(booking, was, Changer.Nobody, cancellationToken); // While she is still its host: whose it was is told.
            }

            await db.BookingSteps.Where(s => s.BookingId == id && s.MemberId == memberId).ExecuteDeleteAsync(cancellationToken);
            await db.BookingHosts.Where(h => h.BookingId == id && h.MemberId == memberId).ExecuteDeleteAsync(cancellationToken);
            if (hosts.Count > 0 && booking.IsOpen)
            {
                await BringAsync(db, booking, hosts, cancellationToken);
                TellThatItGoesOn(db, booking, [.. hosts.Select(h => h.MemberId)], memberId, name);
            }

            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
            return Result.Done;
        });

    /// <summary>Whoever invites from now on has attendees and text to bring to her event; those of the others are theirs. What a host was asked about stays as it is until she has decided.</summary>
    private async Task BringAsync(AppDbContext db, Booking booking, List<BookingHost> hosts, CancellationToken cancellationToken)
    {
        var invited = hosts.Exists(h => h.Invites);
        await plan.ChooseCalendarsAsync(db, hosts, cancellationToken);
        var next = invited ? null : hosts.Find(h => h.Invites)?.MemberId;
        var undecided = hosts.Where(h => h.Noticed is not null && h.MemberId != next).Select(h => h.MemberId).ToList();
        var steps = db.BookingSteps.Where(s => s.BookingId == booking.Id && !s.Undo && !undecided.Contains(s.MemberId));
        await steps.Where(s => s.MemberId == next).ExecuteUpdateAsync(s => s.SetProperty(x => x.People, true), cancellationToken);
        if (await steps.WantAgainAsync(time.Now(), undo: false, cancellationToken) > 0)
        {
            booking.Status = BookingStatus.Pending;
        }
    }

    private void TellThatItGoesOn(AppDbContext db, Booking booking, IReadOnlyList<Guid> left, Guid memberId, string name)
    {
        var text = $"“{booking.Title}” on {booking.When(time.Now())} goes on without {name}, who has left the organization.";
        db.LogBooking(booking, left, "booking.host_left", text, "Integrations");
        db.TellOfBooking(booking, left.Append(booking.BookedBy).Where(m => m != memberId), "booking.host_left", text);
    }
}
