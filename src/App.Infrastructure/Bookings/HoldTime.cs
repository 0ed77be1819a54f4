using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>
/// Keeps time of hosts for some minutes, so that a program can ask a person before it books: nobody else gets it, and nobody is told. It ends by itself
/// unless it is taken up (<see cref="TakeUpHold"/>).
/// </summary>
public sealed class HoldTime(BookTime book, TimeProvider time)
{
    public const int DefaultMinutes = 5;

    public async Task<Result<Guid>> RunAsync(Actor actor, BookingRequest request, int minutes, CancellationToken cancellationToken) =>
        minutes is < 1 or > Booking.MostHoldMinutes
            ? new Failure.Invalid("minutes", $"Must be 1 to {Booking.MostHoldMinutes}.")
            : await book.RunAsync(actor, request, time.Now() + Duration.FromMinutes(minutes), cancellationToken);
}
