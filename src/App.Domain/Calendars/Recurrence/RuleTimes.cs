using App.Domain.Calendars.ICalendar;
using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>The local times of a rule alone: no zone, and DTSTART only where the rule matches it. What an event does with its rule is <see cref="Series"/>.</summary>
public static class RuleTimes
{
    /// <summary>The first times that are not before <paramref name="start"/> nor after <paramref name="last"/>, at most <paramref name="most"/>.</summary>
    public static Result<IReadOnlyList<LocalDateTime>> Of(RecurrenceRule rule, LocalDateTime start, LocalDateTime last, bool wholeDays, int most, ExpansionLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var budget = new StepBudget((limits ?? ExpansionLimits.Default).MostSteps);
        var times = Seconds(rule, TimeText.ToSeconds(start), wholeDays, TimeText.ToSeconds(last), most, budget);
        return budget.IsSpent
            ? new Failure.Rejected("recurrence_too_long", "The recurrence rule takes too many steps.")
            : times.ConvertAll(TimeText.ToLocal);
    }

    internal static List<long> Seconds(RecurrenceRule rule, long start, bool wholeDays, long last, int most, StepBudget budget)
    {
        var walker = RuleWalker.Open(rule, start, wholeDays, budget);
        var until = Math.Min(last, rule.Until?.LastSecond ?? long.MaxValue);
        var left = Math.Min(most, rule.Count ?? int.MaxValue);
        var times = new List<long>();
        Span<long> batch = stackalloc long[64];
        while (left > 0 && walker.Fill(batch[..Math.Min(left, batch.Length)], until) is > 0 and var count)
        {
            times.AddRange(batch[..count]);
            left -= count;
        }

        return times;
    }

    internal static bool Match(RecurrenceRule rule, long start, bool wholeDays, StepBudget budget) => Seconds(rule, start, wholeDays, start, 1, budget).Count == 1;
}
