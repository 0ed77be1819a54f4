using System.Numerics;

namespace App.Domain.Calendars.Recurrence;

/// <summary>The times of day of a rule, in seconds since midnight, where they are the same on each of its days.</summary>
internal static class DayTimes
{
    /// <summary>Rules shorter than DAILY with more times than one a minute are walked second by second instead (<see cref="GridWalker"/>).</summary>
    private const int MostOfShortRules = 24 * 60;

    /// <summary>Null where the times differ from day to day, or are too many to list.</summary>
    public static int[]? Of(RecurrenceRule rule, int startSecond)
    {
        if (rule.Frequency >= Frequency.Daily)
        {
            var times = Combine(Hours(rule, startSecond), Minutes(rule, startSecond), Seconds(rule, startSecond));
            return rule is { Frequency: Frequency.Daily, BySetPosition: { } positions } ? new SetPositions(positions).Pick(times) : times;
        }

        return rule.BySetPosition is null ? OfShort(rule, startSecond) : null;
    }

    /// <summary>Offsets inside one period of a rule shorter than DAILY, BYSETPOS applied.</summary>
    public static int[] WithinPeriod(RecurrenceRule rule, int startSecond)
    {
        int[] offsets = rule.Frequency switch
        {
            Frequency.Hourly => Combine(1, Minutes(rule, startSecond), Seconds(rule, startSecond)),
            Frequency.Minutely => Combine(1, 1, Seconds(rule, startSecond)),
            _ => [0],
        };
        return rule.BySetPosition is { } positions ? new SetPositions(positions).Pick(offsets) : offsets;
    }

    /// <summary>Length of a period in seconds, for rules shorter than DAILY.</summary>
    public static int UnitOf(Frequency frequency) => frequency switch { Frequency.Hourly => 3600, Frequency.Minutely => 60, _ => 1 };

    private static int[]? OfShort(RecurrenceRule rule, int startSecond)
    {
        var (hours, minutes, seconds) = (Hours(rule, startSecond), Minutes(rule, startSecond), Seconds(rule, startSecond));
        var count = BitOperations.PopCount(hours) * BitOperations.PopCount(minutes) * BitOperations.PopCount(seconds);
        var unit = DayTimes.UnitOf(rule.Frequency);
        var step = rule.Interval * unit;
        if (count > MostOfShortRules || DayNumber.SecondsPerDay % step != 0)
        {
            return null;
        }

        var times = Combine(hours, minutes, seconds);
        return step == unit ? times : Array.FindAll(times, time => ((time / unit * unit) - (startSecond / unit * unit)) % step == 0);
    }

    private static uint Hours(RecurrenceRule rule, int start) =>
        rule.ByHour != 0 ? rule.ByHour : rule.Frequency < Frequency.Daily ? 0xFF_FFFF : 1u << (start / 3600);

    private static ulong Minutes(RecurrenceRule rule, int start) =>
        rule.ByMinute != 0 ? rule.ByMinute : rule.Frequency < Frequency.Hourly ? (1UL << 60) - 1 : 1UL << (start / 60 % 60);

    private static ulong Seconds(RecurrenceRule rule, int start) =>
        rule.BySecond != 0 ? rule.BySecond : rule.Frequency == Frequency.Secondly ? (1UL << 60) - 1 : 1UL << (start % 60);

    private static int[] Combine(uint hours, ulong minutes, ulong seconds)
    {
        var times = new int[BitOperations.PopCount(hours) * BitOperations.PopCount(minutes) * BitOperations.PopCount(seconds)];
        var count = 0;
        for (; hours != 0; hours &= hours - 1)
        {
            for (var m = minutes; m != 0; m &= m - 1)
            {
                var start = (BitOperations.TrailingZeroCount(hours) * 3600) + (BitOperations.TrailingZeroCount(m) * 60);
                for (var s = seconds; s != 0; s &= s - 1)
                {
                    times[count++] = start + BitOperations.TrailingZeroCount(s);
                }
            }
        }

        return times;
    }
}
