using NodaTime;
using NodaTime.Calendars;

namespace App.Domain.Tests.Calendars.Recurrence;

/// <summary>
/// A rule read the slow way: every day, or every second, is asked part by part. It knows nothing of the engine; NodaTime does its calendar.
/// </summary>
internal sealed class NaiveRule
{
    private readonly Dictionary<string, string> _parts;
    private readonly Dictionary<string, int[]> _numbers;
    private readonly LocalDateTime _start;
    private readonly string _frequency;
    private readonly int _interval;
    private readonly IsoDayOfWeek _weekStart;
    private readonly IWeekYearRule _weeks;
    private readonly List<(int Ordinal, IsoDayOfWeek Day)> _weekdays;
    private readonly int _firstWeekYear;

    public NaiveRule(string rule, LocalDateTime start)
    {
        _start = start;
        _parts = rule.Split(';').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        _numbers = _parts.Where(part => part.Key.StartsWith("BY", StringComparison.Ordinal) && part.Key != "BYDAY")
            .ToDictionary(part => part.Key, part => part.Value.Split(',').Select(int.Parse).ToArray());
        _frequency = _parts["FREQ"];
        _interval = int.Parse(_parts.GetValueOrDefault("INTERVAL", "1"));
        _weekStart = Weekday(_parts.GetValueOrDefault("WKST", "MO"));
        _weeks = WeekYearRules.ForMinDaysInFirstWeek(4, _weekStart);
        _weekdays = [.. _parts.GetValueOrDefault("BYDAY", "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => (entry.Length > 2 ? int.Parse(entry[..^2]) : 0, Weekday(entry[^2..])))];
        _firstWeekYear = FirstWeekYear();
    }

    /// <summary>Rules of whole days and longer: each day up to and including the last.</summary>
    public List<LocalDateTime> Days(LocalDate last)
    {
        var times = TimesOfDay();
        var first = _frequency switch
        {
            "WEEKLY" => _start.Date.PlusDays(-6),
            "MONTHLY" => new LocalDate(_start.Year, _start.Month, 1),
            "YEARLY" => new LocalDate(_start.Year - 1, 12, 20),
            _ => _start.Date,
        };
        var found = new List<(int Period, LocalDateTime Time)>();
        for (var day = first; day <= last.PlusDays(WholePeriod); day = day.PlusDays(1))
        {
            var period = PeriodOf(day);
            if (period >= 0 && period % _interval == 0 && Matches(day))
            {
                found.AddRange(times.Select(time => (period, day.At(time))));
            }
        }

        return Pick(found).Where(time => time >= _start && time.Date <= last).ToList();
    }

    /// <summary>Rules shorter than a day: each second up to and including the last.</summary>
    public List<LocalDateTime> Seconds(LocalDateTime last)
    {
        var unit = _frequency switch { "HOURLY" => 3600, "MINUTELY" => 60, _ => 1 };
        var inUnit = ((_start.Hour * 3600) + (_start.Minute * 60) + _start.Second) % unit;
        var found = new List<(int Period, LocalDateTime Time)>();
        var (second, passes, day) = (-inUnit, false, LocalDate.MinIsoValue);
        for (var time = _start.PlusSeconds(-inUnit); time < last.PlusSeconds(unit); time = time.PlusSeconds(1), second++)
        {
            (passes, day) = time.Date == day ? (passes, day) : (Matches(time.Date), time.Date);
            var period = second < 0 ? 0 : (second + inUnit) / unit;
            if (passes && period % _interval == 0 && ClockMatches(time))
            {
                found.Add((period, time));
            }
        }

        return Pick(found).Where(time => time >= _start && time <= last).ToList();
    }

    /// <summary>BYSETPOS counts from the end too: the last period is looked at whole.</summary>
    private int WholePeriod => !_parts.ContainsKey("BYSETPOS") ? 0 : _frequency switch { "WEEKLY" => 7, "MONTHLY" => 31, "YEARLY" => 380, _ => 0 };

    private IEnumerable<LocalDateTime> Pick(List<(int Period, LocalDateTime Time)> found)
    {
        if (!_parts.ContainsKey("BYSETPOS"))
        {
            return found.Select(entry => entry.Time);
        }

        return found.GroupBy(entry => entry.Period).SelectMany(period =>
        {
            var set = period.Select(entry => entry.Time).ToList();
            return set.Where((_, index) => Listed("BYSETPOS", index + 1, set.Count));
        });
    }

    private int PeriodOf(LocalDate day) => _frequency switch
    {
        "DAILY" => Period.DaysBetween(_start.Date, day),
        "WEEKLY" => Period.DaysBetween(StartOfWeek(_start.Date), StartOfWeek(day)) / 7,
        "MONTHLY" => ((day.Year - _start.Year) * 12) + day.Month - _start.Month,
        "YEARLY" when _parts.ContainsKey("BYWEEKNO") => _weeks.GetWeekYear(day) - _firstWeekYear,
        "YEARLY" => day.Year - _start.Year,
        _ => 0,
    };

    private bool Matches(LocalDate day) =>
        ListedOrAbsent("BYMONTH", day.Month, 0)
        && ListedOrAbsent("BYWEEKNO", _weeks.GetWeekOfWeekYear(day), _weeks.GetWeeksInWeekYear(_weeks.GetWeekYear(day)))
        && ListedOrAbsent("BYYEARDAY", day.DayOfYear, CalendarSystem.Iso.GetDaysInYear(day.Year))
        && ListedOrAbsent("BYMONTHDAY", day.Day, CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month))
        && (_weekdays.Count == 0 || _weekdays.Any(entry => WeekdayMatches(entry, day)))
        && TakenFromStart(day);

    /// <summary>What the rule leaves open comes from DTSTART.</summary>
    private bool TakenFromStart(LocalDate day)
    {
        bool Has(params string[] names) => names.Any(_parts.ContainsKey);
        return _frequency switch
        {
            "WEEKLY" => Has("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO") || day.DayOfWeek == _start.DayOfWeek,
            "MONTHLY" => Has("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO") || day.Day == _start.Day,
            "YEARLY" when Has("BYWEEKNO") => Has("BYDAY", "BYMONTHDAY", "BYYEARDAY") || day.DayOfWeek == _start.DayOfWeek,
            "YEARLY" => (Has("BYMONTH", "BYDAY", "BYYEARDAY") || day.Month == _start.Month) && (Has("BYDAY", "BYMONTHDAY", "BYYEARDAY") || day.Day == _start.Day),
            _ => true,
        };
    }

    private bool WeekdayMatches((int Ordinal, IsoDayOfWeek Day) entry, LocalDate day)
    {
        if (day.DayOfWeek != entry.Day)
        {
            return false;
        }

        if (entry.Ordinal == 0 || _frequency is not ("MONTHLY" or "YEARLY") || (_frequency == "YEARLY" && _parts.ContainsKey("BYWEEKNO")))
        {
            return true;
        }

        var inYear = _frequency == "YEARLY" && !_parts.ContainsKey("BYMONTH");
        var (place, length) = inYear
            ? (day.DayOfYear, CalendarSystem.Iso.GetDaysInYear(day.Year))
            : (day.Day, CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month));
        return entry.Ordinal == (entry.Ordinal > 0 ? ((place - 1) / 7) + 1 : -(((length - place) / 7) + 1));
    }

