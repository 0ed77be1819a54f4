using App.Domain.Availability;
using NodaTime;

namespace App.Domain.Tests.Availability;

public sealed class WorkingHoursTests
{
    private static WorkingTime Time(int day, int start, int end) => new((IsoDayOfWeek)day, new LocalTime(start, 0), end == 24 ? LocalTime.Midnight : new LocalTime(end, 0));

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var hours = WorkingHours.Of([Time(3, 22, 24), Time(1, 13, 17), Time(1, 9, 12)]).Value;
        Assert.Equal("1 09:00-12:00 1 13:00-17:00 3 22:00-00:00", hours.ToString());
        Assert.Equal(hours, WorkingHours.Parse(hours.ToString()));
        Assert.Empty(WorkingHours.Parse("").Times);
    }

    [Theory]
    [InlineData(1, 9, 12, 1, 11, 13)]
    [InlineData(1, 20, 24, 1, 22, 23)]
    [InlineData(1, 12, 12, 2, 9, 10)]
    [InlineData(1, 12, 9, 2, 9, 10)]
    [InlineData(8, 9, 12, 2, 9, 10)]
    public void Stretches_that_overlap_or_end_before_they_begin_are_refused(int day, int start, int end, int otherDay, int otherStart, int otherEnd)
    {
        var refused = Assert.IsType<Failure.Invalid>(WorkingHours.Of([Time(day, start, end), Time(otherDay, otherStart, otherEnd)]).Failure);
        Assert.Equal("workingHours", Assert.Single(refused.Errors).Key);
    }

    [Fact]
    public void Stretches_that_touch_do_not_overlap() => Assert.True(WorkingHours.Of([Time(1, 9, 12), Time(1, 12, 13), Time(1, 23, 24), Time(2, 0, 1)]).IsOk);
}
