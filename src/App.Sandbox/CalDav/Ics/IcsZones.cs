using NodaTime;

namespace App.Sandbox.CalDav.Ics;

/// <summary>The VTIMEZONE of the zones people of the sandbox live in.</summary>
internal static class IcsZones
{
    private static readonly Dictionary<string, (ZoneHalf Summer, ZoneHalf Winter)> Known = new()
    {
        ["Europe/Berlin"] = (
            new("DAYLIGHT", "CEST", "+0100", "+0200", "20070325T020000", "BYMONTH=3;BYDAY=-1SU"),
            new("STANDARD", "CET", "+0200", "+0100", "20071028T030000", "BYMONTH=10;BYDAY=-1SU")),
        ["America/New_York"] = (
            new("DAYLIGHT", "EDT", "-0500", "-0400", "20070311T020000", "BYMONTH=3;BYDAY=2SU"),
            new("STANDARD", "EST", "-0400", "-0500", "20071104T020000", "BYMONTH=11;BYDAY=1SU")),
    };

    public static IcsComponent? Of(DateTimeZone zone)
    {
        if (!Known.TryGetValue(zone.Id, out var known))
        {
            return null;
        }

        var component = new IcsComponent("VTIMEZONE");
        component.Lines.Add(new IcsLine("TZID", "", zone.Id));
        component.Children.AddRange([Write(known.Summer), Write(known.Winter)]);
        return component;
    }

    private static IcsComponent Write(ZoneHalf known)
    {
        var half = new IcsComponent(known.Kind);
        half.Lines.Add(new IcsLine("TZNAME", "", known.Name));
        half.Lines.Add(new IcsLine("TZOFFSETFROM", "", known.From));
        half.Lines.Add(new IcsLine("TZOFFSETTO", "", known.To));
        half.Lines.Add(new IcsLine("DTSTART", "", known.Start));
        half.Lines.Add(new IcsLine("RRULE", "", "FREQ=YEARLY;" + known.Rule));
        return half;
    }

    private sealed record ZoneHalf(string Kind, string Name, string From, string To, string Start, string Rule);
}
