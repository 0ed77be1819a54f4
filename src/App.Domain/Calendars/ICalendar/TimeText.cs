using App.Domain.Calendars.Recurrence;
using NodaTime;

namespace App.Domain.Calendars.ICalendar;

/// <summary>How a time was written.</summary>
public enum TimeForm
{
    /// <summary>A whole day (VALUE=DATE).</summary>
    Date = 0,

    /// <summary>A local time of no zone: the same on every clock (§3.3.5, form 1).</summary>
    Floating = 1,

    /// <summary>A time in UTC (form 2).</summary>
    Utc = 2,

    /// <summary>A local time of the zone that TZID names (form 3).</summary>
    Zoned = 3,
}

/// <summary>DATE and DATE-TIME as text (RFC 5545 §3.3.4 and §3.3.5), as seconds since 1970-01-01T00:00 as written.</summary>
internal static class TimeText
{
    public static bool TryRead(ReadOnlySpan<char> text, out long local, out TimeForm form)
    {
        (local, form) = (0, TimeForm.Date);
        if (text.Length is not (8 or 15 or 16) || !TryReadDate(text[..8], out var day))
        {
            return false;
        }

        local = day * (long)DayNumber.SecondsPerDay;
        if (text.Length == 8)
        {
            return true;
        }

        if (text[8] != 'T' || !TryReadTime(text.Slice(9, 6), out var second) || (text.Length == 16 && text[15] != 'Z'))
        {
            return false;
        }

        local += second;
        form = text.Length == 16 ? TimeForm.Utc : TimeForm.Floating;
        return true;
    }

    public static LocalDateTime ToLocal(long local) => ToDate(DayNumber.FloorDay(local)).AtMidnight().PlusSeconds(DayNumber.SecondOfDay(local));

    public static long ToSeconds(LocalDateTime local) =>
        (DayNumber.Of(Math.Max(DayNumber.FirstYear, local.Year), local.Month, local.Day) * (long)DayNumber.SecondsPerDay) + (local.TickOfDay / NodaConstants.TicksPerSecond);

    public static LocalDate ToDate(int day)
    {
        var (year, month, date) = DayNumber.ToDate(Math.Clamp(day, DayNumber.First, DayNumber.Last));
        return new LocalDate(year, month, date);
    }

    private static bool TryReadDate(ReadOnlySpan<char> text, out int day)
    {
        day = 0;
        var (year, month, date) = ((Two(text) * 100) + Two(text[2..]), Two(text[4..]), Two(text[6..]));
        if (year < DayNumber.FirstYear || month is < 1 or > 12 || date < 1 || date > DayNumber.DaysInMonth(year, month))
        {
            return false;
        }

        day = DayNumber.Of(year, month, date);
        return true;
    }

    /// <summary>A leap second is read as the second before it (§3.3.5).</summary>
    private static bool TryReadTime(ReadOnlySpan<char> text, out int second)
    {
        var (hours, minutes, seconds) = (Two(text), Two(text[2..]), Two(text[4..]));
        second = (hours * 3600) + (minutes * 60) + Math.Min(seconds, 59);
        return hours is >= 0 and < 24 && minutes is >= 0 and < 60 && seconds is >= 0 and <= 60;
    }

    /// <summary>Two digits; a number far below zero where they are none.</summary>
    private static int Two(ReadOnlySpan<char> text)
    {
        var (tens, ones) = ((uint)(text[0] - '0'), (uint)(text[1] - '0'));
        return tens > 9 || ones > 9 ? -1_000_000 : (int)((tens * 10) + ones);
    }
}
