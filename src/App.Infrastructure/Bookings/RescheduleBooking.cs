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

/// <summary>Moves a booking: its old time is given back and the new one claimed in one transaction, or nothing changes. What it already holds is free to it.</summary>
public sealed class RescheduleBooking(AppDatabase database, BookingCheck check, ClaimTime claim, StepSignal signal, TimeProvider time)
{
    private const int MostTries = 5;

    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, BookingTime to, long? expectedVersion, CancellationToken cancellationToken)
    {
        if (check.Run(to) is { } invalid)
        {
            return invalid;
        }

        Result<Done> moved = new Failure.Stale();
        for (var tried = 0; tried < MostTries && moved.Failure is Failure.Stale && (tried == 0 || expectedVersion is null); tried++)
        {
            moved = await TryAsync(actor, id, to, expectedVersion, cancellationToken);
        }

        signal.Wake();
        return moved;
    }

    private async Task<Result<Done>> TryAsync(Actor actor, Guid id, BookingTime to, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            || !(await WantAsync(db, member, id, to, expectedVersion, cancellationToken)).TryGet(out var want, out refused))
        {
            return refused;
        }

        return await claim.RunAsync(db, want.Time, () => StoreAsync(db, member, to, want.Time, want.Version, cancellationToken), cancellationToken);
    }

    /// <summary>Why it would not be moved there now; null: it would.</summary>
    internal async Task<Failure?> RefusalAsync(AppDbContext db, Member member, Guid id, BookingTime to, CancellationToken cancellationToken) =>
        check.Run(to)
            ?? ((await WantAsync(db, member, id, to, null, cancellationToken)).TryGet(out var want, out var refused) ? await claim.RefusalAsync(db, want.Time, cancellationToken) : refused);

    /// <summary>What is wanted of whom, and the version of the booking that was read.</summary>
    private static async Task<Result<(WantedTime Time, long Version)>> WantAsync(
        AppDbContext db, Member member, Guid id, BookingTime to, long? expectedVersion, CancellationToken cancellationToken)
    {
        if (!(await db.FindBookingAsync(member, id, cancellationToken)).TryGet(out var found, out var refused))
        {
            return refused;
        }

        if (Refuse(found.Booking, expectedVersion) is { } no)
        {
            return no;
        }

        var touched = new Window(Instant.Min(to.Start, found.Booking.Start), Instant.Max(to.End, found.Booking.End));
        var wanted = new WantedTime(member.OrganizationId, found.Hosts, new Window(to.Start, to.End), touched, Clock.FindZone(to.TimeZone)!, member.Id)
        {
            Booking = id,
            OutsideRules = to.OutsideRules ? [member.Id] : [],
        };
        return (wanted, found.Booking.Version);
    }

    /// <summary>It was judged by the version that was read: one that changed meanwhile is looked at again, by the caller where she said which one she saw.</summary>
    private async Task<Result<Done>> StoreAsync(
        AppDbContext db, Member member, BookingTime to, WantedTime wanted, long version, CancellationToken cancellationToken)
    {
        var id = wanted.Booking!.Value;
        if (await db.LockBookingAsync(id, cancellationToken) is not { } booking || Refuse(booking, version) is not null)
        {
            return new Failure.Stale();
        }

        var before = new Window(booking.Start, booking.End);
        (booking.Start, booking.End, booking.TimeZone) = (to.Start, to.End, to.TimeZone);
        (booking.Status, booking.Marks) = (BookingStatus.Pending, BookingMarks.None);
        await db.BookingHosts.Where(h => h.BookingId == id).ExecuteUpdateAsync(
            s => s.SetProperty(h => h.Start, to.Start).SetProperty(h => h.End, to.End).SetProperty(h => h.Noticed, (string?)null),
            cancellationToken);
        await db.BookingSteps.Where(s => s.BookingId == id).WantAgainAsync(time.Now(), undo: false, cancellationToken);
        await db.TellOfRescheduledAsync(booking, before, Changer.Here(member), cancellationToken);
        db.LogBooking(booking, wanted.HostIds, "booking.rescheduled", $"“{booking.Title}” was moved to {booking.When(time.Now())}.", member.Name);
        await db.SaveChangesAsync(cancellationToken);
        await Cells.ReleaseAsync(db, id, cancellationToken);
        var taken = await Cells.TakeAsync(db, booking, wanted.HostIds, cancellationToken);
        return taken == Cells.Count(booking, wanted.Hosts.Count) ? Result.Done : ClaimTime.CellGone;
    }

    private static Failure? Refuse(Booking booking, long? expectedVersion) =>
        expectedVersion is { } expected && expected != booking.Version ? new Failure.Stale()
        : booking.IsOpen ? null
        : new Failure.Conflict("booking_not_open", booking.Status == BookingStatus.Held ? "The time is only held. Take it up, or hold another." : "The booking is over or was cancelled.");
}
