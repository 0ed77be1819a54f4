using System.Xml.Linq;
using App.Sandbox.CalDav.Collections;
using App.Sandbox.CalDav.Ics;
using NodaTime;
using static App.Sandbox.CalDav.Protocol.DavNames;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>The filter of a calendar-query: a component, a time-range, and texts properties have to contain (RFC 4791 §9.7).</summary>
internal sealed record CalendarFilter(string Component, Instant? From, Instant? To, IReadOnlyList<(string Property, string? Text)> Properties)
{
    /// <summary>Reads a filter; null if it names no component below VCALENDAR, which iCloud demands.</summary>
    public static CalendarFilter? Read(XElement query)
    {
        var calendar = query.Element(Cal + "filter")?.Element(Cal + "comp-filter");
        if (calendar?.Attribute("name")?.Value != "VCALENDAR" || calendar.Element(Cal + "comp-filter") is not { } component)
        {
            return null;
        }

        var range = component.Element(Cal + "time-range");
        return new CalendarFilter(
            component.Attribute("name")?.Value ?? "",
            Moment(range, "start"),
            Moment(range, "end"),
            [.. component.Elements(Cal + "prop-filter").Select(p => (p.Attribute("name")?.Value ?? "", p.Element(Cal + "text-match")?.Value))]);
    }

    public bool Matches(DavResource resource, CollectionInfo info)
    {
        var calendar = resource.Calendar;
        return calendar.Children.Exists(c => c.Name == Component && Contains(c)) && IsWithin(calendar, info);
    }

    private bool Contains(IcsComponent component) => Properties.All(p =>
        component.Line(p.Property) is { } line && (p.Text is null || line.Text.Contains(p.Text, StringComparison.OrdinalIgnoreCase)));

    private bool IsWithin(IcsComponent calendar, CollectionInfo info)
    {
        if (From is null && To is null)
        {
            return true;
        }

        var events = new IcsEvents(calendar, info.Zone);
        return events.IsBeyond || events.Within(From ?? Instant.FromUtc(1970, 1, 1, 0, 0), To ?? Instant.FromUtc(2100, 1, 1, 0, 0)).Count > 0;
    }

    private static Instant? Moment(XElement? range, string name) =>
        range?.Attribute(name)?.Value is { } text ? IcsTime.Parse(new IcsLine(name, "", text), DateTimeZone.Utc)?.At : null;
}
