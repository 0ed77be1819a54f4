using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace App.Sandbox.CalDav.Ics;

/// <summary>A DATE or DATE-TIME: a day, or a local time in a zone; floating times are in the zone of whoever looks.</summary>
internal sealed record IcsTime(LocalDateTime Local, DateTimeZone Zone, bool IsDate)
{
    private static readonly LocalDatePattern DatePattern = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern TimePattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    public Instant At => Zone.AtLeniently(Local).ToInstant();

    /// <summary>How an occurrence that begins here is named within its series.</summary>
    public string Stamp => IsDate ? DatePattern.Format(Local.Date) : TimePattern.Format(Local);

    public static IEnumerable<IcsTime> ParseAll(IcsLine line, DateTimeZone floating) =>
        line.Value.Split(',').Select(v => Parse(line with { Value = v }, floating)).OfType<IcsTime>();

    public static IcsTime? Parse(IcsLine line, DateTimeZone floating)
    {
        if (DatePattern.Parse(line.Value) is { Success: true, Value: var date })
        {
            return new IcsTime(date.AtMidnight(), floating, IsDate: true);
        }

        var isUtc = line.Value.EndsWith('Z');
        return TimePattern.Parse(line.Value.TrimEnd('Z')) is { Success: true, Value: var local }
            ? new IcsTime(local, isUtc ? DateTimeZone.Utc : ZoneOf(line.Parameter("TZID")) ?? floating, IsDate: false)
            : null;
    }

    public static IcsLine Line(string name, LocalDateTime local, DateTimeZone zone, bool isDate)
    {
        if (isDate)
        {
            return new IcsLine(name, ";VALUE=DATE", DatePattern.Format(local.Date));
        }

        return zone == DateTimeZone.Utc
            ? new IcsLine(name, "", TimePattern.Format(local) + "Z")
            : new IcsLine(name, $";TZID={zone.Id}", TimePattern.Format(local));
    }

    public static IcsLine Utc(string name, Instant at) => Line(name, at.InUtc().LocalDateTime, DateTimeZone.Utc, isDate: false);

    private static DateTimeZone? ZoneOf(string? id)
    {
        if (id is null)
        {
            return null;
        }

        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)
            ?? (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(id, out var iana) ? DateTimeZoneProviders.Tzdb[iana] : null);
    }
}
