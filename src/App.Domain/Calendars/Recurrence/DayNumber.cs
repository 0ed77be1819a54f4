using System.Runtime.CompilerServices;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// Dates of the Gregorian calendar as whole numbers: day 0 is 1970-01-01. Local times are seconds since midnight of day 0, as if every day had 86,400.
/// Weekdays count from Monday (0) to Sunday (6).
/// </summary>
internal static class DayNumber
{
    public const int SecondsPerDay = 86_400;

    /// <summary>After so many days the calendar repeats, weekdays included: 400 years.</summary>
    public const int Cycle = 146_097;

    public const int FirstYear = 1;
    public const int LastYear = 9999;

    private const int Shift = 719_468;

    /// <summary>0001-01-01.</summary>
    public static readonly int First = Of(FirstYear, 1, 1);

    /// <summary>9999-12-31.</summary>
    public static readonly int Last = Of(LastYear, 12, 31);

    public static long LastSecond => ((Last + 1L) * SecondsPerDay) - 1;

    public static int Of(int year, int month, int day)
    {
        var (y, m) = month <= 2 ? (year - 1, month + 9) : (year, month - 3);
        return (365 * y) + (y / 4) - (y / 100) + (y / 400) + (((153 * m) + 2) / 5) + day - 1 - Shift;
    }

    public static (int Year, int Month, int Day) ToDate(int day)
    {
        var shifted = (uint)(day + Shift);
        var era = shifted / Cycle;
        var ofEra = shifted - (era * Cycle);
        var yearOfEra = (ofEra - (ofEra / 1460) + (ofEra / 36_524) - (ofEra / 146_096)) / 365;
        var ofYear = ofEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var m = ((5 * ofYear) + 2) / 153;
        var date = ofYear - (((153 * m) + 2) / 5) + 1;
        var month = m < 10 ? m + 3 : m - 9;
        return ((int)((era * 400) + yearOfEra + (month <= 2 ? 1u : 0u)), (int)month, (int)date);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WeekdayOf(int day) => (int)((uint)(day + Shift + 2) % 7);

    public static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysInYear(int year) => IsLeap(year) ? 366 : 365;

    public static int DaysInMonth(int year, int month) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>First day of week 1 of a year: the first week with at least four days in it (RFC 5545 §3.3.10, BYWEEKNO).</summary>
    public static int StartOfWeekYear(int year, int weekStart)
    {
        var newYear = Of(year, 1, 1);
        var offset = (WeekdayOf(newYear) - weekStart + 7) % 7;
        return offset <= 3 ? newYear - offset : newYear - offset + 7;
    }

    /// <summary>The year whose weeks a day belongs to, which near New Year is not always the year of its date.</summary>
    public static int WeekYearOf(int day, int weekStart)
    {
        var year = ToDate(day).Year;
        return day < StartOfWeekYear(year, weekStart) ? year - 1 : day >= StartOfWeekYear(year + 1, weekStart) ? year + 1 : year;
    }

    public static int FloorDay(long seconds) => (int)Math.Clamp(FloorDivide(seconds, SecondsPerDay), First, Last + 1L);

    public static int SecondOfDay(long seconds) => (int)(seconds - (FloorDivide(seconds, SecondsPerDay) * SecondsPerDay));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    public static long CeilingDivide(long value, long by) => -FloorDivide(-value, by);
}
