using App.Domain.Time;
using NodaTime;

namespace App.Domain.Bookings;

/// <summary>The cells of five minutes that a stretch of time touches.</summary>
public static class TimeGrid
{
    private const long Ticks = Booking.GridMinutes * NodaConstants.TicksPerMinute;

    public static bool IsOn(Instant moment) => moment.ToUnixTimeTicks() % Ticks == 0;

    /// <summary>The first cell, and the one after the last; rounded outward.</summary>
    public static (long First, long After) CellsOf(Window time) =>
        (Floor(time.Start.ToUnixTimeTicks()), -Floor(-time.End.ToUnixTimeTicks()));

    private static long Floor(long ticks) => (ticks / Ticks) - (ticks % Ticks < 0 ? 1 : 0);
}
