using System.Text.Json;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>Turns Google's events into occurrences; what can't be understood is counted and left out.</summary>
internal sealed class GooglePageBuilder(DateTimeZone zone)
{
    private readonly List<EventRecord> _events = [];
    private readonly List<string> _deleted = [];
    private readonly List<string> _setAsideIds = [];
    private int _setAside;

    public void AddAll(IReadOnlyList<GoogleEvent> items)
    {
        _events.EnsureCapacity(items.Count);
        foreach (var item in items)
        {
            Add(item);
        }
    }

    public void AddEach(IReadOnlyList<JsonElement> items)
    {
        foreach (var item in items)
        {
            try
            {
                Add(item.Deserialize(GoogleJson.Default.GoogleEvent));
            }
            catch (JsonException)
            {
                SetAside(item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null);
            }
        }
    }

    public EventPage Build(string? nextPageToken, string? nextSyncToken) =>
        new(_events, _deleted, _setAside, nextPageToken, nextPageToken is null ? nextSyncToken : null) { SetAsideIds = _setAsideIds };

    private void SetAside(string? id)
    {
        _setAside++;
        if (!string.IsNullOrEmpty(id))
        {
            _setAsideIds.Add(id);
        }
    }

    private void Add(GoogleEvent? item)
    {
        if (item is not { Id.Length: > 0 } || item.Id.Contains('\0', StringComparison.Ordinal))
        {
            _setAside++;
        }
        else if (item.Status == "cancelled")
        {
            _deleted.Add(item.Id);
        }
        else if (Lay(item) is { } when)
        {
            _events.Add(Record(item, when));
        }
        else
        {
            SetAside(item.Id);
        }
    }

    private static EventRecord Record(GoogleEvent item, EventSpan when)
    {
        var self = item.Attendees?.FirstOrDefault(a => a.Self);
        return new EventRecord
        {
            ExternalId = item.Id!,
            SeriesId = item.RecurringEventId,
            ICalUid = VendorText.Cut(item.ICalUid),
            ETag = item.Etag,
            Title = VendorText.Cut(item.Summary) ?? "",
            Description = VendorText.Cut(item.Description),
            Location = VendorText.Cut(item.Location),
            Link = VendorText.Link(item.HtmlLink),
            MeetingUrl = VendorText.Link(item.HangoutLink ?? item.ConferenceData?.EntryPoints?.FirstOrDefault(e => e.EntryPointType == "video")?.Uri),
            Start = when.Start,
            End = when.End,
            StartDate = when.StartDate,
            EndDate = when.EndDate,
            TimeZone = item.Start!.TimeZone,
            Status = item.Status == "tentative" ? EventStatus.Tentative : EventStatus.Confirmed,
            Transparency = item.Transparency == "transparent" ? Transparency.Free : Transparency.Busy,
            Response = ResponseOf(self?.ResponseStatus),
            Type = TypeOf(item.EventType),
            Organizer = VendorText.Cut(item.Organizer?.DisplayName ?? item.Organizer?.Email),
            Attendees = StoredAttendee.Write((item.Attendees ?? []).Where(p => !p.Resource).Select(p => new StoredAttendee(p.DisplayName, p.Email, p.ResponseStatus))),
        };
    }

    private EventSpan? Lay(GoogleEvent item) => item switch
    {
        { Start.Date: { } first, End.Date: { } after } => LayDays(first, after),
        { Start: { DateTime: not null } start, End: { DateTime: not null } end } when At(start) is { } s && At(end) is { } e => EventSpan.Of(s, e),
        _ => null,
    };

    private EventSpan? LayDays(string first, string after) =>
        LocalDatePattern.Iso.Parse(first) is { Success: true } start && LocalDatePattern.Iso.Parse(after) is { Success: true } end ? EventSpan.OfDays(start.Value, end.Value, zone) : null;

    private static Instant? At(GoogleTime time)
    {
        if (Rfc3339.Parse(time.DateTime!) is { } exact)
        {
            return exact;
        }

        return LocalDateTimePattern.ExtendedIso.Parse(time.DateTime!) is { Success: true } local && Clock.FindZone(time.TimeZone) is { } own ? Clock.At(local.Value, own) : null;
    }

    private static Response ResponseOf(string? status) => status switch
    {
        "accepted" => Response.Accepted,
        "declined" => Response.Declined,
        "tentative" => Response.Tentative,
        "needsAction" => Response.NeedsAction,
        _ => Response.None,
    };

    private static EventType TypeOf(string? type) => type switch
    {
        "outOfOffice" => EventType.OutOfOffice,
        "focusTime" => EventType.FocusTime,
        "workingLocation" => EventType.WorkingLocation,
        "birthday" => EventType.Birthday,
        "fromGmail" => EventType.FromMail,
        _ => EventType.Default,
    };
}
