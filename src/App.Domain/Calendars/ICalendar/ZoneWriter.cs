using System.Globalization;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace App.Domain.Calendars.ICalendar;

/// <summary>Describes a zone as VTIMEZONE (RFC 5545 §3.6.5), for those who don't know it by its name.</summary>
public static class ZoneWriter
{
    /// <summary>So many years in a row make a rule; fewer may look alike by chance.</summary>
    private const int LeastYears = 20;

    private static readonly string[] Days = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    private static readonly Instant Horizon = Instant.FromUtc(2100, 1, 1, 0, 0);
    private static readonly Duration Ahead = Duration.FromDays(30 * 366);
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

    /// <summary>
    /// The observance in force at a moment, and each clock change after it: those that recur as a yearly rule without end, others up to the year 2100 and for
    /// thirty years at least.
    /// </summary>
    public static Component Write(string tzid, DateTimeZone zone, Instant from)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var written = new Component("VTIMEZONE").Add(Property.OfText("TZID", tzid));
        var until = Instant.Max(Horizon, from + Ahead);
        foreach (var same in zone.GetZoneIntervals(from, until).GroupBy(i => (From: Before(zone, i), To: i.WallOffset, i.Name, IsDaylight: i.Savings != Offset.Zero)))
        {
            void Add(LocalDateTime first, Property? others)
            {
                var observance = new Component(same.Key.IsDaylight ? "DAYLIGHT" : "STANDARD").Add(new Property("DTSTART", Local.Format(first)));
                if (others is not null)
                {
                    observance.Add(others);
                }

                written.Add(observance.Add(new Property("TZOFFSETFROM", Write(same.Key.From))).Add(new Property("TZOFFSETTO", Write(same.Key.To))).Add(Property.OfText("TZNAME", same.Key.Name)));
            }

            var onsets = same.Select(i => OnsetOf(i, same.Key.From)).ToList();
            var (single, rule) = RuleOf(onsets, until.InUtc().Year);
            if (single > 0)
            {
                Add(onsets[0], single > 1 ? new Property("RDATE", string.Join(',', onsets.Take(single).Skip(1).Select(Local.Format))) : null);
            }

            if (rule is not null)
            {
                Add(onsets[single], new Property("RRULE", rule));
            }
        }

        return written;
    }

    /// <summary>The rule the last onsets follow, such as each last Sunday of March, and how many come before them. None where they end before that year.</summary>
    private static (int Single, string? Rule) RuleOf(List<LocalDateTime> onsets, int until)
    {
        var (last, first, weeks) = (onsets[^1], onsets.Count, (HashSet<int>)[1, 2, 3, 4, -1]);
        while (first > 0 && onsets[first - 1] is var onset
            && (onset.Year, onset.Month, onset.DayOfWeek, onset.TimeOfDay) == (last.Year - onsets.Count + first, last.Month, last.DayOfWeek, last.TimeOfDay)
            && weeks.Overlaps(WeeksOf(onset)))
        {
            weeks.IntersectWith(WeeksOf(onset));
            first--;
        }

        return last.Year < until - 1 || onsets.Count - first < LeastYears ? (onsets.Count, null)
            : (first, string.Create(CultureInfo.InvariantCulture, $"FREQ=YEARLY;BYMONTH={last.Month};BYDAY={weeks.Single()}{Days[(int)last.DayOfWeek]}"));
    }

    /// <summary>Which of its weekdays in the month a day is, from the first and from the last.</summary>
    private static int[] WeeksOf(LocalDateTime onset) =>
        onset.Day + 7 > CalendarSystem.Iso.GetDaysInMonth(onset.Year, onset.Month) ? [((onset.Day - 1) / 7) + 1, -1] : [((onset.Day - 1) / 7) + 1];

    private static Offset Before(DateTimeZone zone, ZoneInterval interval) => interval.HasStart ? zone.GetUtcOffset(interval.Start - Duration.Epsilon) : interval.WallOffset;

    /// <summary>As clocks showed it before they changed (§3.8.2.4).</summary>
    private static LocalDateTime OnsetOf(ZoneInterval interval, Offset from) =>
        interval.HasStart ? interval.Start.WithOffset(from).LocalDateTime : new LocalDateTime(1970, 1, 1, 0, 0);

    private static string Write(Offset offset) => (offset.Seconds % 60 == 0 ? Minutes : Seconds).Format(offset);
}
