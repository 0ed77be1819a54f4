using App.Domain.Time;
using App.Infrastructure.Bookings;
using NodaTime;
using NodaTime.Text;

namespace App.Bookings;

/// <summary>A time as it is typed: day, time and length, in the zone of who types.</summary>
public sealed class TimeInput
{
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public string? Day { get; set; }

    public string? Start { get; set; }

    public int Minutes { get; set; } = 30;

    public bool OutsideRules { get; set; }

    public static TimeInput Of(Instant start, Instant end, DateTimeZone zone)
    {
        var local = start.InZone(zone).LocalDateTime;
        return new TimeInput { Day = LocalDatePattern.Iso.Format(local.Date), Start = TimePattern.Format(local.TimeOfDay), Minutes = Math.Max(5, (int)Math.Ceiling((end - start).TotalMinutes)) };
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
    }

    /// <summary>The day it is on, from its first moment to that of the next.</summary>
    public (Instant From, Instant To) WholeDay(DateTimeZone zone)
    {
        var day = LocalDatePattern.Iso.Parse(Day ?? "") is { Success: true } parsed ? parsed.Value : new LocalDate(1970, 1, 1);
        return (Clock.StartOfDay(day, zone), Clock.StartOfDay(day.PlusDays(1), zone));
    }

    /// <summary>What is not a time is a moment long past: the use case then names the field.</summary>
    public BookingTime Read(DateTimeZone zone)
    {
        var (day, time) = (LocalDatePattern.Iso.Parse(Day ?? ""), TimePattern.Parse((Start ?? "").Length > 5 ? Start![..5] : Start ?? ""));
        var start = day.Success && time.Success ? Clock.At(day.Value + time.Value, zone) : Instant.FromUnixTimeTicks(0);
        return new BookingTime(start, start + Duration.FromMinutes(Minutes), zone.Id, OutsideRules);
    }
}
