using System.Globalization;
using App.Domain.Availability;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace App.Availability;

/// <summary>A day of the week as it is typed.</summary>
public sealed class WorkingDay(IsoDayOfWeek day)
{
    public IsoDayOfWeek Day { get; } = day;

    public List<TypedTime> Times { get; private set; } = [];

    public string Name => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(Day.ToDayOfWeek());

    /// <summary>What is wrong with what is typed; null: nothing.</summary>
    public string? Wrong
    {
        get
        {
            var times = Times.Select(t => t.ToTime(Day)).ToList();
            return times.Contains(null) ? "Fill in both times."
                : times.Any(t => t!.Value.End <= t.Value.Start && !t.Value.EndsAtMidnight) ? "Each must end after it begins."
                : WorkingHours.Of(times.Select(t => t!.Value)).IsOk ? null : "They must not overlap.";
        }
    }

    /// <summary>The days in the order of a week that begins on <paramref name="first"/>.</summary>
    public static List<WorkingDay> WeekOf(WorkingHours hours, DayOfWeek first)
    {
        var start = (int)first.ToIsoDayOfWeek();
        var week = Enumerable.Range(0, 7).Select(i => new WorkingDay((IsoDayOfWeek)(((start - 1 + i) % 7) + 1))).ToList();
        week.ForEach(d => d.Times = [.. hours.Times.Where(t => t.Day == d.Day).Select(t => new TypedTime(t))]);
        return week;
    }

    public IEnumerable<WorkingTime> ToTimes() => Times.Select(t => t.ToTime(Day)).OfType<WorkingTime>();

    public bool SameAs(WorkingDay other) => Times.Select(t => (t.Start, t.End)).SequenceEqual(other.Times.Select(t => (t.Start, t.End)));

    public void TakeFrom(WorkingDay other) => Times = [.. other.Times.Select(t => new TypedTime { Start = t.Start, End = t.End })];

    /// <summary>One more: the usual day, or an hour after the last.</summary>
    public void Add()
    {
        var last = Times.Count == 0 ? null : Times[^1].ToTime(Day);
        Times.Add(last is not { } time ? new TypedTime { Start = "09:00", End = "17:00" }
            : time.EndsAtMidnight || time.End.Hour >= 22 ? new TypedTime()
            : new TypedTime { Start = TypedTime.Write(time.End.PlusHours(1)), End = TypedTime.Write(time.End.PlusHours(Math.Min(2, 24 - time.End.Hour))) });
    }
}

/// <summary>A stretch of a day as the browser writes it: <c>09:00</c>, or empty.</summary>
public sealed class TypedTime
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public TypedTime()
    {
    }

    public TypedTime(WorkingTime time) => (Start, End) = (Write(time.Start), Write(time.End));

    public string? Start { get; set; }

    public string? End { get; set; }

    public static string Write(LocalTime time) => Pattern.Format(time);

    public WorkingTime? ToTime(IsoDayOfWeek day) => Read(Start) is { } start && Read(End) is { } end ? new WorkingTime(day, start, end) : null;

    public static LocalTime? Read(string? text) => text is { Length: >= 5 } && Pattern.Parse(text[..5]) is { Success: true } parsed ? parsed.Value : null;
}
