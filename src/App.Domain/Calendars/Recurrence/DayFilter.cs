namespace App.Domain.Calendars.Recurrence;

/// <summary>The parts of a rule that say of a single day whether it is meant ("Limit" in the table of RFC 5545 §3.3.10).</summary>
internal sealed class DayFilter
{
    private readonly int _weekdays;
    private readonly int _weekStart;
    private readonly uint _months;
    private readonly SignedNumbers? _monthDays;
    private readonly SignedNumbers? _yearDays;
    private readonly SignedNumbers? _weekNumbers;
    private readonly bool _readsDate;

    private DayFilter(RecurrenceRule rule, int weekdays, SignedNumbers? weekNumbers)
    {
        (_weekdays, _weekStart, _weekNumbers) = (weekdays, rule.FirstWeekday, weekNumbers);
        (_months, _monthDays, _yearDays) = (rule.ByMonth == 0 ? ~0u : rule.ByMonth, rule.ByMonthDay, rule.ByYearDay);
        _readsDate = rule.ByMonth != 0 || _monthDays is not null || _yearDays is not null || _weekNumbers is not null;
    }

    /// <summary>For rules that take each day by itself: DAILY and shorter. Null where every day passes.</summary>
    public static DayFilter? OfDays(RecurrenceRule rule) =>
        Needed(new DayFilter(rule, rule.HasByDay ? rule.AnyWeekday : RecurrenceRule.AllWeekdays, rule.ByWeekNumber));

    /// <summary>For WEEKLY rules, whose weekdays are chosen already. Null where every day passes.</summary>
    public static DayFilter? OfWeeks(RecurrenceRule rule) => Needed(new DayFilter(rule, RecurrenceRule.AllWeekdays, rule.ByWeekNumber));

    /// <summary>For YEARLY rules by week number, whose weeks and weekdays are chosen already. Null where every day passes.</summary>
    public static DayFilter? OfNumberedWeeks(RecurrenceRule rule) => Needed(new DayFilter(rule, RecurrenceRule.AllWeekdays, weekNumbers: null));

    public bool Passes(int day) => (_weekdays >> DayNumber.WeekdayOf(day) & 1) != 0 && (!_readsDate || DatePasses(day));

    private static DayFilter? Needed(DayFilter filter) => filter._readsDate || filter._weekdays != RecurrenceRule.AllWeekdays ? filter : null;

    private bool DatePasses(int day)
    {
        var (year, month, date) = DayNumber.ToDate(day);
        return (_months >> month & 1) != 0
            && (_monthDays is null || _monthDays.Contains(date, DayNumber.DaysInMonth(year, month)))
            && (_yearDays is null || _yearDays.Contains(day - DayNumber.Of(year, 1, 1) + 1, DayNumber.DaysInYear(year)))
            && (_weekNumbers is null || WeekPasses(_weekNumbers, day, _weekStart));
    }

    public static bool WeekPasses(SignedNumbers numbers, int day, int weekStart)
    {
        var year = DayNumber.WeekYearOf(day, weekStart);
        var start = DayNumber.StartOfWeekYear(year, weekStart);
        return numbers.Contains(((day - start) / 7) + 1, (DayNumber.StartOfWeekYear(year + 1, weekStart) - start) / 7);
    }
}
