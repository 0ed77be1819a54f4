using App.Domain.Time;
using NodaTime;

namespace App.Domain.Availability;

/// <summary>
/// Lays working hours into time: a moment is worked when the clock on her wall says so. What a gap skips is not worked, and what an overlap repeats is worked twice.
/// </summary>
public static class WorkingStretches
{
    /// <summary>In order, cut to <paramref name="range"/>, none touching the next.</summary>
    public static List<Window> Of(WorkingHours hours, DateTimeZone zone, Window range)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(zone);
        var stretches = new List<Window>();
        if (range.End <= range.Start)
        {
            return stretches;
        }

        foreach (var interval in zone.GetZoneIntervals(range.Start, range.End))
        {
            var from = interval.HasStart ? Instant.Max(interval.Start, range.Start) : range.Start;
            var to = interval.HasEnd ? Instant.Min(interval.End, range.End) : range.End;
            AddDays(stretches, hours, interval.WallOffset, new Window(from, to));
        }

        return stretches;
    }

    private static void AddDays(List<Window> stretches, WorkingHours hours, Offset offset, Window range)
    {
        var last = range.End.WithOffset(offset).Date;
        for (var day = range.Start.WithOffset(offset).Date; day <= last; day = day.PlusDays(1))
        {
            foreach (var time in hours.Times)
            {
                if (time.Day == day.DayOfWeek)
                {
                    var end = time.EndsAtMidnight ? day.PlusDays(1).AtMidnight() : day.At(time.End);
                    Add(stretches, Instant.Max(day.At(time.Start).WithOffset(offset).ToInstant(), range.Start), Instant.Min(end.WithOffset(offset).ToInstant(), range.End));
                }
            }
        }
    }

    private static void Add(List<Window> stretches, Instant start, Instant end)
    {
        if (end <= start)
        {
            return;
        }

        if (stretches.Count > 0 && stretches[^1].End >= start)
        {
            stretches[^1] = stretches[^1] with { End = end };
        }
        else
        {
            stretches.Add(new Window(start, end));
        }
    }
}
