using App.Sandbox.Calendars;
using NodaTime;

namespace App.Sandbox.CalDav.Ics;

/// <summary>Makes and changes the text of events as a person's own program does.</summary>
internal static class IcsWriter
{
    private static readonly Dictionary<Repetition, string> Rules = new()
    {
        [Repetition.Daily] = "FREQ=DAILY",
        [Repetition.Weekdays] = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        [Repetition.Weekly] = "FREQ=WEEKLY",
        [Repetition.Monthly] = "FREQ=MONTHLY",
    };

    public static IcsComponent New(string uid, EventDraft draft, DateTimeZone zone, Instant now)
    {
        var e = new IcsComponent("VEVENT");
        e.Lines.Add(new IcsLine("UID", "", uid));
        e.Lines.Add(IcsTime.Utc("DTSTAMP", now));
        Change(e, draft, zone);
        return Calendar(e, zone);
    }

    /// <summary>A calendar around events, with the rules of the zone they name.</summary>
    public static IcsComponent Calendar(IcsComponent e, params DateTimeZone[] zones)
    {
        var calendar = new IcsComponent("VCALENDAR");
        calendar.Lines.Add(new IcsLine("VERSION", "", "2.0"));
        calendar.Lines.Add(new IcsLine("PRODID", "", "-//Sandbox//Calendar//EN"));
        calendar.Lines.Add(new IcsLine("CALSCALE", "", "GREGORIAN"));
        calendar.Children.AddRange(zones.Select(IcsZones.Of).OfType<IcsComponent>());
        calendar.Children.Add(e);
        return calendar;
    }

    public static void Change(IcsComponent e, EventDraft draft, DateTimeZone zone)
    {
        e.Set("SUMMARY", IcsLine.OfText("SUMMARY", draft.Title));
        e.Set("DTSTART", IcsTime.Line("DTSTART", draft.Start, zone, draft.IsAllDay));
        e.Set("DTEND", IcsTime.Line("DTEND", draft.End, zone, draft.IsAllDay));
        e.Set("DURATION", null);
        e.Set("LOCATION", draft.Location is { } place ? IcsLine.OfText("LOCATION", place) : null);
        e.Set("TRANSP", draft.IsFree ? new IcsLine("TRANSP", "", "TRANSPARENT") : null);
        e.Set("STATUS", draft.IsTentative ? new IcsLine("STATUS", "", "TENTATIVE") : null);
        if (draft.Repeats != Repetition.AsBefore)
        {
            e.Set("RRULE", Rules.GetValueOrDefault(draft.Repeats) is { } rule ? new IcsLine("RRULE", "", rule) : null);
        }
    }

    /// <summary>The component of an occurrence that is changed alone; it stands beside its series.</summary>
    public static IcsComponent Exception(IcsComponent master, IcsOccurrence occurrence, Instant now)
    {
        var e = new IcsComponent("VEVENT");
        e.Lines.Add(master.Line("UID")!);
        e.Lines.Add(IcsTime.Utc("DTSTAMP", now));
        e.Lines.Add(IcsTime.Line("RECURRENCE-ID", occurrence.Start.Local, occurrence.Start.Zone, occurrence.Start.IsDate));
        e.Lines.AddRange(master.Lines.Where(l => l.Name is "SUMMARY" or "LOCATION" or "DESCRIPTION" or "ORGANIZER" or "ATTENDEE"));
        e.Lines.Add(IcsTime.Line("DTSTART", occurrence.Start.Local, occurrence.Start.Zone, occurrence.Start.IsDate));
        e.Lines.Add(IcsTime.Line("DTEND", occurrence.End.Local, occurrence.End.Zone, occurrence.End.IsDate));
        return e;
    }

    public static void Exclude(IcsComponent master, IcsOccurrence occurrence) =>
        master.Lines.Add(IcsTime.Line("EXDATE", occurrence.Start.Local, occurrence.Start.Zone, occurrence.Start.IsDate));

    public static Repetition RepetitionOf(IcsComponent e) => e.Line("RRULE") is { } rule
        ? Rules.FirstOrDefault(r => r.Value == rule.Value, KeyValuePair.Create(Repetition.AsBefore, "")).Key
        : Repetition.Never;
}
