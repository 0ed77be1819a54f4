namespace App.Domain.Calendars.Recurrence;

/// <summary>Walks the local times of a rule in order, without COUNT, UNTIL and zones. Local times are seconds (see <see cref="DayNumber"/>).</summary>
internal abstract class RuleWalker(StepBudget budget)
{
    protected StepBudget Budget { get; } = budget;

    /// <summary>Moves forward: what comes next is the first time that is not before <paramref name="local"/>.</summary>
    public abstract void Seek(long local);

    /// <summary>The next times, none after <paramref name="last"/>; 0 where there are no more by then. Walking on with a later end is allowed.</summary>
    public abstract int Fill(Span<long> locals, long last);

    /// <summary>Passes over every time before <paramref name="before"/> and says how many they were.</summary>
    public virtual long Pass(long before)
    {
        Span<long> passed = stackalloc long[128];
        var total = 0L;
        while (Fill(passed, before - 1) is > 0 and var count && Budget.TrySpend(count))
        {
            total += count;
        }

        return total;
    }

    /// <summary>Stands on the first time of the rule that is not before its start.</summary>
    public static RuleWalker Open(RecurrenceRule rule, long start, bool wholeDays, StepBudget budget)
    {
        var (day, second) = (DayNumber.FloorDay(start), DayNumber.SecondOfDay(start));
        var walker = (wholeDays ? [0] : DayTimes.Of(rule, second)) switch
        {
            { } times when rule.BySetPosition is { } positions && rule.Frequency > Frequency.Daily =>
                new PositionWalker(DayPeriods.Of(rule, day, budget), times, new SetPositions(positions), budget),
            { } times => new DayWalker(DayPeriods.Of(rule, day, budget), times, budget),
            null => (RuleWalker)new GridWalker(rule, start, budget),
        };
        walker.Seek(start);
        return walker;
    }
}
