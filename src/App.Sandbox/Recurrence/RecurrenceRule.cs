using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Recurrence;

/// <summary>An RRULE of RFC 5545 §3.3.10, from daily up.</summary>
internal sealed record RecurrenceRule
{
    private const int BarrenPeriods = 1500;

    public required string Frequency { get; init; }

    public int Interval { get; init; } = 1;

    public int? Count { get; init; }

    public LocalDate? UntilDate { get; init; }

    public Instant? UntilInstant { get; init; }

    public IReadOnlyList<(int Ordinal, IsoDayOfWeek Day)> ByDay { get; init; } = [];

    public IReadOnlyList<int> ByMonthDay { get; init; } = [];

    public IReadOnlyList<int> ByMonth { get; init; } = [];

    public IReadOnlyList<int> BySetPosition { get; init; } = [];

    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;

    public static RecurrenceRule? Parse(string text)
    {
        var rule = new RecurrenceRule { Frequency = "" };
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            if (pair.Length != 2 || With(rule, pair[0].ToUpperInvariant(), pair[1].ToUpperInvariant()) is not { } next)
            {
                return null;
            }

            rule = next;
        }

        return rule.Frequency is "DAILY" or "WEEKLY" or "MONTHLY" or "YEARLY" && rule.Interval > 0 ? rule : null;
    }

    /// <summary>Dates from the start on, in order, without COUNT and UNTIL, which need the whole series.</summary>
    public IEnumerable<LocalDate> Dates(LocalDate start)
    {
        var barren = 0;
        for (var period = 0; barren < BarrenPeriods; period++)
        {
            if (Candidates(start, period) is not { } candidates)
            {
                yield break;
            }

            var dates = AtPositions(candidates.Where(d => d >= start || BySetPosition.Count > 0).Distinct().Order().ToList())
                .Where(d => d >= start)
                .ToList();
            barren = dates.Count == 0 ? barren + 1 : 0;
            foreach (var date in dates)
            {
                yield return date;
            }
        }
    }

    private IEnumerable<LocalDate>? Candidates(LocalDate start, int period)
    {
        var step = (long)period * Interval;
        if (step > 40_000 || start.Year + (Frequency == "YEARLY" ? step : 0) > 9000)
        {
            return null;
        }

        var n = (int)step;
        return Frequency switch
        {
            "DAILY" => [.. new[] { start.PlusDays(n) }.Where(d => InMonth(d) && OnMonthDay(d) && OnWeekday(d))],
            "WEEKLY" => Week(start, n).Where(InMonth),
            "MONTHLY" => Month(start.With(DateAdjusters.StartOfMonth).PlusMonths(n), start.Day).Where(InMonth),
            _ => Year(start, start.Year + n),
        };
    }

    private IEnumerable<LocalDate> Week(LocalDate start, int weeks)
    {
        var first = start.PlusDays(-(((int)start.DayOfWeek - (int)WeekStart + 7) % 7)).PlusWeeks(weeks);
        var days = ByDay.Count == 0 ? [start.DayOfWeek] : ByDay.Select(d => d.Day).ToHashSet();
        return Enumerable.Range(0, 7).Select(first.PlusDays).Where(d => days.Contains(d.DayOfWeek));
    }

    private IEnumerable<LocalDate> Month(LocalDate first, int defaultDay)
    {
        var length = first.Calendar.GetDaysInMonth(first.Year, first.Month);
        if (ByMonthDay.Count > 0)
        {
            return ByMonthDay
                .Select(d => d > 0 ? d : length + 1 + d)
                .Where(d => d >= 1 && d <= length)
                .Select(d => first.PlusDays(d - 1))
                .Where(OnWeekday);
        }

        if (ByDay.Count > 0)
        {
            return Weekdays(first, first.PlusDays(length - 1));
        }

        return defaultDay <= length ? [first.PlusDays(defaultDay - 1)] : [];
    }

    private IEnumerable<LocalDate> Year(LocalDate start, int year)
    {
        if (ByMonth.Count == 0 && ByMonthDay.Count == 0 && ByDay.Count > 0)
        {
            return Weekdays(new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));
        }

        var months = ByMonth.Count > 0 ? ByMonth : ByMonthDay.Count > 0 ? Enumerable.Range(1, 12) : [start.Month];
        return months.SelectMany(m => Month(new LocalDate(year, m, 1), start.Day));
    }

    private IEnumerable<LocalDate> Weekdays(LocalDate first, LocalDate last)
    {
        foreach (var (ordinal, day) in ByDay)
        {
            var all = new List<LocalDate>();
            for (var date = first.PlusDays((((int)day - (int)first.DayOfWeek) + 7) % 7); date <= last; date = date.PlusDays(7))
            {
                all.Add(date);
            }

            var index = ordinal > 0 ? ordinal - 1 : all.Count + ordinal;
            foreach (var date in ordinal == 0 ? all : index >= 0 && index < all.Count ? [all[index]] : [])
            {
                yield return date;
            }
        }
    }

    private List<LocalDate> AtPositions(List<LocalDate> dates) => BySetPosition.Count == 0
        ? dates
        : [.. BySetPosition.Select(p => p > 0 ? p - 1 : dates.Count + p).Where(i => i >= 0 && i < dates.Count).Distinct().Order().Select(i => dates[i])];

    private bool InMonth(LocalDate date) => ByMonth.Count == 0 || ByMonth.Contains(date.Month);

    private bool OnWeekday(LocalDate date) => ByDay.Count == 0 || ByDay.Any(d => d.Day == date.DayOfWeek);

    private bool OnMonthDay(LocalDate date)
    {
        var length = date.Calendar.GetDaysInMonth(date.Year, date.Month);
        return ByMonthDay.Count == 0 || ByMonthDay.Contains(date.Day) || ByMonthDay.Contains(date.Day - length - 1);
    }

    private static RecurrenceRule? With(RecurrenceRule rule, string name, string value)
    {
        switch (name)
        {
            case "FREQ":
                return rule with { Frequency = value };
            case "INTERVAL":
                return Number(value) is { } interval ? rule with { Interval = interval } : null;
            case "COUNT":
                return Number(value) is { } count ? rule with { Count = count } : null;
            case "UNTIL":
                return WithUntil(rule, value);
            case "WKST":
                return Day(value) is { } start ? rule with { WeekStart = start } : null;
            case "BYDAY":
                return Days(value) is { } days ? rule with { ByDay = days } : null;
            case "BYMONTHDAY":
                return Numbers(value) is { } monthDays ? rule with { ByMonthDay = monthDays } : null;
            case "BYMONTH":
                return Numbers(value) is { } months && months.All(m => m is >= 1 and <= 12) ? rule with { ByMonth = months } : null;
            case "BYSETPOS":
                return Numbers(value) is { } positions ? rule with { BySetPosition = positions } : null;
            default:
                return null;
        }
    }

    private static RecurrenceRule? WithUntil(RecurrenceRule rule, string value)
    {
        if (LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(value) is { Success: true, Value: var date })
        {
            return rule with { UntilDate = date };
        }

        var pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
        return pattern.Parse(value.TrimEnd('Z')) is { Success: true, Value: var moment }
            ? rule with { UntilInstant = moment.InUtc().ToInstant() }
            : null;
    }

    private static List<(int Ordinal, IsoDayOfWeek Day)>? Days(string value)
    {
        var days = new List<(int, IsoDayOfWeek)>();
        foreach (var part in value.Split(','))
        {
            var ordinal = part.Length > 2 ? Number(part[..^2]) : 0;
            if (part.Length < 2 || ordinal is null || Day(part[^2..]) is not { } day)
            {
                return null;
            }

            days.Add((ordinal.Value, day));
        }

        return days;
    }

    private static IsoDayOfWeek? Day(string code) => code switch
    {
        "MO" => IsoDayOfWeek.Monday,
        "TU" => IsoDayOfWeek.Tuesday,
        "WE" => IsoDayOfWeek.Wednesday,
        "TH" => IsoDayOfWeek.Thursday,
        "FR" => IsoDayOfWeek.Friday,
        "SA" => IsoDayOfWeek.Saturday,
        "SU" => IsoDayOfWeek.Sunday,
        _ => null,
    };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static List<int>? Numbers(string text)
    {
        var numbers = text.Split(',').Select(Number).ToList();
        return numbers.Contains(null) ? null : [.. numbers.Select(n => n!.Value)];
    }
}
