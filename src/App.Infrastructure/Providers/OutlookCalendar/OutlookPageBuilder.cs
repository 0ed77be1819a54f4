using App.Domain.Calendars;
using App.Domain.Calendars.ICalendar;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>
/// Turns what Graph tells into occurrences. Rounds repeat themselves: of what a page tells of one event, the last counts. What can't be understood is
/// counted and left out.
/// </summary>
/// <param name="zone">The member's, for all-day events.</param>
/// <param name="series">From which occurrences told in few words are filled in.</param>
internal sealed class OutlookPageBuilder(DateTimeZone zone, IReadOnlyDictionary<string, OutlookEvent> series)
{
    private readonly Dictionary<string, EventRecord> _events = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private readonly HashSet<string> _setAside = new(StringComparer.Ordinal);
    private readonly ZoneTable _zones = new(calendar: null);

    public EventPage Build(OutlookPage page)
    {
        foreach (var item in page.Items)
        {
            Add(item);
        }

        _setAside.UnionWith(page.Unreadable.OfType<string>());
        var nameless = page.Unreadable.Count(id => id is null);
        return new EventPage([.. _events.Values], [.. _deleted], _setAside.Count + nameless, page.NextLink, page.NextLink is null ? page.DeltaLink : null)
        {
            SetAsideIds = [.. _setAside],
            BecameSeries = [.. _series],
        };
    }

    private void Add(OutlookEvent item)
    {
        var id = item.Id!;
        _setAside.Remove(id);
        if (item.Removed is not null)
        {
            Remove(id);
        }
        else if (item.IsSeries)
        {
            _events.Remove(id);
            _series.Add(id);
        }
        else if (MasterOf(item) is var master && Lay(item, master) is { } when)
        {
            _deleted.Remove(id);
            _series.Remove(id);
            _events[id] = Record(item, master, when);
        }
        else
        {
            _setAside.Add(id);
        }
    }

    /// <summary>A series takes its occurrences along: also those told before on this page.</summary>
    private void Remove(string id)
    {
        _deleted.Add(id);
        _series.Remove(id);
        _events.Remove(id);
        foreach (var occurrence in _events.Values.Where(e => e.SeriesId == id).ToList())
        {
            _events.Remove(occurrence.ExternalId);
        }
    }

    private OutlookEvent? MasterOf(OutlookEvent item) => item.IsSparse ? series.GetValueOrDefault(item.SeriesMasterId!) : null;

    /// <summary>An occurrence whose series is not to be found claims its time under no title: unknown is never free.</summary>
    private EventRecord Record(OutlookEvent item, OutlookEvent? master, EventSpan when)
    {
        var showAs = item.ShowAs ?? master?.ShowAs;
        return new EventRecord
        {
            ExternalId = item.Id!,
            SeriesId = item.SeriesMasterId is { Length: > 0 } of ? of : null,
            ICalUid = VendorText.Cut(item.ICalUid),
            ETag = master?.ETag ?? item.ETag,
            Title = VendorText.Cut(item.Subject ?? master?.Subject) ?? "",
            Description = VendorText.Cut(TextOf(item) ?? TextOf(master)),
            Location = VendorText.Cut((item.Location ?? master?.Location)?.DisplayName) is { Length: > 0 } place ? place : null,
            Link = VendorText.Link(item.WebLink ?? master?.WebLink),
            MeetingUrl = VendorText.Link(MeetingOf(item) ?? MeetingOf(master)),
            Start = when.Start,
            End = when.End,
            StartDate = when.StartDate,
            EndDate = when.EndDate,
            TimeZone = FindZone(item.OriginalStartTimeZone ?? master?.OriginalStartTimeZone)?.Id,
            Status = (item.IsCancelled ?? master?.IsCancelled) == true ? EventStatus.Cancelled : showAs == "tentative" ? EventStatus.Tentative : EventStatus.Confirmed,
            Transparency = showAs is "free" or "workingElsewhere" ? Transparency.Free : Transparency.Busy,
            Response = ResponseOf(item.ResponseStatus ?? master?.ResponseStatus),
            Type = showAs switch { "oof" => EventType.OutOfOffice, "workingElsewhere" => EventType.WorkingLocation, _ => EventType.Default },
            Organizer = VendorText.Cut(NameOf(item.Organizer ?? master?.Organizer)),
            Attendees = StoredAttendee.Write((item.Attendees ?? master?.Attendees ?? []).OfType<OutlookPerson>().Where(p => p.Type != "resource").Select(Attendee)),
        };
    }

    private EventSpan? Lay(OutlookEvent item, OutlookEvent? master)
    {
        if (Local(item.Start) is not { } start || Local(item.End) is not { } end)
        {
            return null;
        }

        if ((item.IsAllDay ?? master?.IsAllDay) == true)
        {
            return EventSpan.OfDays(start.Date, end.TimeOfDay == LocalTime.Midnight ? end.Date : end.Date.PlusDays(1), zone);
        }

        return FindZone(item.Start!.TimeZone) is { } from && FindZone(item.End!.TimeZone) is { } to
            ? EventSpan.Of(Clock.Truncate(Clock.At(start, from)), Clock.Truncate(Clock.At(end, to)))
            : null;
    }

    private static LocalDateTime? Local(OutlookTime? time) =>
        time?.DateTime is { } text && LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var local } ? local : null;

    /// <summary>A Windows name, an IANA name, or one of Microsoft's own such as <c>tzone://Microsoft/Utc</c>; null for a custom one.</summary>
    private DateTimeZone? FindZone(string? name) => name is not null && _zones.Find(name).TryGet(out var found, out _) ? found : null;

    private static string? TextOf(OutlookEvent? item) => item?.Body is { ContentType: "text", Content: var text } ? text : item?.BodyPreview;

    private static string? MeetingOf(OutlookEvent? item) => item?.OnlineMeeting?.JoinUrl ?? (item?.OnlineMeetingUrl is { Length: > 0 } url ? url : null);

    private static string? NameOf(OutlookPerson? person) => person?.EmailAddress?.Name is { Length: > 0 } name ? name : person?.EmailAddress?.Address;

    private static StoredAttendee Attendee(OutlookPerson person) =>
        new(person.EmailAddress?.Name, person.EmailAddress?.Address, StoredAttendee.WordOf(ResponseOf(person.Status)));

    private static Response ResponseOf(OutlookAnswer? answer) => answer?.Response switch
    {
        "accepted" => Response.Accepted,
        "tentativelyAccepted" => Response.Tentative,
        "declined" => Response.Declined,
        "notResponded" => Response.NeedsAction,
        _ => Response.None,
    };
}
