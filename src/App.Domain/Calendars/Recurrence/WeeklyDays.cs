using System.Numerics;

namespace App.Domain.Calendars.Recurrence;

/// <summary>Every so many weeks, which begin on WKST.</summary>
internal sealed class WeeklyDays : DayPeriods
{
    private readonly long _step;
    private readonly uint _places;
    private readonly DayFilter? _filter;
    private long _week;

    public WeeklyDays(RecurrenceRule rule, int startDay, StepBudget budget)
        : base(budget)
    {
        var weekday = DayNumber.WeekdayOf(startDay);
        _step = rule.Interval * 7;
        _week = startDay - ((weekday - rule.FirstWeekday + 7) % 7);
        _places = InWeek(rule.HasByDay ? rule.AnyWeekday : rule.NamesDays ? RecurrenceRule.AllWeekdays : 1 << weekday, rule.FirstWeekday);
        _filter = DayFilter.OfWeeks(rule);
    }

    public override int MostDays => 7;

    protected override int PeriodStart => (int)Math.Min(_week, DayNumber.Last + 1L);

    protected override int PeriodsInCycle => DayNumber.Cycle / 7;

    public override void Seek(int day) => _week = AtOrAfter(_week, _step, day - 6L);

    /// <summary>Weekdays as places in a week that begins on <paramref name="weekStart"/>.</summary>
    public static uint InWeek(int weekdays, int weekStart) => (uint)(weekdays >> weekStart | weekdays << (7 - weekStart)) & RecurrenceRule.AllWeekdays;

    protected override int Take(Span<int> days)
    {
        var count = 0;
        for (var places = _places; places != 0; places &= places - 1)
        {
            var day = (int)_week + BitOperations.TrailingZeroCount(places);
            if (_filter is null || _filter.Passes(day))
            {
                days[count++] = day;
            }
        }

        _week += _step;
        return count;
    }
}
