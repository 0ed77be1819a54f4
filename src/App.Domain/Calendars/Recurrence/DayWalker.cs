namespace App.Domain.Calendars.Recurrence;

/// <summary>Days of a rule, each with the same times of day.</summary>
internal sealed class DayWalker(DayPeriods periods, int[] times, StepBudget budget) : RuleWalker(budget)
{
    private readonly int[] _days = new int[periods.MostDays];
    private int _count;
    private int _day;
    private int _time;
    private long _notBefore = long.MinValue;

    public override void Seek(long local)
    {
        periods.Seek(DayNumber.FloorDay(local));
        (_count, _day, _time, _notBefore) = (0, 0, 0, local);
    }

    public override int Fill(Span<long> locals, long last)
    {
        var filled = 0;
        while (filled < locals.Length && Load(last))
        {
            for (; _day < _count; _day++, _time = 0)
            {
                var midnight = _days[_day] * (long)DayNumber.SecondsPerDay;
                for (; _time < times.Length; _time++)
                {
                    if (filled == locals.Length || midnight + times[_time] > last)
                    {
                        return filled;
                    }

                    locals[filled++] = midnight + times[_time];
                }
            }
        }

        return filled;
    }

    /// <summary>Counts by whole days; the last one, which may be cut, time by time.</summary>
    public override long Pass(long before)
    {
        var total = 0L;
        while (Load(before - 1))
        {
            for (; _day < _count && (_days[_day] + 1L) * DayNumber.SecondsPerDay <= before; _day++, _time = 0)
            {
                total += times.Length - _time;
            }

            if (_day < _count)
            {
                break;
            }
        }

        return total + base.Pass(before);
    }

    /// <summary>Sees to it that a day is at hand, and that what lies before the place sought has been passed.</summary>
    private bool Load(long last)
    {
        if (_day == _count)
        {
            (_count, _day, _time) = (times.Length == 0 ? 0 : periods.Next(_days, DayNumber.FloorDay(last)), 0, 0);
        }

        while (_day < _count && (_days[_day] * (long)DayNumber.SecondsPerDay) + times[_time] < _notBefore)
        {
            (_day, _time) = _time + 1 < times.Length ? (_day, _time + 1) : (_day + 1, 0);
        }

        return _day < _count || (_count > 0 && Load(last));
    }
}
