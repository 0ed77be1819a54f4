using NodaTime;
using NodaTime.TimeZones;

namespace App.Domain.Calendars.ICalendar;

/// <summary>
/// Finds the zone that a TZID means (RFC 5545 §3.2.19): an IANA name, a Windows name (CLDR's table, as NodaTime has it), either behind a prefix such as
/// <c>/freeassociation.sourceforge.net/</c>, the X-LIC-LOCATION of its VTIMEZONE, and only then the rules of the VTIMEZONE itself.
/// </summary>
public sealed class ZoneTable
{
    private static readonly IReadOnlyDictionary<string, string> Iana =
        TzdbDateTimeZoneSource.Default.GetIds().ToDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private static readonly IReadOnlyDictionary<string, string> Windows =
        TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, Result<DateTimeZone>> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Component> _written = new(StringComparer.Ordinal);
    private readonly ContentLimits _limits;
    private string _lastId = "";
    private Result<DateTimeZone> _last = DateTimeZone.Utc;

    /// <param name="calendar">The VCALENDAR whose VTIMEZONEs are known; null where there is none.</param>
    public ZoneTable(Component? calendar, ContentLimits? limits = null)
    {
        _limits = limits ?? ContentLimits.Default;
        foreach (var written in calendar?.ChildList.OfType<Component>().Where(c => c.Is("VTIMEZONE")) ?? [])
        {
            if (written.Find("TZID") is { } id)
            {
                _written.TryAdd(id.Text.Trim(), written);
            }
        }
    }

    public Result<DateTimeZone> Find(ReadOnlySpan<char> tzid)
    {
        if (!tzid.SequenceEqual(_lastId))
        {
            var id = tzid.ToString();
            if (!_known.TryGetValue(id, out var zone))
            {
                _known.Add(id, zone = Look(id.Trim()));
            }

            (_lastId, _last) = (id, zone);
        }

        return _last;
    }

    private Result<DateTimeZone> Look(string id)
    {
        if (Named(id) is { } named)
        {
            return named;
        }

        if (!_written.TryGetValue(id, out var written))
        {
            return new Failure.Invalid("TZID", $"The time zone \"{(id.Length > 80 ? id[..80] : id)}\" is unknown and not described.");
        }

        return written.Find("X-LIC-LOCATION") is { } location && Named(location.Text.Trim()) is { } located ? located : WrittenZone.Read(id, written, _limits);
    }

    /// <summary>By the whole name, and then by what follows each slash: prefixes have any number of them.</summary>
    private static DateTimeZone? Named(string id)
    {
        for (var rest = id; ; rest = rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..])
        {
            if (Iana.TryGetValue(rest, out var iana) || Windows.TryGetValue(rest, out iana))
            {
                return DateTimeZoneProviders.Tzdb[iana];
            }

            if (id.Length > 200 || !rest.Contains('/', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }
}
