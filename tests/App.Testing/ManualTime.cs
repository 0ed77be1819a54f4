namespace App.Testing;

/// <summary>A clock that stands until it is advanced. Timers fire in order of their due time, each seeing the moment it was due.</summary>
public sealed class ManualTime(DateTimeOffset? start = null) : TimeProvider
{
    /// <summary>A Monday in winter, far from any change of clocks.</summary>
    public static readonly DateTimeOffset DefaultStart = new(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start ?? DefaultStart;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    public void AdvanceTo(DateTimeOffset moment)
    {
        while (NextDue(moment) is { } timer)
        {
            timer.Fire();
        }

        lock (_lock)
        {
            _now = moment > _now ? moment : _now;
        }
    }

    /// <summary>Takes the earliest timer due by then, moves the clock to its moment and plans its next one.</summary>
    private ManualTimer? NextDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            var timer = _timers.Where(t => t.Due <= until).MinBy(t => t.Due);
            if (timer is null)
            {
                return null;
            }

            _now = timer.Due > _now ? timer.Due : _now;
            if (timer.Period > TimeSpan.Zero)
            {
                timer.Due += timer.Period;
            }
            else
            {
                _timers.Remove(timer);
            }

            return timer;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                if (_disposed)
                {
                    return false;
                }

                time._timers.Remove(this);
                Period = period;
                if (dueTime > TimeSpan.Zero)
                {
                    Plan(dueTime);
                    return true;
                }

                if (dueTime == TimeSpan.Zero && period > TimeSpan.Zero)
                {
                    Plan(period);
                }
            }

            if (dueTime == TimeSpan.Zero)
            {
                Fire();
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                _disposed = true;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Plan(TimeSpan after)
        {
            Due = time._now + after;
            time._timers.Add(this);
        }
    }
}