    private bool ClockMatches(LocalDateTime time) =>
        ListedOrAbsent("BYHOUR", time.Hour, 0)
        && ListedOrStart("BYMINUTE", time.Minute, _start.Minute, _frequency == "HOURLY")
        && ListedOrStart("BYSECOND", time.Second, _start.Second, _frequency != "SECONDLY");

    private List<LocalTime> TimesOfDay() =>
        [.. from hour in Enumerable.Range(0, 24) where ListedOrStart("BYHOUR", hour, _start.Hour, true)
            from minute in Enumerable.Range(0, 60) where ListedOrStart("BYMINUTE", minute, _start.Minute, true)
            from second in Enumerable.Range(0, 60) where ListedOrStart("BYSECOND", second, _start.Second, true)
            select new LocalTime(hour, minute, second)];

    private bool ListedOrAbsent(string part, int index, int length) => !_parts.ContainsKey(part) || Listed(part, index, length);

    private bool ListedOrStart(string part, int index, int start, bool fromStart) =>
        _parts.ContainsKey(part) ? Listed(part, index, 0) : !fromStart || index == start;

    private bool Listed(string part, int index, int length) => Array.Exists(_numbers[part], n => n >= 0 ? n == index : index == length + 1 + n);

    private LocalDate StartOfWeek(LocalDate day) => day.PlusDays(-((day.DayOfWeek - _weekStart + 7) % 7));

    /// <summary>The year of DTSTART's week; the year after where DTSTART is in January and nothing of the rule is left in that week's year.</summary>
    private int FirstWeekYear()
    {
        var year = _weeks.GetWeekYear(_start.Date);
        var rest = Enumerable.Range(0, 7).Select(_start.Date.PlusDays).Where(day => _weeks.GetWeekYear(day) == year);
        return year < _start.Year && _parts.ContainsKey("BYWEEKNO") && !rest.Any(Matches) ? year + 1 : year;
    }

    private static IsoDayOfWeek Weekday(string code) => (IsoDayOfWeek)(Array.IndexOf(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], code) + 1);
}
