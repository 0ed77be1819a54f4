namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// The moments of one rule in order, each once, with COUNT and UNTIL applied: local times of <see cref="RuleWalker"/> resolved in a zone. Moments of times in
/// a gap lie up to the length of the gap after those of the next times, so they wait until their turn comes. (§3.3.10 says both that such times are ignored
/// and that they are read by §3.3.5; the latter is what calendars do, and what is done here.)
/// </summary>
internal sealed class RuleStream
{
    private const int Batch = 64;

    private readonly RuleWalker _walker;
    private readonly StepBudget _budget;
    private readonly ZoneCursor _zone;
    private readonly long _lastLocal;
    private readonly long _lastMoment = long.MaxValue;
    private readonly long[] _locals = new long[Batch];
    private List<long>? _reordered;
    private Queue<long>? _late;
    private long _left = long.MaxValue;
    private int _count;
    private int _next;
    private bool _ended;

    /// <summary>Stands on the first moment of the rule after DTSTART that is not before <paramref name="from"/>; none is at or after <paramref name="to"/>.</summary>
    public RuleStream(RecurrenceRule rule, long start, bool wholeDays, ZoneCursor zone, long from, long to, StepBudget budget)
    {
        (_zone, _budget) = (zone, budget);
        _lastLocal = LatestLocal(to - 1);
        if (rule.Until is { } until)
        {
            var isMoment = until.IsUtc && !wholeDays && !zone.IsFloating;
            _lastMoment = isMoment ? until.LastSecond : long.MaxValue;
            _lastLocal = Math.Min(_lastLocal, isMoment ? LatestLocal(until.LastSecond) : until.LastSecond);
        }

        _walker = RuleWalker.Open(rule, start, wholeDays, budget);
        var first = Math.Max(start + 1, EarliestLocal(from));
        if (rule.Count is { } count)
        {
            _walker.Pass(start + 1);
            _left = count - 1L - _walker.Pass(Math.Min(first, _lastLocal + 1));
        }
        else
        {
            _walker.Seek(first);
        }

        for (; Peek < from; Advance())
        {
        }
    }

    /// <summary>The moment under the cursor; <see cref="long.MaxValue"/> where there are no more.</summary>
    public long Peek => _next < _count ? Current : Refill();

    private long Current => _reordered is null ? _locals[_next] : _reordered[_next];

    public void Advance() => _next++;

    private long Refill()
    {
        while (!_ended && _next >= _count)
        {
            (_next, _reordered) = (0, null);
            _count = _left <= 0 || _budget.IsSpent ? 0 : _walker.Fill(_locals.AsSpan(0, (int)Math.Min(Batch, _left)), _lastLocal);
            _left -= _count;
            _ended = _count == 0;
            if (_late is not null || (_count > 0 && !_zone.TryResolve(_locals.AsSpan(0, _count))))
            {
                Reorder();
            }

            CutAtUntil();
        }

        return _next < _count ? Current : long.MaxValue;
    }

    private void Reorder()
    {
        _reordered = new List<long>(Batch);
        foreach (var local in _locals.AsSpan(0, _count))
        {
            var moment = _zone.Resolve(local, out var inGap);
            if (inGap)
            {
                (_late ??= new Queue<long>()).Enqueue(moment);
                continue;
            }

            TakeLate(moment);
            _reordered.Add(moment);
        }

        if (_ended)
        {
            TakeLate(long.MaxValue);
        }

        _count = _reordered.Count;
        _late = _late?.Count > 0 ? _late : null;
    }

    private void TakeLate(long before)
    {
        while (_late?.TryPeek(out var late) == true && late <= before)
        {
            _late.Dequeue();
            if (late < before && (_reordered!.Count == 0 || _reordered[^1] != late))
            {
                _reordered.Add(late);
            }
        }
    }

    private void CutAtUntil()
    {
        while (_count > _next && (_reordered is null ? _locals[_count - 1] : _reordered[_count - 1]) > _lastMoment)
        {
            _count--;
            _ended = true;
        }
    }

    /// <summary>No local time before it has a moment at or after the given one.</summary>
    private long EarliestLocal(long moment) =>
        moment + Math.Min(ZoneCursor.OffsetAt(_zone.Zone, moment), ZoneCursor.OffsetAt(_zone.Zone, moment - ZoneCursor.LongestChange));

    /// <summary>No local time after it has a moment at or before the given one.</summary>
    private long LatestLocal(long moment) =>
        Math.Min(DayNumber.LastSecond, moment + Math.Max(ZoneCursor.OffsetAt(_zone.Zone, moment), ZoneCursor.OffsetAt(_zone.Zone, moment - ZoneCursor.LongestChange)));
}
