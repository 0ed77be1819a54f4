namespace App.Domain.Calendars.Recurrence;

/// <summary>Every so many days. Several days are taken at once.</summary>
internal sealed class DailyDays(long interval, DayFilter? filter, int startDay, StepBudget budget) : DayPeriods(budget)
{
    private long _day = startDay;

    public override int MostDays => 64;

    protected override int PeriodStart => (int)Math.Min(_day, DayNumber.Last + 1L);

    protected override int PeriodsInCycle => (DayNumber.Cycle / MostDays) + 1;

    public override void Seek(int day) => _day = AtOrAfter(_day, interval, day);

    protected override int Take(Span<int> days)
    {
        var count = 0;
        for (var looked = 0; looked < MostDays && _day <= DayNumber.Last; looked++, _day += interval)
        {
            if (filter is null || filter.Passes((int)_day))
            {
                days[count++] = (int)_day;
            }
        }

        return count;
    }
}
