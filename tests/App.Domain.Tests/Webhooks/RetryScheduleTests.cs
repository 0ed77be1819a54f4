using App.Domain.Webhooks;
using NodaTime;

namespace App.Domain.Tests.Webhooks;

public sealed class RetryScheduleTests
{
    [Fact]
    public void The_published_schedule_is_what_it_is_read_as()
    {
        Assert.Equal("0s, 5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 24h", RetrySchedule.Published.ToString());
        Assert.Equal(RetrySchedule.Published, RetrySchedule.Parse(RetrySchedule.Published.ToString()).Value);
    }

    [Fact]
    public void Waits_are_spread_by_a_tenth_each_way_and_end()
    {
        var schedule = RetrySchedule.Published;
        Assert.Equal(Duration.Zero, schedule.WaitAfter(0, 0.99));
        Assert.Equal((Duration.FromSeconds(270), Duration.FromSeconds(300), Duration.FromSeconds(330)), (schedule.WaitAfter(2, 0)!.Value, schedule.WaitAfter(2, 0.5)!.Value, schedule.WaitAfter(2, 1)!.Value));
        Assert.NotNull(schedule.WaitAfter(9, 0.5));
        Assert.Null(schedule.WaitAfter(10, 0.5));
    }

    [Fact]
    public void What_the_endpoint_asks_for_is_honoured_where_it_is_longer_and_up_to_a_day()
    {
        var schedule = RetrySchedule.Published;
        Assert.Equal(Duration.FromMinutes(20), schedule.WaitAfter(2, 0.5, Duration.FromMinutes(20)));
        Assert.Equal(Duration.FromMinutes(5), schedule.WaitAfter(2, 0.5, Duration.FromSeconds(1)));
        Assert.Equal(Duration.FromMinutes(5), schedule.WaitAfter(2, 0.5, Duration.FromSeconds(-1)));
        Assert.Equal(Duration.FromHours(24), schedule.WaitAfter(2, 0.5, Duration.FromDays(30)));
        Assert.Null(schedule.WaitAfter(10, 0.5, Duration.FromMinutes(20)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("1d")]
    [InlineData("25h")]
    [InlineData("5m, 5s")]
    [InlineData("1.5h")]
    [InlineData("99999999s")]
    [InlineData("0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s,0s")]
    public void What_is_no_schedule_is_refused_by_its_field(string? text) =>
        Assert.True(Assert.IsType<Failure.Invalid>(RetrySchedule.Parse(text).Failure).Errors.ContainsKey("retries"));

    [Fact]
    public void A_single_try_and_twenty_are_schedules()
    {
        Assert.Single(RetrySchedule.Parse("0s").Value.Waits);
        Assert.Equal(20, RetrySchedule.Parse(string.Join(',', Enumerable.Repeat("24h", 20))).Value.Waits.Count);
    }
}
