using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>Completes bookings whose time is over, and ends holds that nobody took up.</summary>
public sealed class CompleteBookings(AppDatabase database, TimeProvider time, ILogger<CompleteBookings> logger)
{
    private const int Most = 500;
    private const int AtOnce = 4;

    public async Task RunAsync(CancellationToken cancellationToken) =>
        await Each.RunAsync(await DueAsync(cancellationToken), AtOnce, EndAsync, logger, cancellationToken);

    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("bookings that are over");
        var held = await db.Bookings.Where(b => b.HeldUntil <= now && b.Status == BookingStatus.Held).OrderBy(b => b.HeldUntil).Select(b => b.Id).Take(Most).ToListAsync(cancellationToken);
        var over = await db.Bookings.Where(b => (b.Status == BookingStatus.Pending || b.Status == BookingStatus.Confirmed) && b.End <= now).OrderBy(b => b.End).Select(b => b.Id).Take(Most).ToListAsync(cancellationToken);
        return [.. held, .. over];
    }

    private async Task EndAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("bookings that are over");
        await EndBooking.RunAsync(db, id, Changer.Nobody, (booking, _) => End(booking, time.Now()), cancellationToken);
    }

    private static Result<Done>? End(Booking booking, Instant now)
    {
        if (booking.Status == BookingStatus.Held && booking.HeldUntil <= now)
        {
            (booking.Status, booking.HeldUntil) = (BookingStatus.Expired, null);
            return null;
        }

        if (booking.IsOpen && booking.End <= now)
        {
            booking.Status = BookingStatus.Completed;
            return null;
        }

        return new Failure.Stale();
    }
}

/// <summary>Every minute; it also wakes the pump for steps that are due.</summary>
public sealed class CompleteBookingsJob(CompleteBookings complete, StepSignal signal, ILogger<CompleteBookingsJob> logger) : UseCaseJob(logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        signal.Wake();
        await complete.RunAsync(cancellationToken);
    }
}
