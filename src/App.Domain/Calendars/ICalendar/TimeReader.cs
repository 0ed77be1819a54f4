using App.Domain.Calendars.Recurrence;
using NodaTime;

namespace App.Domain.Calendars.ICalendar;

/// <summary>Reads the properties whose values are times: one, or a list of them with or without lengths.</summary>
internal sealed class TimeReader(ZoneTable zones)
{
    public Result<CalendarTime> One(Property property)
    {
        if (!TimeText.TryRead(property.ValueSpan.Trim(), out var seconds, out var form))
        {
            return Unreadable(property);
        }

        return ZoneOf(property, form).TryGet(out var zone, out var failure) ? new CalendarTime(seconds, FormIn(zone, form), zone.Zone) : failure;
    }

    /// <summary>The values of an RDATE or EXDATE, each in <paramref name="left"/> one fewer to come.</summary>
    public Result<TimeList> Many(Property property, ref int left)
    {
        var value = property.ValueSpan.Trim();
        var count = value.IsEmpty ? 0 : value.Count(',') + 1;
        if ((left -= count) < 0)
        {
            return new Failure.Invalid(property.Name, "There are too many of them.");
        }

        var (seconds, lengths, at, form) = (new long[count], (long[]?)null, 0, TimeForm.Date);
        foreach (var range in count == 0 ? default : value.Split(','))
        {
            var one = value[range].Trim();
            var slash = one.IndexOf('/');
            if (!TimeText.TryRead(slash < 0 ? one : one[..slash], out seconds[at], out var formOfOne) || (at > 0 && form != formOfOne))
            {
                return Unreadable(property);
            }

            if (slash >= 0 && !TryReadPeriod(one[(slash + 1)..], seconds[at], out (lengths ??= Unknown(count))[at]))
            {
                return Unreadable(property);
            }

            (form, at) = (formOfOne, at + 1);
        }

        return ZoneOf(property, form).TryGet(out var zone, out var failure) ? new TimeList(FormIn(zone, form), zone.Zone, seconds, lengths) : failure;
    }

    /// <summary>A period has an end, in the same form as its start, or a duration (§3.3.9).</summary>
    private static bool TryReadPeriod(ReadOnlySpan<char> end, long start, out long length)
    {
        length = 0;
        if (EventLength.TryRead(end, out var duration))
        {
            length = (duration.Days * (long)DayNumber.SecondsPerDay) + duration.Seconds;
            return true;
        }

        var read = TimeText.TryRead(end, out var until, out _);
        length = Math.Max(0, until - start);
        return read;
    }

    private static long[] Unknown(int count)
    {
        var lengths = new long[count];
        Array.Fill(lengths, -1);
        return lengths;
    }

    private Result<FoundZone> ZoneOf(Property property, TimeForm form)
    {
        if (form == TimeForm.Utc)
        {
            return new FoundZone(DateTimeZone.Utc);
        }

        if (form == TimeForm.Date || !ParameterReader.TryFind(property.ParameterSpan, "TZID", out var id) || id.IsEmpty)
        {
            return new FoundZone(null);
        }

        return zones.Find(id.Trim('"')).TryGet(out var zone, out var failure) ? new FoundZone(zone) : failure;
    }

    private static TimeForm FormIn(FoundZone zone, TimeForm form) => form == TimeForm.Floating && zone.Zone is not null ? TimeForm.Zoned : form;

    private static Failure.Invalid Unreadable(Property property) => new(property.Name, "It has a time that can't be read.");

    private readonly record struct FoundZone(DateTimeZone? Zone);
}
