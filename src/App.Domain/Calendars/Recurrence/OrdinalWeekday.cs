using System.Globalization;
using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>An entry of BYDAY with its number: <c>2MO</c> is the second Monday of the month or year, <c>-1FR</c> the last Friday.</summary>
public readonly record struct OrdinalWeekday(int Ordinal, IsoDayOfWeek Weekday)
{
    private static readonly string[] Codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <summary>The place (from 1) in a stretch of <paramref name="length"/> days that begins on <paramref name="first"/>, or 0 where there is none.</summary>
    internal int PlaceIn(int first, int length)
    {
        var weekday = (int)Weekday - 1;
        if (Ordinal > 0)
        {
            var place = 1 + ((weekday - first + 7) % 7) + (7 * (Ordinal - 1));
            return place <= length ? place : 0;
        }

        var last = (first + length - 1) % 7;
        return Math.Max(0, length - ((last - weekday + 7) % 7) + (7 * (Ordinal + 1)));
    }

    public override string ToString() => Ordinal.ToString(CultureInfo.InvariantCulture) + Code(Weekday);

    internal static string Code(IsoDayOfWeek weekday) => Codes[(int)weekday - 1];

    internal static IsoDayOfWeek? Parse(ReadOnlySpan<char> code) => code switch
    {
        "MO" => IsoDayOfWeek.Monday,
        "TU" => IsoDayOfWeek.Tuesday,
        "WE" => IsoDayOfWeek.Wednesday,
        "TH" => IsoDayOfWeek.Thursday,
        "FR" => IsoDayOfWeek.Friday,
        "SA" => IsoDayOfWeek.Saturday,
        "SU" => IsoDayOfWeek.Sunday,
        _ => null,
    };
}
