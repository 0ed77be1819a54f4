using App.Domain.Bookings;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>Changes what is wanted of steps; inside a transaction that holds their booking.</summary>
internal static class StepChanges
{
    /// <summary>The booking has changed: the outside has to follow.</summary>
    public static Task WantAgainAsync(this IQueryable<BookingStep> steps, Instant now, bool undo, CancellationToken cancellationToken) => steps.ExecuteUpdateAsync(
        s => s
            .SetProperty(x => x.Wanted, x => x.Wanted + 1)
            .SetProperty(x => x.Undo, undo)
            .SetProperty(x => x.Status, StepStatus.Waiting)
            .SetProperty(x => x.DueAt, now)
            .SetProperty(x => x.Failures, 0)
            .SetProperty(x => x.ChangedAt, now),
        cancellationToken);

    /// <summary>The time is over: what was not done by then is left.</summary>
    public static Task LeaveAsync(this IQueryable<BookingStep> steps, Instant now, CancellationToken cancellationToken) => steps.Where(s => s.Settled < s.Wanted).ExecuteUpdateAsync(
        s => s
            .SetProperty(x => x.Status, StepStatus.Failed)
            .SetProperty(x => x.Note, "The time was over before this could be done.")
            .SetProperty(x => x.DueAt, (Instant?)null)
            .SetProperty(x => x.ChangedAt, now),
        cancellationToken);
}
