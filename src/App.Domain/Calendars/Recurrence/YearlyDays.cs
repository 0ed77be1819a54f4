using System.Numerics;

namespace App.Domain.Calendars.Recurrence;

/// <summary>Every so many years; rules with week numbers are <see cref="NumberedWeekDays"/>.</summary>
internal sealed class YearlyDays : DayPeriods
{
    private readonly RecurrenceRule _rule;
    private readonly MonthDays _days;
    private readonly uint _months;
    private long _year;

    public YearlyDays(RecurrenceRule rule, int startDay, StepBudget budget)
        : base(budget)
    {
        var (year, month, _) = DayNumber.ToDate(startDay);
        (_rule, _days, _year) = (rule, new MonthDays(rule, startDay), year);
        _months = rule.ByMonth != 0 ? rule.ByMonth : rule.HasByDay || rule.ByYearDay is not null ? 0x1FFEu : 1u << month;
    }

    public override int MostDays => 366;

    protected override int PeriodStart => _year > DayNumber.LastYear ? DayNumber.Last + 1 : DayNumber.Of((int)_year, 1, 1);

    protected override int PeriodsInCycle => 400;

    public override void Seek(int day) => _year = AtOrAfter(_year, _rule.Interval, DayNumber.ToDate(day).Year);

    protected override int Take(Span<int> days)
    {
        var count = 0;
        for (var months = _months; months != 0; months &= months - 1)
        {
            var month = BitOperations.TrailingZeroCount(months);
            count += Unpack(_days.Of((int)_year, month), DayNumber.Of((int)_year, month, 1) - 1, days[count..]);
        }

        _year += _rule.Interval;
        return count;
    }
}
