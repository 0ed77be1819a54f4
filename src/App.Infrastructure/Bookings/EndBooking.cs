using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings;

/// <summary>Gives a booking's time back, in one transaction with whatever else ends with it.</summary>
internal static class EndBooking
{
    /// <param name="by">Who ends it, for those who are told.</param>
    /// <param name="end">Changes the locked booking; or says what is answered instead, and nothing is changed.</param>
    public static Task<Result<Done>> RunAsync(AppDbContext db, Guid id, Changer by, Func<Booking, IReadOnlyList<Guid>, Result<Done>?> end, CancellationToken cancellationToken) => Contention.RunAsync<Done>(db, async _ =>
    {
        if (await db.Bookings.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken) is not { } seen)
        {
            return new Failure.NotFound("The booking");
        }

        var hosts = (await db.BookingHosts.Where(h => h.BookingId == id).Select(h => h.MemberId).ToListAsync(cancellationToken)).Order().ToList();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        foreach (var host in hosts)
        {
            await db.TouchBusyAsync(seen.OrganizationId, host, new Window(seen.Start, seen.End), cancellationToken);
        }

        if (await db.LockBookingAsync(id, cancellationToken) is not { } booking || booking.Start != seen.Start || booking.End != seen.End)
        {
            return null;
        }

        var was = booking.Status;
        if (end(booking, hosts) is { } instead)
        {
            return instead;
        }

        await db.TellOfEndAsync(booking, was, by, cancellationToken);
        await ReleaseAsync(db, booking, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Result.Done;
    });

    /// <summary>Inside the caller's transaction, which holds the booking: its hosts are free, and what was done outside is taken back.</summary>
    public static async Task ReleaseAsync(AppDbContext db, Booking booking, CancellationToken cancellationToken)
    {
        await db.BookingHosts.Where(h => h.BookingId == booking.Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.Claims, false), cancellationToken);
        await Cells.ReleaseAsync(db, booking.Id, cancellationToken);
        if (booking.Status == BookingStatus.Cancelled)
        {
            await db.BookingSteps.Where(s => s.BookingId == booking.Id).WantAgainAsync(db.Time.Now(), undo: true, cancellationToken);
        }
        else
        {
            await db.LeaveStepsAsync(booking, cancellationToken);
        }
    }
}
