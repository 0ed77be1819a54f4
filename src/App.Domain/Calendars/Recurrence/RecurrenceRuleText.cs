using System.Globalization;
using System.Numerics;
using System.Text;
using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>Writes a rule; the parts of a list in order, each once.</summary>
internal static class RecurrenceRuleText
{
    public static string Of(RecurrenceRule rule)
    {
        var text = new StringBuilder("FREQ=").Append(rule.Frequency.ToString().ToUpperInvariant());
        Add(text, "UNTIL", rule.Until?.ToString());
        Add(text, "COUNT", rule.Count?.ToString(CultureInfo.InvariantCulture));
        Add(text, "INTERVAL", rule.Interval == 1 ? null : rule.Interval.ToString(CultureInfo.InvariantCulture));
        Add(text, "BYSECOND", Bits(rule.BySecond));
        Add(text, "BYMINUTE", Bits(rule.ByMinute));
        Add(text, "BYHOUR", Bits(rule.ByHour));
        Add(text, "BYDAY", Weekdays(rule));
        Add(text, "BYMONTHDAY", rule.ByMonthDay?.ToString());
        Add(text, "BYYEARDAY", rule.ByYearDay?.ToString());
        Add(text, "BYWEEKNO", rule.ByWeekNumber?.ToString());
        Add(text, "BYMONTH", Bits(rule.ByMonth));
        Add(text, "BYSETPOS", rule.BySetPosition?.ToString());
        Add(text, "WKST", rule.WeekStart == IsoDayOfWeek.Monday ? null : OrdinalWeekday.Code(rule.WeekStart));
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(';').Append(name).Append('=').Append(value);
        }
    }

    private static string Bits(ulong bits)
    {
        var text = new StringBuilder();
        for (; bits != 0; bits &= bits - 1)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{BitOperations.TrailingZeroCount(bits)}");
        }

        return text.ToString();
    }

    private static string Weekdays(RecurrenceRule rule)
    {
        var plain = Enumerable.Range(0, 7).Where(day => (rule.ByWeekday >> day & 1) != 0).Select(day => OrdinalWeekday.Code((IsoDayOfWeek)(day + 1)));
        return string.Join(',', plain.Concat(rule.Ordinals.Select(entry => entry.ToString())));
    }
}
