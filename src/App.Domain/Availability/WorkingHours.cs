using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace App.Domain.Availability;

/// <summary>A stretch of a working day; <paramref name="End"/> is exclusive, and midnight there means the end of the day.</summary>
public readonly record struct WorkingTime(IsoDayOfWeek Day, LocalTime Start, LocalTime End)
{
    public bool EndsAtMidnight => End == LocalTime.Midnight;
}

/// <summary>
/// A week of working hours in local time. Written as <c>1 09:00-12:30 1 13:00-17:00 2 …</c>: ISO day of the week (Monday is 1), start, end.
/// </summary>
public sealed record WorkingHours
{
    public const int MostTimes = 50;

    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private WorkingHours(IReadOnlyList<WorkingTime> times) => Times = times;

    /// <summary>Monday to Friday, 09:00 to 17:00.</summary>
    public static WorkingHours Usual { get; } = new([.. Enumerable.Range(1, 5).Select(day => new WorkingTime((IsoDayOfWeek)day, new LocalTime(9, 0), new LocalTime(17, 0)))]);

    /// <summary>In the order of the week; no two overlap.</summary>
    public IReadOnlyList<WorkingTime> Times { get; }

    /// <summary>Checks and orders; none at all means never.</summary>
    public static Result<WorkingHours> Of(IEnumerable<WorkingTime> times)
    {
        List<WorkingTime> ordered = [.. times.OrderBy(t => t.Day).ThenBy(t => t.Start)];
        if (ordered.Count > MostTimes || ordered.Exists(t => t.Day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday || (t.End <= t.Start && !t.EndsAtMidnight)))
        {
            return new Failure.Invalid("workingHours", $"Must be at most {MostTimes} stretches of a day, each ending after it begins.");
        }

        return ordered.Zip(ordered.Skip(1)).Any(p => p.First.Day == p.Second.Day && (p.First.EndsAtMidnight || p.Second.Start < p.First.End))
            ? new Failure.Invalid("workingHours", "Must not overlap on one day.")
            : new WorkingHours(ordered);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static WorkingHours Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new WorkingHours([.. words.Chunk(2).Select(pair =>
        {
            var times = pair[1].Split('-');
            return new WorkingTime((IsoDayOfWeek)int.Parse(pair[0], CultureInfo.InvariantCulture), Pattern.Parse(times[0]).Value, Pattern.Parse(times[1]).Value);
        })]);
    }

    public bool Equals(WorkingHours? other) => other is not null && Times.SequenceEqual(other.Times);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(' ', Times.Select(t => $"{((int)t.Day).ToString(CultureInfo.InvariantCulture)} {Pattern.Format(t.Start)}-{Pattern.Format(t.End)}"));
}
