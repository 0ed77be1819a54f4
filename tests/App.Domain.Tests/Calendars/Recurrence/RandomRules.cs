using NodaTime;

namespace App.Domain.Tests.Calendars.Recurrence;

/// <summary>Rules of every form the RFC allows, and some that its table forbids.</summary>
internal static class RandomRules
{
    private static readonly string[] Weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    public static string Days(SeededNumbers random)
    {
        var frequency = random.Of(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
        List<string> parts = [$"FREQ={frequency}"];
        Add(parts, random, 2, () => $"INTERVAL={random.Between(2, 5)}");
        Add(parts, random, 3, () => $"BYMONTH={random.List(4, () => random.Between(1, 12))}");
        Add(parts, random, 3, () => $"BYMONTHDAY={random.List(4, () => Signed(random, 31))}");
        Add(parts, random, frequency == "YEARLY" ? 4 : 12, () => $"BYYEARDAY={random.List(5, () => Signed(random, 366))}");
        Add(parts, random, frequency == "YEARLY" ? 4 : 12, () => $"BYWEEKNO={random.List(4, () => Signed(random, 53))}");
        Add(parts, random, 2, () => $"BYDAY={string.Join(',', Enumerable.Range(0, random.Between(1, 4)).Select(_ => Weekday(random, frequency)))}");
        AddTimes(parts, random, 6);
        Add(parts, random, 4, () => $"BYSETPOS={random.List(3, () => Signed(random, random.OneIn(3) ? 20 : 4))}");
        Add(parts, random, 3, () => $"WKST={random.Of(Weekdays)}");
        return string.Join(';', parts);
    }

    public static string Times(SeededNumbers random)
    {
        var frequency = random.Of(["HOURLY", "MINUTELY", "SECONDLY"]);
        List<string> parts = [$"FREQ={frequency}"];
        Add(parts, random, 2, () => $"INTERVAL={random.Of([2, 3, 5, 7, 15, 25, 30, 61, 90, 100, 3600])}");
        Add(parts, random, 6, () => $"BYDAY={random.Of(Weekdays)},{random.Of(Weekdays)},{random.Of(Weekdays)}");
        Add(parts, random, 10, () => $"BYMONTHDAY={random.List(4, () => Signed(random, 31))}");
        AddTimes(parts, random, 2);
        Add(parts, random, 4, () => $"BYSETPOS={random.List(3, () => Signed(random, 3))}");
        return string.Join(';', parts);
    }

    public static LocalDateTime Start(SeededNumbers random) =>
        new LocalDate(random.Between(1995, 2030), random.Between(1, 12), 1).PlusDays(random.Next(31)).At(new LocalTime(random.Next(24), random.Next(60), random.Next(60)));

    private static void AddTimes(List<string> parts, SeededNumbers random, int oneIn)
    {
        Add(parts, random, oneIn, () => $"BYHOUR={random.List(4, () => random.Next(24))}");
        Add(parts, random, oneIn, () => $"BYMINUTE={random.List(4, () => random.Next(60))}");
        Add(parts, random, oneIn, () => $"BYSECOND={random.List(3, () => random.Next(60))}");
    }

    private static void Add(List<string> parts, SeededNumbers random, int oneIn, Func<string> part)
    {
        if (random.OneIn(oneIn))
        {
            parts.Add(part());
        }
    }

    private static int Signed(SeededNumbers random, int most) => random.Between(1, most) * (random.OneIn(3) ? -1 : 1);

    private static string Weekday(SeededNumbers random, string frequency)
    {
        var ordinal = frequency is "MONTHLY" or "YEARLY" && random.OneIn(2) ? $"{Signed(random, frequency == "MONTHLY" || random.OneIn(2) ? 5 : 53)}" : "";
        return ordinal + random.Of(Weekdays);
    }
}
