using System.Numerics;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// The days a rule means, period by period. What no period of 400 years has will not come: the calendar repeats, so a rule that never matches ends there.
/// </summary>
internal abstract class DayPeriods(StepBudget budget)
{
    /// <summary>The most days that one call of <see cref="Next"/> gives.</summary>
    public abstract int MostDays { get; }

    /// <summary>First day of the period under the cursor.</summary>
    protected abstract int PeriodStart { get; }

    /// <summary>How many periods there are until the pattern repeats, whatever the interval.</summary>
    protected abstract int PeriodsInCycle { get; }

    /// <summary>Moves forward to the period that has <paramref name="day"/> in it, or to the one after it.</summary>
    public abstract void Seek(int day);

    /// <summary>The days of the next period that has any, in order; 0 where none begins by <paramref name="last"/>.</summary>
    public int Next(Span<int> days, int last)
    {
        for (var barren = 0; barren <= PeriodsInCycle && PeriodStart <= last && budget.TrySpend(); barren++)
        {
            if (Take(days) is > 0 and var count)
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>The days of the period under the cursor, perhaps none; the cursor moves on.</summary>
    protected abstract int Take(Span<int> days);

    public static DayPeriods Of(RecurrenceRule rule, int startDay, StepBudget budget) => rule.Frequency switch
    {
        Frequency.Weekly => new WeeklyDays(rule, startDay, budget),
        Frequency.Monthly => new MonthlyDays(rule, startDay, budget),
        Frequency.Yearly when rule.ByWeekNumber is { } numbers => new NumberedWeekDays(rule, numbers, startDay, budget),
        Frequency.Yearly => new YearlyDays(rule, startDay, budget),
        _ => new DailyDays(rule.Frequency == Frequency.Daily ? rule.Interval : 1, DayFilter.OfDays(rule), startDay, budget),
    };

    protected static int Unpack(uint bits, int first, Span<int> days)
    {
        var count = 0;
        for (; bits != 0; bits &= bits - 1)
        {
            days[count++] = first + BitOperations.TrailingZeroCount(bits);
        }

        return count;
    }

    /// <summary>The first member of start, start + step, … that is not below <paramref name="value"/>.</summary>
    protected static long AtOrAfter(long start, long step, long value) => value <= start ? start : start + (DayNumber.CeilingDivide(value - start, step) * step);
}
