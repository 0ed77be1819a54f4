using App.Domain;
using App.Infrastructure.Bookings.Steps;

namespace App.Infrastructure.Bookings;

/// <summary>Books time of hosts. It is claimed when this returns; what has to be done outside for it follows, step by step.</summary>
public sealed class CreateBooking(BookTime book, StepSignal signal)
{
    /// <returns>The booking's id; <see cref="Failure.Conflict"/> (<c>time_taken</c>) where a host is not free, with what is against it.</returns>
    public async Task<Result<Guid>> RunAsync(Actor actor, BookingRequest request, CancellationToken cancellationToken)
    {
        var booked = await book.RunAsync(actor, request, heldUntil: null, cancellationToken);
        if (booked.IsOk)
        {
            signal.Wake();
        }

        return booked;
    }
}
