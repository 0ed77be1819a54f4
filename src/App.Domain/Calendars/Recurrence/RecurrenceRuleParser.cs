using App.Domain.Calendars.ICalendar;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// Reads a rule (RFC 5545 §3.3.10). Case does not matter, empty parts and X- parts are passed over; a part that is unknown, given twice or out of range is
/// refused, because a rule half understood would give wrong times. Of RFC 7529, what changes nothing is accepted: RSCALE=GREGORIAN and SKIP=OMIT.
/// </summary>
internal static class RecurrenceRuleParser
{
    /// <summary>Longer rules are refused: every legal part written out in full, some of them twice, stays below it.</summary>
    public const int MostCharacters = 16_384;

    /// <summary>In seconds more than all years there are; larger numbers mean the same.</summary>
    private const long LargestInterval = 1_000_000_000_000;

    private enum Part
    {
        Freq,
        Until,
        Count,
        Interval,
        BySecond,
        ByMinute,
        ByHour,
        ByDay,
        ByMonthDay,
        ByYearDay,
        ByWeekNo,
        ByMonth,
        BySetPos,
        WkSt,
        RScale,
        Skip,
    }

    public static Result<RecurrenceRule> Parse(ReadOnlySpan<char> text)
    {
        if (text.Length > MostCharacters)
        {
            return Refused($"The rule is longer than {MostCharacters} characters.");
        }

        Span<char> upper = text.Length <= 512 ? stackalloc char[text.Length] : new char[text.Length];
        text.ToUpperInvariant(upper);
        var rule = new RecurrenceRule();
        var seen = 0;
        foreach (var range in ((ReadOnlySpan<char>)upper).Split(';'))
        {
            var part = ((ReadOnlySpan<char>)upper)[range].Trim();
            if (part.IsEmpty || part.StartsWith("X-"))
            {
                continue;
            }

            if (!TryRead(part, rule, ref seen))
            {
                return Refused($"The part \"{(part.Length > 60 ? part[..60] : part)}\" is unknown, repeated or out of range.");
            }
        }

        return (seen & (1 << (int)Part.Freq)) != 0 ? rule : Refused("FREQ is missing.");
    }

    private static bool TryRead(ReadOnlySpan<char> text, RecurrenceRule rule, ref int seen)
    {
        var equals = text.IndexOf('=');
        if (equals < 0 || PartOf(text[..equals]) is not { } part || (seen & (1 << (int)part)) != 0)
        {
            return false;
        }

        seen |= 1 << (int)part;
        return TryRead(part, text[(equals + 1)..], rule);
    }

    private static Part? PartOf(ReadOnlySpan<char> name) => name switch
    {
        "FREQ" => Part.Freq,
        "UNTIL" => Part.Until,
        "COUNT" => Part.Count,
        "INTERVAL" => Part.Interval,
        "BYSECOND" => Part.BySecond,
        "BYMINUTE" => Part.ByMinute,
        "BYHOUR" => Part.ByHour,
        "BYDAY" => Part.ByDay,
        "BYMONTHDAY" => Part.ByMonthDay,
        "BYYEARDAY" => Part.ByYearDay,
        "BYWEEKNO" => Part.ByWeekNo,
        "BYMONTH" => Part.ByMonth,
        "BYSETPOS" => Part.BySetPos,
        "WKST" => Part.WkSt,
        "RSCALE" => Part.RScale,
        "SKIP" => Part.Skip,
        _ => null,
    };

    private static bool TryRead(Part part, ReadOnlySpan<char> value, RecurrenceRule rule) => part switch
    {
        Part.Freq => FrequencyOf(value) is { } frequency && Kept(rule.Frequency = frequency),
        Part.Until => TryReadUntil(value, rule),
        Part.Count => RuleNumbers.ReadPositive(value, int.MaxValue) is { } count && Kept(rule.Count = (int)count),
        Part.Interval => RuleNumbers.ReadPositive(value, LargestInterval) is { } interval && Kept(rule.Interval = interval),
        Part.BySecond => RuleNumbers.ReadBits(value, 0, 60) is { } bits && Kept(rule.BySecond = FoldLeapSecond(bits)),
        Part.ByMinute => RuleNumbers.ReadBits(value, 0, 59) is { } bits && Kept(rule.ByMinute = bits),
        Part.ByHour => RuleNumbers.ReadBits(value, 0, 23) is { } bits && Kept(rule.ByHour = (uint)bits),
        Part.ByMonth => RuleNumbers.ReadBits(value, 1, 12) is { } bits && Kept(rule.ByMonth = (uint)bits),
        Part.ByDay => RuleNumbers.TryReadWeekdays(value, rule),
        Part.ByMonthDay => (rule.ByMonthDay = RuleNumbers.ReadSigned(value, 31)) is not null,
        Part.ByYearDay => (rule.ByYearDay = RuleNumbers.ReadSigned(value, 366)) is not null,
        Part.ByWeekNo => (rule.ByWeekNumber = RuleNumbers.ReadSigned(value, 53)) is not null,
        Part.BySetPos => (rule.BySetPosition = RuleNumbers.ReadSigned(value, 366)) is not null,
        Part.WkSt => OrdinalWeekday.Parse(value) is { } weekday && Kept(rule.WeekStart = weekday),
        Part.RScale => value is "GREGORIAN",
        _ => value is "OMIT",
    };

    private static bool TryReadUntil(ReadOnlySpan<char> value, RecurrenceRule rule)
    {
        if (!TimeText.TryRead(value, out var local, out var form))
        {
            return false;
        }

        var isDate = form == TimeForm.Date;
        var last = isDate ? local + DayNumber.SecondsPerDay - 1 : local;
        rule.Until = new RuleEnd(TimeText.ToLocal(local), isDate, form == TimeForm.Utc) { LastSecond = last };
        return true;
    }

    private static Frequency? FrequencyOf(ReadOnlySpan<char> value) => value switch
    {
        "SECONDLY" => Frequency.Secondly,
        "MINUTELY" => Frequency.Minutely,
        "HOURLY" => Frequency.Hourly,
        "DAILY" => Frequency.Daily,
        "WEEKLY" => Frequency.Weekly,
        "MONTHLY" => Frequency.Monthly,
        "YEARLY" => Frequency.Yearly,
        _ => null,
    };

    private static ulong FoldLeapSecond(ulong bits) => (bits >> 60 & 1) == 0 ? bits : (bits & ~(1UL << 60)) | 1UL << 59;

    /// <summary>Says that an assignment was made.</summary>
    private static bool Kept<T>(T value) => value is not null;

    private static Failure Refused(string why) => new Failure.Invalid("RRULE", why);
}
