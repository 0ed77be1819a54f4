using App.Domain.Bookings;
using App.Domain.Monitoring;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>Changes what is wanted of steps; inside a transaction that holds their booking.</summary>
internal static class StepChanges
{
    /// <summary>The booking has changed: the outside has to follow.</summary>
    /// <returns>How many there are.</returns>
    public static Task<int> WantAgainAsync(this IQueryable<BookingStep> steps, Instant now, bool undo, CancellationToken cancellationToken) => steps.ExecuteUpdateAsync(
        s => s
            .SetProperty(x => x.Wanted, x => x.Wanted + 1)
            .SetProperty(x => x.Undo, undo)
            .SetProperty(x => x.Status, StepStatus.Waiting)
            .SetProperty(x => x.DueAt, now)
            .SetProperty(x => x.Failures, 0)
            .SetProperty(x => x.ChangedAt, now),
        cancellationToken);

    /// <summary>The time is over: what was not done by then is left, and whoever would count on it is told.</summary>
    public static async Task LeaveStepsAsync(this AppDbContext db, Booking booking, CancellationToken cancellationToken)
    {
        const string Note = "The time was over before this could be done.";
        var left = db.BookingSteps.Where(s => s.BookingId == booking.Id && s.Settled < s.Wanted);
        var untold = await left.Where(s => s.Status != StepStatus.Failed).Select(s => s.MemberId).ToListAsync(cancellationToken);
        var now = db.Time.Now();
        await left.ExecuteUpdateAsync(
            s => s
                .SetProperty(x => x.Status, StepStatus.Failed)
                .SetProperty(x => x.Note, Note)
                .SetProperty(x => x.DueAt, (Instant?)null)
                .SetProperty(x => x.ChangedAt, now),
            cancellationToken);
        foreach (var member in untold)
        {
            db.TellOfFailedStep(booking, member, Note);
        }
    }

    /// <summary>Tells the host, and who booked it.</summary>
    public static void TellOfFailedStep(this AppDbContext db, Booking booking, Guid memberId, string note)
    {
        var text = $"“{booking.Title}” on {booking.When(db.Time.Now())}: {note}";
        db.LogBooking(booking, [memberId], "booking.step_failed", text, "Integrations", ActivityLevel.Warning);
        db.TellOfBooking(booking, [memberId, booking.BookedBy], "booking.step_failed", text);
    }
}
