namespace App.Domain.Calendars.Recurrence;

/// <summary>What one reading of a series may cost, whoever wrote it.</summary>
public sealed record ExpansionLimits
{
    public static readonly ExpansionLimits Default = new();

    /// <summary>
    /// How many periods (days, weeks … seconds) may be looked at in vain, or counted for COUNT before the window. Default 500,000, which takes some
    /// milliseconds. A series that needs more fails; it is not cut short.
    /// </summary>
    public long MostSteps { get; init; } = 500_000;

    /// <summary>How many RANGE=THISANDFUTURE a series may have; each makes the rule be walked once more. Default 64.</summary>
    public int MostRanges { get; init; } = 64;

    /// <summary>How many occurrences <see cref="Series.List"/> gives at most. Default 100,000.</summary>
    public int MostListed { get; init; } = 100_000;
}
