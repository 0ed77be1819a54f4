namespace App.Domain.Calendars.Recurrence;

/// <summary>Every so many months.</summary>
internal sealed class MonthlyDays : DayPeriods
{
    private readonly RecurrenceRule _rule;
    private readonly MonthDays _days;
    private long _month;

    public MonthlyDays(RecurrenceRule rule, int startDay, StepBudget budget)
        : base(budget) => (_rule, _days, _month) = (rule, new MonthDays(rule, startDay), MonthOf(startDay));

    public override int MostDays => 31;

    protected override int PeriodStart => _month / 12 > DayNumber.LastYear ? DayNumber.Last + 1 : DayNumber.Of((int)(_month / 12), (int)(_month % 12) + 1, 1);

    protected override int PeriodsInCycle => 400 * 12;

    public override void Seek(int day) => _month = AtOrAfter(_month, _rule.Interval, MonthOf(day));

    protected override int Take(Span<int> days)
    {
        var (year, month) = ((int)(_month / 12), (int)(_month % 12) + 1);
        _month += _rule.Interval;
        var isMeant = _rule.ByMonth == 0 || (_rule.ByMonth >> month & 1) != 0;
        return isMeant ? Unpack(_days.Of(year, month), DayNumber.Of(year, month, 1) - 1, days) : 0;
    }

    private static long MonthOf(int day)
    {
        var (year, month, _) = DayNumber.ToDate(day);
        return (year * 12L) + month - 1;
    }
}
