namespace App.Domain.Calendars.Recurrence;

/// <summary>How much looking one expansion may still do. A step is one period looked at; finding nothing costs as much as finding something.</summary>
internal sealed class StepBudget(long steps)
{
    private long _left = steps;

    public bool IsSpent => _left < 0;

    public bool TrySpend(long steps = 1)
    {
        _left -= steps;
        return _left >= 0;
    }
}
