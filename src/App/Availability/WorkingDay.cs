using System.Globalization;
using System.Text.RegularExpressions;
using App.Domain.Availability;
using App.Ui;
using NodaTime;
using NodaTime.Extensions;

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
            return times.Contains(null) ? "Write both times, such as 09:00 and 17:30."
                : times.Any(t => t!.Value.End <= t.Value.Start && !t.Value.EndsAtMidnight) ? "Each must end after it begins."
                : WorkingHours.Of(times.Select(t => t!.Value)).IsOk ? null : "They must not overlap.";
        }
    }

    /// <summary>The days in the order of her week.</summary>
    public static List<WorkingDay> WeekOf(WorkingHours hours, Viewer viewer)
    {
        var start = (int)viewer.FirstDayOfWeek.ToIsoDayOfWeek();
        var week = Enumerable.Range(0, 7).Select(i => new WorkingDay((IsoDayOfWeek)(((start - 1 + i) % 7) + 1))).ToList();
        week.ForEach(d => d.Times = [.. hours.Times.Where(t => t.Day == d.Day).Select(t => TypedTime.Of(t, viewer))]);
        return week;
    }

    public IEnumerable<WorkingTime> ToTimes() => Times.Select(t => t.ToTime(Day)).OfType<WorkingTime>();

    public bool SameAs(WorkingDay other) => Times.Select(t => (t.Start, t.End)).SequenceEqual(other.Times.Select(t => (t.Start, t.End)));

    public void TakeFrom(WorkingDay other) => Times = [.. other.Times.Select(t => new TypedTime { Start = t.Start, End = t.End })];

    /// <summary>One more: the usual day, or some time after the last.</summary>
    public void Add(Viewer viewer)
    {
        var last = Times.Count == 0 ? null : Times[^1].ToTime(Day);
        var next = Times.Count == 0 ? new WorkingTime(Day, new LocalTime(9, 0), new LocalTime(17, 0))
            : last is { EndsAtMidnight: false, End: { Hour: < 22 } end } ? new WorkingTime(Day, end.PlusHours(1), end.PlusHours(2))
            : (WorkingTime?)null;
        Times.Add(next is { } time ? TypedTime.Of(time, viewer) : new TypedTime());
    }
}

/// <summary>A stretch of a day as it is typed.</summary>
public sealed partial class TypedTime
{
    public string? Start { get; set; }

    public string? End { get; set; }

    public static TypedTime Of(WorkingTime time, Viewer viewer) => new() { Start = viewer.Time(time.Start), End = time.EndsAtMidnight && viewer.Uses24Hours ? "24:00" : viewer.Time(time.End) };

    /// <summary>Reads what people type: <c>9</c>, <c>9:30</c>, <c>0930</c>, <c>5 pm</c>; midnight may be <c>24:00</c>.</summary>
    public static LocalTime? Read(string? text)
    {
        if (Typed().Match(text ?? "") is not { Success: true } typed)
        {
            return null;
        }

        var (hour, minute) = (int.Parse(typed.Groups["h"].Value, CultureInfo.InvariantCulture), typed.Groups["m"] is { Success: true } m ? int.Parse(m.Value, CultureInfo.InvariantCulture) : 0);
        if (typed.Groups["half"] is { Success: true } half)
        {
            hour = hour is >= 1 and <= 12 ? (hour % 12) + (half.Value is "p" or "P" ? 12 : 0) : int.MaxValue;
        }

        return hour == 24 && minute == 0 ? LocalTime.Midnight : hour < 24 && minute < 60 ? new LocalTime(hour, minute) : null;
    }

    public WorkingTime? ToTime(IsoDayOfWeek day) => Read(Start) is { } start && Read(End) is { } end ? new WorkingTime(day, start, end) : null;

    [GeneratedRegex(@"^\s*(?<h>\d{1,2})(?:[:.h]?(?<m>\d{2}))?\s*(?:(?<half>[ap])\.?m?\.?)?\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Typed();
}
