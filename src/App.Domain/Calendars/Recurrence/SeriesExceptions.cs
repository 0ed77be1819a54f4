using App.Domain.Calendars.ICalendar;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// What a series leaves out: EXDATE, EXRULE (RFC 2445; still read, because it is still written) and what an override replaces. An EXDATE that is a date in a
/// series with hours leaves out that day. Asked in the order of time.
/// </summary>
internal sealed class SeriesExceptions
{
    private readonly SeriesClock _clock;
    private readonly long[] _keys;
    private readonly HashSet<int>? _days;
    private readonly RuleStream[] _rules;
    private readonly bool _startIsRemoved;
    private int _next;

    public SeriesExceptions(VEvent master, SeriesClock clock, IEnumerable<long> replaced, long from, long to, StepBudget budget)
    {
        _clock = clock;
        var keys = new List<long>(replaced.Where(key => key >= from && key < to));
        foreach (var list in master.RemovedTimes)
        {
            if (list.Form == TimeForm.Date && !clock.WholeDays)
            {
                (_days ??= []).UnionWith(list.Seconds.Select(DayNumber.FloorDay));
                continue;
            }

            keys.AddRange(list.Seconds.Select(seconds => clock.KeyOf(list.Form, list.Zone, seconds)).Where(key => key >= from && key < to));
        }

        keys.Sort();
        _keys = [.. keys];
        _rules = [.. master.RemovingRules.Select(rule => new RuleStream(rule, clock.StartLocal, clock.WholeDays, clock.Zone, from, to, budget))];
        _startIsRemoved = master.RemovingRules.Any(rule => RuleTimes.Match(rule, clock.StartLocal, clock.WholeDays, budget));
    }

    public bool Contains(long key)
    {
        while (_next < _keys.Length && _keys[_next] < key)
        {
            _next++;
        }

        return (_next < _keys.Length && _keys[_next] == key)
            || (_startIsRemoved && key == _clock.StartKey)
            || _days?.Contains(DayNumber.FloorDay(_clock.LocalOf(key))) == true
            || RulesContain(key);
    }

    private bool RulesContain(long key)
    {
        var found = false;
        foreach (var rule in _rules)
        {
            for (; rule.Peek < key; rule.Advance())
            {
            }

            found |= rule.Peek == key;
        }

        return found;
    }
}
