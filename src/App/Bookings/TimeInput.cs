using App.Domain.Time;
using App.Infrastructure.Bookings;
using NodaTime;
using NodaTime.Text;

namespace App.Bookings;

/// <summary>A time as it is typed: day, time and length, in the zone of who types.</summary>
public sealed class TimeInput
{
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>A moment that was taken over, and how it is written: the hour that an overlap repeats is written like the one before.</summary>
    private (Instant At, string? Day, string? Start)? _taken;

    public string? Day { get; set; }

    public string? Start { get; set; }

    public int Minutes { get; set; } = 30;

    public bool OutsideRules { get; set; }

    private LocalDate? TypedDay => LocalDatePattern.Iso.Parse(Day ?? "") is { Success: true, Value: var day } && Clock.IsYear(day.Year) ? day : null;

    public static TimeInput Of(Instant start, Instant end, DateTimeZone zone)
    {
        var input = new TimeInput { Minutes = Math.Max(5, (int)Math.Ceiling((end - start).TotalMinutes)) };
        input.Begin(start, zone);
        return input;
    }

    /// <summary>The next full hour of a working day.</summary>
    public static TimeInput Soon(Instant now, DateTimeZone zone)
    {
        var local = now.InZone(zone).LocalDateTime;
        var start = local.Hour is >= 8 and < 16 ? local.Date.At(new LocalTime(local.Hour + 1, 0)) : local.Date.PlusDays(local.Hour < 8 ? 0 : 1).At(new LocalTime(9, 0));
        while (start.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
        {
            start = start.PlusDays(1);
        }

        var at = Clock.At(start, zone);
        return Of(at, at + Duration.FromMinutes(30), zone);
    }

    /// <summary>Takes a start over.</summary>
    public void Begin(Instant start, DateTimeZone zone)
    {
        var local = start.InZone(zone).LocalDateTime;
        (Day, Start) = (LocalDatePattern.Iso.Format(local.Date), TimePattern.Format(local.TimeOfDay));
        _taken = (start, Day, Start);
    }

    /// <summary>The day it is on, from its first moment to that of the next.</summary>
    public (Instant From, Instant To) WholeDay(DateTimeZone zone)
    {
        var day = TypedDay ?? new LocalDate(1970, 1, 1);
        return (Clock.StartOfDay(day, zone), Clock.StartOfDay(day.PlusDays(1), zone));
    }

    /// <summary>What was taken over and is untouched is that moment. What is not a time is one long past: the use case then names the field.</summary>
    public BookingTime Read(DateTimeZone zone)
    {
        var start = _taken is { } taken && (taken.Day, taken.Start) == (Day, Start) ? taken.At : Typed(zone);
        return new BookingTime(start, start + Duration.FromMinutes(Minutes), zone.Id, OutsideRules);
    }

    private Instant Typed(DateTimeZone zone)
    {
        var time = TimePattern.Parse((Start ?? "").Length > 5 ? Start![..5] : Start ?? "");
        return TypedDay is { } day && time.Success ? Clock.At(day + time.Value, zone) : Instant.FromUnixTimeTicks(0);
    }
}
