using App.Domain.Calendars.Recurrence;

namespace App.Domain.Calendars.ICalendar;

/// <summary>
/// How long each occurrence lasts (RFC 5545 §3.8.5.3): with DTEND the same exact time everywhere, with DURATION the same days on the calendar and then the
/// same exact time. Whole-day events last whole days.
/// </summary>
/// <param name="Days">Days on the calendar, whatever their hours.</param>
/// <param name="Seconds">Exact time after them.</param>
public readonly record struct EventLength(int Days, long Seconds)
{
    /// <summary>Longer than all years there are; larger numbers mean the same.</summary>
    private const int MostDays = 3_700_000;

    /// <summary>At most so long, clock changes included.</summary>
    internal long UpperBound => (Days * (long)DayNumber.SecondsPerDay) + Seconds + (Days == 0 ? 0 : ZoneCursor.LongestChange);

    /// <summary>Reads DURATION (§3.3.6); a negative one is refused, as nothing ends before it begins.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out EventLength length)
    {
        length = default;
        var rest = text.StartsWith("+") ? text[1..] : text;
        if (rest.Length < 3 || rest[0] is not ('P' or 'p'))
        {
            return false;
        }

        var (days, seconds, number, digits, inTime) = (0L, 0L, 0L, 0, false);
        foreach (var c in rest[1..])
        {
            if (char.IsAsciiDigit(c))
            {
                (number, digits) = (Math.Min((number * 10) + (c - '0'), MostDays * (long)DayNumber.SecondsPerDay), digits + 1);
                continue;
            }

            if (c is 'T' or 't' && !inTime && digits == 0)
            {
                inTime = true;
                continue;
            }

            if (digits == 0 || UnitOf(c, inTime) is not { } unit)
            {
                return false;
            }

            (days, seconds) = inTime ? (days, seconds + (number * unit)) : (days + (number * unit), seconds);
            (number, digits) = (0, 0);
        }

        length = new EventLength((int)Math.Clamp(days, 0, MostDays), Math.Clamp(seconds, 0, MostDays * (long)DayNumber.SecondsPerDay));
        return digits == 0;
    }

    /// <summary>Whole days, at least one: what an event without hours takes.</summary>
    internal EventLength InWholeDays() => new(Math.Max(1, Days + (int)DayNumber.CeilingDivide(Seconds, DayNumber.SecondsPerDay)), 0);

    private static int? UnitOf(char c, bool inTime) => (char.ToUpperInvariant(c), inTime) switch
    {
        ('W', false) => 7,
        ('D', false) => 1,
        ('H', true) => 3600,
        ('M', true) => 60,
        ('S', true) => 1,
        _ => null,
    };
}
