namespace App.Domain.Calendars.Recurrence;

/// <summary>WEEKLY and longer rules with BYSETPOS: of each period's days and times, those at the given positions. A period is counted whole, also where DTSTART cuts it.</summary>
internal sealed class PositionWalker(DayPeriods periods, int[] times, SetPositions positions, StepBudget budget) : RuleWalker(budget)
{
    private readonly int[] _days = new int[periods.MostDays];
    private readonly long[] _chosen = new long[positions.Most];
    private int _count;
    private int _next;
    private long _notBefore = long.MinValue;

    public override void Seek(long local)
    {
        periods.Seek(DayNumber.FloorDay(local));
        (_count, _next, _notBefore) = (0, 0, local);
    }

    public override int Fill(Span<long> locals, long last)
    {
        var filled = 0;
        while (filled < locals.Length && (_next < _count || Choose(last)))
        {
            if (_chosen[_next] > last)
            {
                break;
            }

            if (_chosen[_next] >= _notBefore)
            {
                locals[filled++] = _chosen[_next];
            }

            _next++;
        }

        return filled;
    }

    /// <summary>The positions of the next period that has one of them. Sets too small for any position are fruitless, and as many as in 400 years end the rule.</summary>
    private bool Choose(long last)
    {
        (_count, _next) = (0, 0);
        for (var fruitless = 0; _count == 0 && fruitless < DayNumber.Cycle && Budget.TrySpend(); fruitless++)
        {
            var days = periods.Next(_days, DayNumber.FloorDay(last));
            if (days == 0)
            {
                return false;
            }

            _count = positions.IndexesOf(days * (long)times.Length, _chosen);
        }

        for (var i = 0; i < _count; i++)
        {
            _chosen[i] = (_days[(int)(_chosen[i] / times.Length)] * (long)DayNumber.SecondsPerDay) + times[(int)(_chosen[i] % times.Length)];
        }

        return _count > 0;
    }
}
