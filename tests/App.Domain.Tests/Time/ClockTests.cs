using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Time;

public sealed class ClockTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public void A_time_in_a_gap_moves_forward_by_the_gap() =>
        Assert.Equal(Instant.FromUtc(2026, 3, 29, 1, 30), Clock.At(new LocalDateTime(2026, 3, 29, 2, 30), Berlin));

    [Fact]
    public void Of_a_time_that_comes_twice_the_first_is_meant() =>
        Assert.Equal(Instant.FromUtc(2026, 10, 25, 0, 30), Clock.At(new LocalDateTime(2026, 10, 25, 2, 30), Berlin));
}
