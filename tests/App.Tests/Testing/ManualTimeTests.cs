namespace App.Tests.Testing;

public sealed class ManualTimeTests
{
    [Fact]
    public void The_clock_stands_until_it_is_advanced()
    {
        var time = new ManualTime();
        var before = time.GetTimestamp();

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(ManualTime.DefaultStart.AddMinutes(5), time.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(5), time.GetElapsedTime(before));
    }

    [Fact]
    public void Timers_fire_in_order_and_each_sees_the_moment_it_was_due()
    {
        var time = new ManualTime();
        var fired = new List<(string, double)>();
        void Note(object? name) => fired.Add(((string)name!, (time.GetUtcNow() - ManualTime.DefaultStart).TotalSeconds));
        using var late = time.CreateTimer(Note, "late", TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = time.CreateTimer(Note, "often", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([("often", 2), ("often", 4), ("late", 5), ("often", 6)], fired);
        Assert.Equal(ManualTime.DefaultStart.AddSeconds(6), time.GetUtcNow());
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come_and_not_before()
    {
        var time = new ManualTime();
        var delay = Task.Delay(TimeSpan.FromSeconds(10), time);

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }

    [Fact]
    public void A_disposed_timer_fires_no_more()
    {
        var time = new ManualTime();
        var fired = 0;
        var timer = time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));

        timer.Dispose();
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, fired);
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
    }
}
