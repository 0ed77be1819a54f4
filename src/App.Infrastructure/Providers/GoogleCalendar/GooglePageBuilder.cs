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
    private const int MostText = 8192;
    private const int MostAttendees = 100;

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
                Add(item.Deserialize((System.Text.Json.Serialization.Metadata.JsonTypeInfo<GoogleEvent>)GoogleJson.Default.GetTypeInfo(typeof(GoogleEvent))!));
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

    private static EventRecord Record(GoogleEvent item, When when)
    {
        var self = item.Attendees?.FirstOrDefault(a => a.Self);
        return new EventRecord
        {
            ExternalId = item.Id!,
            SeriesId = item.RecurringEventId,
            ICalUid = Cut(item.ICalUid),
            ETag = item.Etag,
            Title = Cut(item.Summary) ?? "",
            Description = Cut(item.Description),
            Location = Cut(item.Location),
            Link = Https(item.HtmlLink),
            MeetingUrl = Https(item.HangoutLink ?? item.ConferenceData?.EntryPoints?.FirstOrDefault(e => e.EntryPointType == "video")?.Uri),
            Start = when.Start,
            End = when.End,
            StartDate = when.StartDate,
            EndDate = when.EndDate,
            TimeZone = item.Start!.TimeZone,
            Status = item.Status == "tentative" ? EventStatus.Tentative : EventStatus.Confirmed,
            Transparency = item.Transparency == "transparent" ? Transparency.Free : Transparency.Busy,
            Response = ResponseOf(self?.ResponseStatus),
            Type = TypeOf(item.EventType),
            Organizer = Cut(item.Organizer?.DisplayName ?? item.Organizer?.Email),
            Attendees = item.Attendees is { Count: > 0 } people
                ? JsonSerializer.Serialize([.. people.Where(p => !p.Resource).Take(MostAttendees).Select(p => new StoredAttendee(p.DisplayName, p.Email, p.ResponseStatus))], GoogleJson.Default.IReadOnlyListStoredAttendee)
                : null,
        };
    }

    private When? Lay(GoogleEvent item) => item switch
    {
        { Start.Date: { } first, End.Date: { } after } => LayDays(first, after),
        { Start: { DateTime: not null } start, End: { DateTime: not null } end } when At(start) is { } s && At(end) is { } e && e >= s => new When(s, e, null, null),
        _ => null,
    };

    private When? LayDays(string first, string after)
    {
        var (start, end) = (LocalDatePattern.Iso.Parse(first), LocalDatePattern.Iso.Parse(after));
        if (!start.Success || !end.Success || end.Value < start.Value)
        {
            return null;
        }

        // Google has been seen to send an end equal to the start: it means that one day.
        var until = end.Value == start.Value ? start.Value.PlusDays(1) : end.Value;
        return new When(Clock.StartOfDay(start.Value, zone), Clock.StartOfDay(until, zone), start.Value, until);
    }

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

    /// <summary>Text as every database takes it: bounded, no half of a surrogate pair at its end, no NUL.</summary>
    internal static string? Cut(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var end = text.Length <= MostText ? text.Length : char.IsHighSurrogate(text[MostText - 1]) ? MostText - 1 : MostText;
        return (end == text.Length ? text : text[..end]).Replace("\0", "", StringComparison.Ordinal);
    }

    /// <summary>Links come from whoever sent the invitation: only web addresses become links.</summary>
    private static string? Https(string? url) => url is not null && (url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal)) ? Cut(url) : null;

    private sealed record When(Instant Start, Instant End, LocalDate? StartDate, LocalDate? EndDate);
}
