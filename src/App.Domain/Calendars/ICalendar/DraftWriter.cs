using System.Globalization;
using NodaTime;

namespace App.Domain.Calendars.ICalendar;

/// <summary>Writes drafts into iCalendar: what a draft carries is set, everything else stays as it came.</summary>
public static class DraftWriter
{
    private const string ProductId = "-//Integrations hub//Calendar//EN";

    /// <summary>A calendar with one event in it (RFC 5545 §3.6.1), as CalDAV stores it: without METHOD (RFC 4791 §4.1).</summary>
    /// <param name="own">Addresses of whose calendar it is, the one to invite from first; empty where unknown.</param>
    public static Component New(string uid, EventDraft draft, IReadOnlyList<string> own, Instant now)
    {
        var written = new Component("VEVENT").Add(Property.OfText("UID", uid)).Add(TimeProperty.OfUtc("CREATED", now));
        var calendar = new Component("VCALENDAR").Add(new Property("VERSION", "2.0")).Add(new Property("PRODID", ProductId)).Add(written);
        Set(calendar, written, draft, own, now);
        written.Set(new Property("SEQUENCE", "0"));
        return calendar;
    }

    /// <summary>Changes an event of a calendar, and says so: DTSTAMP, LAST-MODIFIED and a higher SEQUENCE (RFC 5545 §3.8.7).</summary>
    public static void Change(Component calendar, VEvent before, Component written, EventDraft change, IReadOnlyList<string> own, Instant now)
    {
        ArgumentNullException.ThrowIfNull(before);
        Set(calendar, written, change, own, now);
        written.Set(new Property("SEQUENCE", Math.Min(before.Sequence + 1L, int.MaxValue).ToString(CultureInfo.InvariantCulture)));
    }

    private static void Set(Component calendar, Component written, EventDraft draft, IReadOnlyList<string> own, Instant now)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(draft);
        written.Set(TimeProperty.OfUtc("DTSTAMP", now));
        written.Set(TimeProperty.OfUtc("LAST-MODIFIED", now));
        if (draft.Time is not null)
        {
            SetTime(calendar, written, draft.Time);
        }

        SetText(written, "SUMMARY", draft.Title);
        SetText(written, "LOCATION", draft.Location, alsoAs: "X-APPLE-STRUCTURED-LOCATION");
        SetText(written, "DESCRIPTION", draft.Notes?.Whole, alsoAs: "X-ALT-DESC");
        if (draft.Notes is not null)
        {
            SetOrRemove(written, "URL", draft.Notes.Link is { } link ? new Property("URL", link, ("VALUE", "URI")) : null);
        }

        if (draft.Transparency is { } transparency)
        {
            written.Remove("X-MICROSOFT-CDO-BUSYSTATUS");
            written.Set(new Property("TRANSP", transparency == Transparency.Free ? "TRANSPARENT" : "OPAQUE"));
        }

        if (draft.Attendees is not null)
        {
            Invite(written, draft.Attendees, own);
        }

        if (draft.Reminders is not null)
        {
            Remind(written, draft.Reminders);
        }
    }

    private static void SetTime(Component calendar, Component written, EventTime time)
    {
        written.Remove("DURATION");
        switch (time)
        {
            case EventTime.WholeDays days:
                written.Set(TimeProperty.OfDate("DTSTART", days.Start));
                written.Set(TimeProperty.OfDate("DTEND", days.End));
                break;
            case EventTime.Timed timed when timed.Zone.Id == DateTimeZone.Utc.Id || !TimeProperty.IsExact(timed.Start, timed.Zone) || !TimeProperty.IsExact(timed.End, timed.Zone):
                written.Set(TimeProperty.OfUtc("DTSTART", timed.Start));
                written.Set(TimeProperty.OfUtc("DTEND", timed.End));
                break;
            case EventTime.Timed timed:
                written.Set(TimeProperty.OfZone("DTSTART", timed.Start, timed.Zone, timed.Zone.Id));
                written.Set(TimeProperty.OfZone("DTEND", timed.End, timed.Zone, timed.Zone.Id));
                ZoneWriter.Describe(calendar, timed.Zone.Id, timed.Zone, timed.Start);
                break;
        }
    }

    /// <param name="alsoAs">The same in another form, which would contradict it.</param>
    private static void SetText(Component written, string name, string? text, string? alsoAs = null)
    {
        if (text is null)
        {
            return;
        }

        SetOrRemove(written, name, text.Length == 0 ? null : Property.OfText(name, text));
        if (alsoAs is not null)
        {
            written.Remove(alsoAs);
        }
    }

    private static void SetOrRemove(Component written, string name, Property? property)
    {
        if (property is null)
        {
            written.Remove(name);
        }
        else
        {
            written.Set(property);
        }
    }

    /// <summary>Those who stay keep their lines; the owner and rooms stay in any case.</summary>
    private static void Invite(Component written, IReadOnlyList<DraftAttendee> wanted, IReadOnlyList<string> own)
    {
        var left = wanted.ToDictionary(a => a.Email, StringComparer.OrdinalIgnoreCase);
        var organizer = written.Find("ORGANIZER") is { } line ? Attendee.Of(line).Address : own.Count > 0 ? own[0] : null;
        foreach (var invited in written.Properties.Where(p => p.Is("ATTENDEE")).ToList())
        {
            var address = Attendee.Of(invited).Address;
            if (!left.Remove(address) && !string.Equals(address, organizer, StringComparison.OrdinalIgnoreCase) && !own.Contains(address, StringComparer.OrdinalIgnoreCase) && invited.Parameter("CUTYPE")?.ToUpperInvariant() is not ("ROOM" or "RESOURCE"))
            {
                written.Remove(invited);
            }
        }

        if (wanted.Count > 0 && written.Find("ORGANIZER") is null && organizer is not null)
        {
            written.Set(new Property("ORGANIZER", "mailto:" + organizer));
        }

        foreach (var added in left.Values)
        {
            (string, string)[] name = added.Name is { } known ? [("CN", known)] : [];
            Insert(written, new Property("ATTENDEE", "mailto:" + added.Email, [.. name, ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "TRUE")]));
        }
    }

    /// <summary>Alarms that show or sound are those of the draft; one that sends mail or runs something stays.</summary>
    private static void Remind(Component written, IReadOnlyList<int> minutes)
    {
        foreach (var alarm in written.Components.Where(c => c.Is("VALARM") && c.Find("ACTION")?.Value.Trim().ToUpperInvariant() is null or "DISPLAY" or "AUDIO").ToList())
        {
            written.Remove(alarm);
        }

        foreach (var before in minutes)
        {
            written.Add(new Component("VALARM")
                .Add(new Property("ACTION", "DISPLAY"))
                .Add(new Property("TRIGGER", string.Create(CultureInfo.InvariantCulture, $"-PT{before}M")))
                .Add(Property.OfText("DESCRIPTION", written.Find("SUMMARY")?.Text ?? "")));
        }
    }

    /// <summary>Behind the other properties, before what lies inside the event.</summary>
    private static void Insert(Component written, Property property)
    {
        var inside = written.ChildList.FindIndex(c => c is Component);
        written.ChildList.Insert(inside < 0 ? written.ChildList.Count : inside, property);
    }
}
