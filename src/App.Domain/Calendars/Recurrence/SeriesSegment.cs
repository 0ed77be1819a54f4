using App.Domain.Calendars.ICalendar;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// A stretch of a series that one event describes: the whole of it, or what follows a RANGE=THISANDFUTURE (RFC 5545 §3.2.13), moved by as much on the clock
/// as that override was moved.
/// </summary>
internal sealed class SeriesSegment
{
    private readonly SeriesClock _clock;
    private readonly Placement _placement;
    private readonly long _shift;
    private readonly bool _isMaster;
    private readonly long _to;
    private readonly RuleStream[] _rules;
    private readonly SeriesDates _dates;
    private readonly SeriesExceptions _exceptions;

    public SeriesSegment(SegmentRange range, VEvent master, SeriesClock clock, WindowSeconds window, IEnumerable<long> replaced, StepBudget budget)
    {
        (_clock, _isMaster, _shift) = (clock, ReferenceEquals(range.Source, master), range.Shift);
        _placement = new Placement(range.Source, clock.ZoneOf(range.Source.Start));
        var slack = _isMaster && !clock.WholeDays ? 0 : 2L * ZoneCursor.LongestChange;
        var from = Math.Max(range.From, window.Start - range.Source.LongestSeconds - _shift - slack);
        _to = Math.Min(range.To, window.End - _shift + slack);
        _rules = from >= _to ? [] : [.. master.Rules.Select(rule => new RuleStream(rule, clock.StartLocal, clock.WholeDays, clock.Zone, from, _to, budget))];
        _dates = new SeriesDates(master, clock, range.From, from, _to);
        _exceptions = new SeriesExceptions(master, clock, replaced, from, _to, budget);
    }

    public bool TryNext(out Occurrence occurrence)
    {
        while (TryTake(out var key, out var length))
        {
            if (!_exceptions.Contains(key))
            {
                occurrence = _isMaster && !_clock.WholeDays
                    ? _placement.AtMoment(key, key, length)
                    : _placement.At(key, _clock.LocalOf(key) + _shift, length);
                return true;
            }
        }

        occurrence = default;
        return false;
    }

    private bool TryTake(out long key, out long length)
    {
        (key, length) = (_dates.Peek, -1);
        foreach (var rule in _rules)
        {
            key = Math.Min(key, rule.Peek);
        }

        if (key >= _to)
        {
            return false;
        }

        if (_dates.Peek == key)
        {
            length = _dates.Take();
        }

        foreach (var rule in _rules)
        {
            if (rule.Peek == key)
            {
                rule.Advance();
            }
        }

        return true;
    }
}

/// <summary>The keys from <paramref name="From"/> up to but not including <paramref name="To"/> are described by <paramref name="Source"/>, so much later on the clock.</summary>
internal readonly record struct SegmentRange(VEvent Source, long From, long To, long Shift);
