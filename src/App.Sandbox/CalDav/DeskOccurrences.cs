using App.Sandbox.CalDav.Collections;
using App.Sandbox.CalDav.Ics;
using App.Sandbox.Calendars;
using NodaTime;

namespace App.Sandbox.CalDav;

/// <summary>Between the events of pages and resources: a page names one occurrence by the resource and its recurrence id.</summary>
internal static class DeskOccurrences
{
    private const char Separator = '@';

    public static (string Name, string? Stamp) Split(string id)
    {
        var cut = id.LastIndexOf(Separator);
        return cut > 0 && id[..cut].EndsWith(".ics", StringComparison.Ordinal) ? (id[..cut], id[(cut + 1)..]) : (id, null);
    }

    /// <summary>The whole resource, to be changed, and in it the occurrence or the series' first.</summary>
    public static (IcsComponent? Whole, IcsOccurrence? Occurrence) Find(DavCollection collection, string id)
    {
        var (name, stamp) = Split(id);
        if (collection.Find(name)?.Calendar is not { } whole)
        {
            return (null, null);
        }

        var all = new IcsEvents(whole, collection.Info.Zone).Within(Instant.FromUtc(1970, 1, 1, 0, 0), Instant.FromUtc(2100, 1, 1, 0, 0));
        return (whole, stamp is null ? all.FirstOrDefault(o => o.Component.Line("RECURRENCE-ID") is null) : all.FirstOrDefault(o => o.RecurrenceStamp == stamp));
    }

    /// <summary>The place the rule gives an occurrence that may have been moved.</summary>
    public static IcsOccurrence Original(IcsComponent whole, IcsOccurrence occurrence, DateTimeZone zone) =>
        occurrence.Component.Line("RECURRENCE-ID") is { } id && IcsTime.Parse(id, zone) is { } start ? occurrence with { Start = start } : occurrence;

    public static DeskEvent Read(string name, IcsComponent whole, IcsOccurrence occurrence, DeskCalendar calendar, bool asSeries = false)
    {
        var e = occurrence.Component;
        var isSeries = whole.Events.Any(c => c.Line("RRULE") is not null || c.Line("RDATE") is not null);
        return new DeskEvent
        {
            Id = isSeries && !asSeries ? $"{name}{Separator}{occurrence.RecurrenceStamp}" : name,
            Title = e.Line("SUMMARY")?.Text is { Length: > 0 } title ? title : "Without a title",
            Start = Local(occurrence.Start, calendar.Zone),
            End = Local(occurrence.End, calendar.Zone),
            IsAllDay = occurrence.Start.IsDate,
            Location = e.Line("LOCATION")?.Text,
            IsFree = e.Line("TRANSP")?.Value == "TRANSPARENT",
            IsTentative = e.Line("STATUS")?.Value == "TENTATIVE",
            IsDeclined = e.Lines.Exists(l => l.Name == "ATTENDEE" && l.Parameter("PARTSTAT") == "DECLINED" && l.Value.EndsWith(calendar.Account, StringComparison.OrdinalIgnoreCase)),
            Note = e.Line("STATUS")?.Value == "CANCELLED" ? "cancelled by its organizer" : e.Line("X-MICROSOFT-CDO-BUSYSTATUS")?.Value == "OOF" ? "out of office" : null,
            SeriesId = isSeries && !asSeries ? name : null,
            Repeats = IcsWriter.RepetitionOf(e),
        };
    }

    public static string Write(BulkEvent e, DeskCalendar calendar, Instant now)
    {
        var draft = new EventDraft
        {
            Title = e.Title,
            Start = e.Start.InZone(calendar.Zone).LocalDateTime,
            End = e.End.InZone(calendar.Zone).LocalDateTime,
            Location = e.Location,
        };
        var whole = IcsWriter.New(e.Id, draft, calendar.Zone, now);
        var component = whole.Events.First();
        component.Lines.Add(IcsLine.OfText("DESCRIPTION", e.Description));
        component.Lines.Add(new IcsLine("ORGANIZER", "", $"mailto:{calendar.Account}"));
        component.Lines.Add(new IcsLine("ATTENDEE", ";PARTSTAT=NEEDS-ACTION", $"mailto:{e.Guest}"));
        if (e.IsRecurring)
        {
            component.Lines.Add(new IcsLine("RRULE", "", $"FREQ=WEEKLY;COUNT={BulkEvent.Occurrences}"));
        }

        return whole.Write();
    }

    private static LocalDateTime Local(IcsTime time, DateTimeZone zone) => time.IsDate ? time.Local : time.At.InZone(zone).LocalDateTime;
}
