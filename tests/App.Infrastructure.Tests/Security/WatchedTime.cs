namespace App.Infrastructure.Tests.Security;

/// <summary>Today's clock (keys are valid by it), whose timers fire when a test says so.</summary>
public sealed class WatchedTime : TimeProvider
{
    private readonly ManualTime _manual = new(System.GetUtcNow());
    private readonly SemaphoreSlim _planned = new(0);

    /// <summary>Returns once somebody waits for a timer.</summary>
    public Task PlannedAsync() => _planned.WaitAsync(TimeSpan.FromSeconds(60));

    public void Advance(TimeSpan by) => _manual.Advance(by);

    public override DateTimeOffset GetUtcNow() => _manual.GetUtcNow();

    public override long GetTimestamp() => _manual.GetTimestamp();

    public override long TimestampFrequency => _manual.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _manual.CreateTimer(callback, state, dueTime, period);
        _planned.Release();
        return timer;
    }
}
