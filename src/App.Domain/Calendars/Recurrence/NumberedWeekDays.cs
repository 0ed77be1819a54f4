using System.Numerics;

namespace App.Domain.Calendars.Recurrence;

/// <summary>YEARLY with BYWEEKNO. A year is the one its weeks belong to: week 1 of 2025 with 30 December 2024 in it belongs to 2025.</summary>
internal sealed class NumberedWeekDays : DayPeriods
{
    private readonly SignedNumbers _numbers;
    private readonly int _weekStart;
    private readonly long _interval;
    private readonly uint _places;
    private readonly DayFilter? _filter;
    private long _year;

    public NumberedWeekDays(RecurrenceRule rule, SignedNumbers numbers, int startDay, StepBudget budget)
        : base(budget)
    {
        (_numbers, _weekStart, _interval) = (numbers, rule.FirstWeekday, rule.Interval);
        var others = rule.ByMonthDay is not null || rule.ByYearDay is not null;
        var weekdays = rule.HasByDay ? rule.AnyWeekday : others ? RecurrenceRule.AllWeekdays : 1 << DayNumber.WeekdayOf(startDay);
        _places = WeeklyDays.InWeek(weekdays, _weekStart);
        _filter = DayFilter.OfNumberedWeeks(rule);
        _year = FirstYear(startDay);
    }

    public override int MostDays => 371;

    protected override int PeriodStart => _year > DayNumber.LastYear ? DayNumber.Last + 1 : DayNumber.StartOfWeekYear((int)_year, _weekStart);

    protected override int PeriodsInCycle => 400;

    public override void Seek(int day) => _year = AtOrAfter(_year, _interval, DayNumber.WeekYearOf(day, _weekStart));

    /// <summary>
    /// The year that DTSTART belongs to by its week. Where it lies in January, in the last week of the year before, that year counts only if something of the
    /// rule is left in it.
    /// </summary>
    private long FirstYear(int startDay)
    {
        var year = DayNumber.WeekYearOf(startDay, _weekStart);
        if (year == DayNumber.ToDate(startDay).Year - 1)
        {
            var days = new int[MostDays];
            var count = DaysOf(year, days);
            return count == 0 || days[count - 1] < startDay ? year + 1 : year;
        }

        return year;
    }

    protected override int Take(Span<int> days)
    {
        var count = DaysOf((int)_year, days);
        _year += _interval;
        return count;
    }

    private int DaysOf(int year, Span<int> days)
    {
        var start = DayNumber.StartOfWeekYear(year, _weekStart);
        var weeks = (DayNumber.StartOfWeekYear(year + 1, _weekStart) - start) / 7;
        var count = 0;
        for (var week = 1; week <= weeks; week++)
        {
            if (_numbers.Contains(week, weeks))
            {
                count = TakeWeek(start + ((week - 1) * 7), days, count);
            }
        }

        return count;
    }

    private int TakeWeek(int start, Span<int> days, int count)
    {
        for (var places = _places; places != 0; places &= places - 1)
        {
            var day = start + BitOperations.TrailingZeroCount(places);
            if (_filter is null || _filter.Passes(day))
            {
                days[count++] = day;
            }
        }

        return count;
    }
}
