using System.Numerics;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// HOURLY, MINUTELY and SECONDLY rules whose times differ from day to day or are very many: a grid of periods at equal distances, from which whole days,
/// hours and minutes that don't match are stepped over at once.
/// </summary>
internal sealed class GridWalker : RuleWalker
{
    private readonly int _unit;
    private readonly long _step;
    private readonly int[] _offsets;
    private readonly DayFilter? _days;
    private readonly uint _hours;
    private readonly ulong _minutes;
    private readonly ulong _seconds;
    private readonly bool _isPlain;
    private long _period;
    private int _offset;
    private bool _found;
    private int _knownDay = int.MinValue;
    private long _notBefore = long.MinValue;

    public GridWalker(RecurrenceRule rule, long start, StepBudget budget)
        : base(budget)
    {
        _unit = DayTimes.UnitOf(rule.Frequency);
        _step = rule.Interval * _unit;
        _offsets = DayTimes.WithinPeriod(rule, DayNumber.SecondOfDay(start));
        _days = DayFilter.OfDays(rule);
        _hours = rule.ByHour == 0 ? ~0u : rule.ByHour;
        _minutes = rule.ByMinute == 0 || _unit == 3600 ? ~0UL : rule.ByMinute;
        _seconds = rule.BySecond == 0 || _unit > 1 ? ~0UL : rule.BySecond;
        _isPlain = _days is null && _hours == ~0u && _minutes == ~0UL && _seconds == ~0UL;
        _period = DayNumber.FloorDivide(start, _unit) * _unit;
    }

    public override void Seek(long local)
    {
        MoveTo(local - _unit + 1);
        _notBefore = local;
    }

    public override int Fill(Span<long> locals, long last)
    {
        last = Math.Min(last, DayNumber.LastSecond);
        var filled = 0;
        while (filled < locals.Length && _offsets.Length > 0 && Find(last))
        {
            var local = _period + _offsets[_offset];
            if (local > last)
            {
                break;
            }

            if (local >= _notBefore)
            {
                locals[filled++] = local;
            }

            if (++_offset == _offsets.Length)
            {
                (_period, _offset, _found) = (_period + _step, 0, false);
            }
        }

        return filled;
    }

    public override long Pass(long before)
    {
        if (!_isPlain || _offsets.Length == 0)
        {
            return base.Pass(before);
        }

        var total = base.Pass(Math.Min(before, _period + (2 * _step)));
        var from = _period;
        if (before - _unit > _period && _offset == 0)
        {
            MoveTo(before - _unit);
        }

        return total + ((_period - from) / _step * _offsets.Length) + base.Pass(before);
    }

    private void MoveTo(long local)
    {
        if (local > _period)
        {
            _period += DayNumber.CeilingDivide(local - _period, _step) * _step;
            (_offset, _found) = (0, false);
        }
    }

    /// <summary>Moves to the first period, from this one on, that every part of the rule lets pass.</summary>
    private bool Find(long last)
    {
        while (!_found && _period <= last)
        {
            var next = _isPlain ? _period : FirstPassing(_period);
            if (next == _period)
            {
                _found = true;
                break;
            }

            MoveTo(next);
            if (!Budget.TrySpend())
            {
                return false;
            }
        }

        return _found && _period <= last;
    }

    /// <summary>The time itself where it passes; otherwise the start of the next second, minute, hour or day that might.</summary>
    private long FirstPassing(long local)
    {
        var day = DayNumber.FloorDay(local);
        var midnight = day * (long)DayNumber.SecondsPerDay;
        if (day != _knownDay && _days?.Passes(day) == false)
        {
            return midnight + DayNumber.SecondsPerDay;
        }

        _knownDay = day;
        var second = (int)(local - midnight);
        var (hour, minute) = (second / 3600, second / 60 % 60);
        return NextBit(_hours, hour, 24) is var h && h != hour ? midnight + (h * 3600)
            : NextBit(_minutes, minute, 60) is var m && m != minute ? midnight + (hour * 3600) + (m * 60)
            : midnight + (hour * 3600) + (minute * 60) + NextBit(_seconds, second % 60, 60);
    }

    private static int NextBit(ulong bits, int from, int most) => Math.Min(most, from + BitOperations.TrailingZeroCount(bits >> from));
}
