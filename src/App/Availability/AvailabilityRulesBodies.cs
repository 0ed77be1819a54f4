using App.Domain;
using App.Domain.Availability;
using App.Infrastructure.Availability;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace App.Availability;

/// <summary>By which rules you can be booked.</summary>
/// <param name="WorkingHours">In the order of the week, which begins on Monday.</param>
/// <param name="TimeZone">IANA id of your zone, in which they are.</param>
/// <param name="BufferBeforeMinutes">Kept free before whatever is booked.</param>
/// <param name="BufferAfterMinutes">Kept free after it.</param>
/// <param name="NoticeMinutes">From now, within which nothing can be booked.</param>
/// <param name="Version">What If-Match asks for; the ETag begins with it. 0: you never changed them.</param>
public sealed record AvailabilityRulesBody(IReadOnlyList<WorkingTimeBody> WorkingHours, string TimeZone, int BufferBeforeMinutes, int BufferAfterMinutes, int NoticeMinutes, long Version)
{
    internal static AvailabilityRulesBody Of(AvailabilityRulesView view) => new([.. view.Hours.Times.Select(WorkingTimeBody.Of)], view.Zone.Id, view.BufferBeforeMinutes, view.BufferAfterMinutes, view.NoticeMinutes, view.Version);
}

/// <summary>What to change; what is left out stays.</summary>
/// <param name="WorkingHours">The whole week; an empty list: never.</param>
/// <param name="BufferBeforeMinutes">From 0 to 240.</param>
/// <param name="BufferAfterMinutes">From 0 to 240.</param>
/// <param name="NoticeMinutes">From 0 to 43200, which is 30 days.</param>
public sealed record AvailabilityRulesChangeBody(IReadOnlyList<WorkingTimeBody>? WorkingHours = null, int? BufferBeforeMinutes = null, int? BufferAfterMinutes = null, int? NoticeMinutes = null)
{
    internal Result<AvailabilityRulesChange> ToChange()
    {
        var times = WorkingHours?.Take(Domain.Availability.WorkingHours.MostTimes + 1).Select(t => t.ToTime()).ToList();
        return times?.Contains(null) == true
            ? new Failure.Invalid("workingHours", "Write times as 09:00, and the end of a day as 24:00.")
            : new AvailabilityRulesChange(times is null ? null : [.. times.Select(t => t!.Value)], BufferBeforeMinutes, BufferAfterMinutes, NoticeMinutes);
    }
}

/// <summary>A stretch of a working day.</summary>
/// <param name="Day">Day of the week.</param>
/// <param name="Start">Such as <c>09:00</c>.</param>
/// <param name="End">Exclusive; <c>24:00</c> is the end of the day.</param>
public sealed record WorkingTimeBody(DayOfWeek Day, string Start, string End)
{
    private const string EndOfDay = "24:00";

    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    internal static WorkingTimeBody Of(WorkingTime time) => new(time.Day.ToDayOfWeek(), Pattern.Format(time.Start), time.EndsAtMidnight ? EndOfDay : Pattern.Format(time.End));

    internal WorkingTime? ToTime() => Pattern.Parse(Start) is { Success: true } start && Pattern.Parse(End == EndOfDay ? "00:00" : End) is { Success: true } end ? new WorkingTime(Day.ToIsoDayOfWeek(), start.Value, end.Value) : null;
}
