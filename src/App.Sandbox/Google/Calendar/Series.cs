using App.Sandbox.Outcomes;
using App.Sandbox.Recurrence;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google.Calendar;

/// <summary>One instance of a series, at the time the rule gives it.</summary>
internal sealed record Occurrence(EventTime Start, EventTime End)
{
    public string Suffix { get; } = Start.Suffix;

    public bool Overlaps(Window window) => window.Overlaps(Start.At, End.At);
}

/// <summary>The instances of a recurring event, worked out once and as far as somebody asked.</summary>
internal sealed class Series
{
    /// <summary>How many instances an endless series shows when nobody says where to stop.</summary>
    private const int EndlessLimit = 730;
    private const int HardLimit = 20_000;

    private readonly EventTime _start;
    private readonly Period _allDayLength;
    private readonly Duration _length;
    private readonly DateTimeZone _calendarZone;
    private readonly HashSet<string> _excluded = [];
    private readonly List<Occurrence> _known = [];
    private readonly IEnumerator<EventTime> _more;
    private bool _ended;

    private Series(EventTime start, EventTime end, IReadOnlyList<RecurrenceRule> rules, IReadOnlyList<EventTime> extra, DateTimeZone calendarZone)
    {
        _start = start;
        _calendarZone = calendarZone;
        _length = end.At - start.At;
        _allDayLength = start.IsAllDay ? Period.Between(start.Date!.Value, end.Date!.Value, PeriodUnits.Days) : Period.Zero;
        IsEndless = rules.Any(r => r is { Count: null, UntilDate: null, UntilInstant: null });
        _more = Starts(rules, extra).GetEnumerator();
    }

    public bool IsEndless { get; }

    public static Outcome<Series, GoogleError> Parse(EventTime start, EventTime end, IEnumerable<string> lines, DateTimeZone calendarZone)
    {
        var rules = new List<RecurrenceRule>();
        var extra = new List<EventTime>();
        var excluded = new List<EventTime>();
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? "" : line[..colon].Split(';')[0].ToUpperInvariant();
            var value = line[(colon + 1)..];
            var good = name switch
            {
                "RRULE" => RecurrenceRule.Parse(value) is { } rule && Add(rules, rule),
                "RDATE" => AddTimes(extra, line[..colon], value, start, calendarZone),
                "EXDATE" => AddTimes(excluded, line[..colon], value, start, calendarZone),
                _ => false,
            };
            if (!good)
            {
                return GoogleError.Invalid("Invalid recurrence rule.");
            }
        }

        var series = new Series(start, end, rules, extra, calendarZone);
        series._excluded.UnionWith(excluded.Select(e => e.Suffix));
        return series;
    }

    /// <summary>The instances that touch the window, in order.</summary>
    public IEnumerable<Occurrence> Within(Window window)
    {
        var limit = window.Max is null && IsEndless ? EndlessLimit : HardLimit;
        for (var i = 0; i < limit && At(i) is { } occurrence; i++)
        {
            if (window.Max is { } max && occurrence.Start.At >= max)
            {
                yield break;
            }

            if (occurrence.Overlaps(window) && !_excluded.Contains(occurrence.Suffix))
            {
                yield return occurrence;
            }
        }
    }

    public Occurrence? Find(string suffix)
    {
        for (var i = 0; i < HardLimit && At(i) is { } occurrence; i++)
        {
            if (occurrence.Suffix == suffix)
            {
                return _excluded.Contains(suffix) ? null : occurrence;
            }

            if (string.CompareOrdinal(occurrence.Suffix, suffix) > 0)
            {
                return null;
            }
        }

        return null;
    }

    private Occurrence? At(int index)
    {
        while (_known.Count <= index && !_ended)
        {
            if (_more.MoveNext())
            {
                _known.Add(new Occurrence(_more.Current, EndOf(_more.Current)));
            }
            else
            {
                _ended = true;
            }
        }

        return index < _known.Count ? _known[index] : null;
    }

    private EventTime EndOf(EventTime start) => start.Date is { } date
        ? EventTime.OfDate(date.Plus(_allDayLength), _calendarZone)
        : new EventTime(null, start.At + _length, start.Zone);

    private IEnumerable<EventTime> Starts(IReadOnlyList<RecurrenceRule> rules, IReadOnlyList<EventTime> extra)
    {
        var ordered = new SortedDictionary<Instant, EventTime>(extra.DistinctBy(e => e.At).ToDictionary(e => e.At));
        if (rules.Count == 0)
        {
            ordered[_start.At] = _start;
        }

        // Rules are merged as they come; the rare second rule is bounded by the first one's pace.
        foreach (var start in rules.Count <= 1 ? rules.SelectMany(ByRule) : rules.SelectMany(r => ByRule(r).Take(EndlessLimit)).OrderBy(s => s.At))
        {
            while (ordered.Count > 0 && ordered.First() is var next && next.Key <= start.At)
            {
                ordered.Remove(next.Key);
                if (next.Key < start.At)
                {
                    yield return next.Value;
                }
            }

            yield return start;
        }

        foreach (var rest in ordered.Values)
        {
            yield return rest;
        }
    }

    private IEnumerable<EventTime> ByRule(RecurrenceRule rule)
    {
        var time = _start.Local.TimeOfDay;
        var given = 0;
        foreach (var date in rule.Dates(_start.Local.Date))
        {
            var start = _start.IsAllDay ? EventTime.OfDate(date, _calendarZone) : EventTime.OfLocal(date + time, _start.Zone);
            if (given == rule.Count || date > rule.UntilDate || start.At > rule.UntilInstant)
            {
                yield break;
            }

            given++;
            yield return start;
        }
    }

    private static bool Add(List<RecurrenceRule> rules, RecurrenceRule rule)
    {
        rules.Add(rule);
        return true;
    }

    private static bool AddTimes(List<EventTime> times, string name, string value, EventTime start, DateTimeZone calendarZone)
    {
        var tzid = name.Split(';').FirstOrDefault(p => p.StartsWith("TZID=", StringComparison.OrdinalIgnoreCase));
        var zone = tzid is null ? start.Zone : DateTimeZoneProviders.Tzdb.GetZoneOrNull(tzid[5..]);
        foreach (var text in value.Split(','))
        {
            if (zone is null || ParseTime(text, zone, calendarZone) is not { } time)
            {
                return false;
            }

            // A date excludes the instance of that day, even when instances have a time.
            times.Add(time.IsAllDay && !start.IsAllDay ? EventTime.OfLocal(time.Date!.Value + start.Local.TimeOfDay, start.Zone) : time);
        }

        return true;
    }

    private static EventTime? ParseTime(string text, DateTimeZone zone, DateTimeZone calendarZone)
    {
        if (LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(text) is { Success: true, Value: var date })
        {
            return EventTime.OfDate(date, calendarZone);
        }

        var utc = text.EndsWith('Z');
        var parsed = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss").Parse(text.TrimEnd('Z'));
        return parsed.Success ? new EventTime(null, (utc ? DateTimeZone.Utc : zone).AtLeniently(parsed.Value).ToInstant(), zone) : null;
    }
}
