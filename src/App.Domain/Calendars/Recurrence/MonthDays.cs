using System.Numerics;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// Which days of a month a MONTHLY or YEARLY rule means, as bits 1 to 31. One month costs a few operations on words, however many days it has.
/// </summary>
internal sealed class MonthDays
{
    private readonly RecurrenceRule _rule;
    private readonly int _dateOfStart;
    private readonly bool _ordinalsCountInYear;
    private readonly ulong _monthDaysFromEnd;

    public MonthDays(RecurrenceRule rule, int startDay)
    {
        _rule = rule;
        _dateOfStart = DayNumber.ToDate(startDay).Day;
        _ordinalsCountInYear = rule.Frequency == Frequency.Yearly && rule.ByMonth == 0;
        _monthDaysFromEnd = rule.ByMonthDay is { } days ? Reverse(days.FromEnd) : 0;
    }

    public uint Of(int year, int month)
    {
        var length = DayNumber.DaysInMonth(year, month);
        var all = (uint)((1UL << (length + 1)) - 2);
        if (!_rule.NamesDays)
        {
            return all & 1u << _dateOfStart;
        }

        var first = DayNumber.Of(year, month, 1);
        var days = all;
        if (_rule.ByMonthDay is { } monthDays)
        {
            days &= (uint)(monthDays.FromStart | _monthDaysFromEnd >> (31 - length));
        }

        if (_rule.HasByDay)
        {
            days &= OfWeekdays(year, first, length);
        }

        return _rule.ByYearDay is null && _rule.ByWeekNumber is null ? days : Sift(days, year, first);
    }

    /// <summary>Bit n, counted from the end, at the place where it lies in a month of 31 days.</summary>
    private static ulong Reverse(ulong fromEnd)
    {
        var reversed = 0UL;
        for (var n = 1; n <= 31; n++)
        {
            reversed |= (fromEnd >> n & 1) << (32 - n);
        }

        return reversed;
    }

    private uint OfWeekdays(int year, int first, int length)
    {
        var weekday = DayNumber.WeekdayOf(first);
        var days = Repeat(_rule.ByWeekday, weekday);
        foreach (var entry in _rule.Ordinals)
        {
            days |= _ordinalsCountInYear ? PlaceInYear(entry, year, first, length) : 1u << entry.PlaceIn(weekday, length);
        }

        return days;
    }

    /// <summary>The weekdays of a month that begins on <paramref name="first"/>.</summary>
    private static uint Repeat(int weekdays, int first)
    {
        var fromFirst = (uint)(weekdays >> first | weekdays << (7 - first)) & RecurrenceRule.AllWeekdays;
        return (uint)(fromFirst * 0x1020_4081UL) << 1;
    }

    private static uint PlaceInYear(OrdinalWeekday entry, int year, int firstOfMonth, int length)
    {
        var newYear = DayNumber.Of(year, 1, 1);
        var place = entry.PlaceIn(DayNumber.WeekdayOf(newYear), DayNumber.DaysInYear(year));
        var date = newYear + place - firstOfMonth;
        return place > 0 && date >= 1 && date <= length ? 1u << date : 0;
    }

    private uint Sift(uint days, int year, int first)
    {
        var (newYear, ofYear) = (DayNumber.Of(year, 1, 1), DayNumber.DaysInYear(year));
        for (var left = days; left != 0; left &= left - 1)
        {
            var date = BitOperations.TrailingZeroCount(left);
            var day = first + date - 1;
            if (_rule.ByYearDay?.Contains(day - newYear + 1, ofYear) == false
                || (_rule.ByWeekNumber is { } weeks && !DayFilter.WeekPasses(weeks, day, _rule.FirstWeekday)))
            {
                days &= ~(1u << date);
            }
        }

        return days;
    }
}
