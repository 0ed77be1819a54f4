using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace App.Domain.Calendars.ICalendar;

/// <summary>Describes a zone as VTIMEZONE (RFC 5545 §3.6.5), for those who don't know it by its name.</summary>
public static class ZoneWriter
{
    private static readonly Duration Ahead = Duration.FromDays(5 * 366);
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly OffsetPattern Minutes = OffsetPattern.CreateWithInvariantCulture("+HHmm");
    private static readonly OffsetPattern Seconds = OffsetPattern.CreateWithInvariantCulture("+HHmmss");

    /// <summary>Sees to it that a calendar describes what a TZID in it means (§3.2.19), before its events.</summary>
    public static void Describe(Component calendar, string tzid, DateTimeZone zone, Instant from)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (!calendar.Components.Any(c => c.Is("VTIMEZONE") && c.Find("TZID")?.Text.Trim() == tzid))
        {
            var first = calendar.ChildList.FindIndex(c => c is Component);
            calendar.ChildList.Insert(first < 0 ? calendar.ChildList.Count : first, Write(tzid, zone, from));
        }
    }

    /// <summary>The observance in force at a moment, and each clock change of the five years after it.</summary>
    public static Component Write(string tzid, DateTimeZone zone, Instant from)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var written = new Component("VTIMEZONE").Add(Property.OfText("TZID", tzid));
        foreach (var same in zone.GetZoneIntervals(from, from + Ahead).GroupBy(i => (From: Before(zone, i), To: i.WallOffset, i.Name, IsDaylight: i.Savings != Offset.Zero)))
        {
            var onsets = same.Select(i => Local.Format(OnsetOf(i, same.Key.From))).ToList();
            var observance = new Component(same.Key.IsDaylight ? "DAYLIGHT" : "STANDARD").Add(new Property("DTSTART", onsets[0]));
            if (onsets.Count > 1)
            {
                observance.Add(new Property("RDATE", string.Join(',', onsets.Skip(1))));
            }

            written.Add(observance.Add(new Property("TZOFFSETFROM", Write(same.Key.From))).Add(new Property("TZOFFSETTO", Write(same.Key.To))).Add(Property.OfText("TZNAME", same.Key.Name)));
        }

        return written;
    }

    private static Offset Before(DateTimeZone zone, ZoneInterval interval) => interval.HasStart ? zone.GetUtcOffset(interval.Start - Duration.Epsilon) : interval.WallOffset;

    /// <summary>As clocks showed it before they changed (§3.8.2.4).</summary>
    private static LocalDateTime OnsetOf(ZoneInterval interval, Offset from) =>
        interval.HasStart ? interval.Start.WithOffset(from).LocalDateTime : new LocalDateTime(1970, 1, 1, 0, 0);

    private static string Write(Offset offset) => (offset.Seconds % 60 == 0 ? Minutes : Seconds).Format(offset);
}
