using App.Domain.Availability;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Availability;

/// <summary>Hosts whose time is full of edges: odd zones, clocks that change, buffers, things that touch, overlap or last no time.</summary>
internal sealed class RandomHosts(SeededNumbers numbers)
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham", "America/Santiago", "Etc/UTC"];

    /// <summary>Days of 2026 on which the clocks of one of them change, and others.</summary>
    private static readonly LocalDate[] Days = [new(2026, 3, 29), new(2026, 10, 25), new(2026, 3, 8), new(2026, 11, 1), new(2026, 4, 5), new(2026, 10, 4), new(2026, 2, 15), new(2026, 3, 22), new(2026, 6, 17), new(2026, 9, 6)];

    public Window Range { get; } = RangeOf(numbers);

    public SlotGrid Grid => new(Range, Duration.FromMinutes(5 * numbers.Between(1, 24)), Duration.FromMinutes(5 * numbers.Between(1, 12)), Range.Start - Duration.FromMinutes(5 * numbers.Next(100)));

    public HostTime Next()
    {
        var now = numbers.OneIn(3) ? Range.Start + Duration.FromMinutes(numbers.Next(2000)) : numbers.OneIn(10) ? Range.End - Duration.FromDays(401) : Range.Start - Duration.FromDays(3);
        return new HostTime { MemberId = Guid.Empty, Now = now, Rules = Rules(), Busy = [.. Enumerable.Range(0, numbers.Next(25)).Select(_ => Span())], Sources = [.. Enumerable.Range(0, numbers.Next(3)).Select(_ => Source())] };
    }

    private static Window RangeOf(SeededNumbers numbers)
    {
        var start = numbers.Of(Days).AtMidnight().InUtc().ToInstant() - Duration.FromMinutes(numbers.Next(1440));
        return new Window(start, start + Duration.FromMinutes(numbers.Between(30, 2 * 1440)));
    }

    private HostRules Rules() => new(
        DateTimeZoneProviders.Tzdb[numbers.Of(Zones)],
        numbers.OneIn(4) ? Always() : Hours(),
        Duration.FromMinutes(numbers.OneIn(2) ? 0 : numbers.Next(61)),
        Duration.FromMinutes(numbers.OneIn(2) ? 0 : numbers.Next(61)),
        Duration.FromMinutes(numbers.OneIn(2) ? 0 : numbers.Next(600)));

    private static WorkingHours Always() => WorkingHours.Of(Enumerable.Range(1, 7).Select(d => new WorkingTime((IsoDayOfWeek)d, LocalTime.Midnight, LocalTime.Midnight))).Value;

    private WorkingHours Hours()
    {
        var times = new List<WorkingTime>();
        for (var day = 1; day <= 7; day++)
        {
            for (var minute = numbers.Next(300); minute < 1400 && !numbers.OneIn(8);)
            {
                var end = Math.Min(minute + numbers.Between(1, 500), 1440);
                times.Add(new WorkingTime((IsoDayOfWeek)day, At(minute), At(end)));
                minute = end + numbers.Next(120);
            }
        }

        return WorkingHours.Of(times).Value;
    }

    private static LocalTime At(int minute) => new(minute / 60 % 24, minute % 60);

    private BusySpan Span()
    {
        var start = Range.Start + Duration.FromMinutes(numbers.Between(-200, (int)(Range.End - Range.Start).TotalMinutes + 200));
        return new BusySpan(start, start + Duration.FromMinutes(numbers.OneIn(8) ? 0 : numbers.Between(1, 240)), numbers.Of([ReasonKind.Event, ReasonKind.Block, ReasonKind.Booking]), Guid.CreateVersion7());
    }

    private Source Source() => new(Guid.CreateVersion7(), Guid.Empty, "Work", null, numbers.OneIn(5) ? "It is not known." : null);
}
