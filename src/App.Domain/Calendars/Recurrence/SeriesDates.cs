using App.Domain.Calendars.ICalendar;

namespace App.Domain.Calendars.Recurrence;

/// <summary>DTSTART, the RDATEs and what a RANGE=THISANDFUTURE names itself, as far as their keys lie in a range, in order, each once.</summary>
internal sealed class SeriesDates
{
    private readonly long[] _keys;
    private readonly long[]? _lengths;
    private int _next;

    public SeriesDates(VEvent master, SeriesClock clock, long named, long from, long to)
    {
        var found = new List<(long Key, long Length)>(1);
        if (clock.StartKey >= from && clock.StartKey < to)
        {
            found.Add((clock.StartKey, -1));
        }

        if (named >= from && named < to)
        {
            found.Add((named, -1));
        }

        foreach (var list in master.AddedTimes)
        {
            for (var i = 0; i < list.Seconds.Length; i++)
            {
                if (clock.KeyOf(list.Form, list.Zone, list.Seconds[i]) is var key && key >= from && key < to)
                {
                    found.Add((key, list.Lengths?[i] ?? -1));
                }
            }
        }

        found.Sort();
        _keys = new long[found.Count];
        _lengths = found.Exists(date => date.Length >= 0) ? new long[found.Count] : null;
        for (var i = 0; i < _keys.Length; i++)
        {
            _keys[i] = found[i].Key;
            if (_lengths is not null)
            {
                _lengths[i] = found[i].Length;
            }
        }
    }

    public long Peek => _next < _keys.Length ? _keys[_next] : long.MaxValue;

    /// <summary>Moves past the key under the cursor; the answer is how long it lasts where a PERIOD said so, otherwise below zero.</summary>
    public long Take()
    {
        var (key, length) = (_keys[_next], -1L);
        for (; _next < _keys.Length && _keys[_next] == key; _next++)
        {
            length = Math.Max(length, _lengths?[_next] ?? -1);
        }

        return length;
    }
}
