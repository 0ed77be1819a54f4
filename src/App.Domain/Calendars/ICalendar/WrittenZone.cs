using App.Domain.Calendars.Recurrence;
using NodaTime;

namespace App.Domain.Calendars.ICalendar;

/// <summary>
/// A zone made of the observances of a VTIMEZONE (RFC 5545 §3.6.5), worked out until the year 2200; after that its last offset stays. Before its first
/// observance the offset is the one that this changed from.
/// </summary>
internal static class WrittenZone
{
    private const int LargestOffset = 18 * 3600;
    private const int LastYear = 2200;

    public static Result<DateTimeZone> Read(string id, Component written, ContentLimits limits)
    {
        var changes = new List<ClockChange>();
        foreach (var observance in written.Components.Where(c => c.Is("STANDARD") || c.Is("DAYLIGHT")))
        {
            if (AddChanges(observance, limits, changes) is { } failure)
            {
                return failure;
            }
        }

        changes = [.. changes.GroupBy(change => change.Moment).Select(same => same.Last()).OrderBy(change => change.Moment)];
        if (changes.Count == 0)
        {
            return Refused("It has no observances.");
        }

        for (var i = 1; i < changes.Count; i++)
        {
            if (changes[i].Moment - changes[i - 1].Moment <= ZoneCursor.LongestChange)
            {
                return Refused("Its clocks change twice within a day and a half.");
            }
        }

        return new ObservedZone(id, changes);
    }

    private static Failure? AddChanges(Component observance, ContentLimits limits, List<ClockChange> changes)
    {
        if (!TryReadOffset(observance.Find("TZOFFSETFROM"), out var from) || !TryReadOffset(observance.Find("TZOFFSETTO"), out var to)
            || observance.Find("DTSTART") is not { } start || !TimeText.TryRead(start.ValueSpan, out var local, out var form) || form == TimeForm.Date)
        {
            return Refused("An observance lacks DTSTART, TZOFFSETFROM or TZOFFSETTO, or they can't be read.");
        }

        var (name, isDaylight) = (observance.Find("TZNAME")?.Text ?? observance.Name, observance.Is("DAYLIGHT"));
        var onsets = new List<long> { local };
        foreach (var property in observance.Properties)
        {
            if (Onsets(property, local, from, limits, onsets) is { } failure)
            {
                return failure;
            }
        }

        changes.AddRange(onsets.Select(onset => new ClockChange(onset - from, from, to, name, isDaylight)));
        return changes.Count > limits.MostClockChanges ? Refused($"Its clocks change more than {limits.MostClockChanges} times.") : null;
    }

    private static Failure? Onsets(Property property, long start, int offset, ContentLimits limits, List<long> onsets)
    {
        if (onsets.Count > limits.MostClockChanges)
        {
            return Refused($"Its clocks change more than {limits.MostClockChanges} times.");
        }

        if (property.Is("RDATE"))
        {
            foreach (var range in property.ValueSpan.Split(','))
            {
                if (!TimeText.TryRead(property.ValueSpan[range], out var onset, out _) || onsets.Count > limits.MostClockChanges)
                {
                    return Refused("An RDATE can't be read, or they are too many.");
                }

                onsets.Add(onset);
            }
        }
        else if (property.Is("RRULE"))
        {
            if (!RecurrenceRule.Parse(property.ValueSpan).TryGet(out var rule, out var failure))
            {
                return failure;
            }

            var last = DayNumber.Of(LastYear, 12, 31) * (long)DayNumber.SecondsPerDay;
            rule.Until = rule.Until is { IsUtc: true } until ? until with { LastSecond = until.LastSecond + offset } : rule.Until;
            var budget = new StepBudget(ExpansionLimits.Default.MostSteps);
            onsets.AddRange(RuleTimes.Seconds(rule, start, wholeDays: false, last, limits.MostClockChanges + 1, budget));
        }

        return null;
    }

    private static bool TryReadOffset(Property? property, out int seconds)
    {
        seconds = 0;
        var text = property is null ? default : property.ValueSpan.Trim();
        if (text.Length is not (5 or 7) || text[0] is not ('+' or '-') || !RuleNumbers.TryRead(text[1..], 1_000_000, out var number))
        {
            return false;
        }

        var (hours, minutes, rest) = text.Length == 5 ? (number / 100, number % 100, 0) : (number / 10_000, number / 100 % 100, number % 100);
        seconds = (int)((hours * 3600) + (minutes * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return minutes < 60 && rest < 60 && Math.Abs(seconds) <= LargestOffset;
    }

    private static Failure.Invalid Refused(string why) => new("VTIMEZONE", why);
}

/// <summary>At <paramref name="Moment"/> (seconds since 1970-01-01T00:00Z) clocks go from one offset to another.</summary>
internal readonly record struct ClockChange(long Moment, int From, int To, string Name, bool IsDaylight);
