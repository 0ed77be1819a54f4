using System.Text.Json.Serialization;

namespace App.Infrastructure.Providers.GoogleCalendar;

internal sealed record GoogleCalendarList(IReadOnlyList<GoogleCalendarEntry>? Items, string? NextPageToken);

internal sealed record GoogleCalendarEntry(string? Id, string? Summary, string? SummaryOverride, string? TimeZone, string? AccessRole, bool Primary, bool Hidden, bool Deleted);

internal sealed record GoogleEvents(IReadOnlyList<GoogleEvent>? Items, string? NextPageToken, string? NextSyncToken, string? TimeZone);

/// <summary>The same page with its items unread, for when one of them can't be.</summary>
internal sealed record GoogleRawEvents(IReadOnlyList<System.Text.Json.JsonElement>? Items, string? NextPageToken, string? NextSyncToken, string? TimeZone);

internal sealed record GoogleEvent
{
    public string? Id { get; init; }

    public string? Status { get; init; }

    public string? Etag { get; init; }

    [JsonPropertyName("iCalUID")]
    public string? ICalUid { get; init; }

    public string? Summary { get; init; }

    public string? Description { get; init; }

    public string? Location { get; init; }

    public string? HtmlLink { get; init; }

    public string? HangoutLink { get; init; }

    public GoogleConference? ConferenceData { get; init; }

    public GoogleTime? Start { get; init; }

    public GoogleTime? End { get; init; }

    public string? RecurringEventId { get; init; }

    public string? Transparency { get; init; }

    public string? EventType { get; init; }

    public GooglePerson? Organizer { get; init; }

    public IReadOnlyList<GooglePerson>? Attendees { get; init; }
}

internal sealed record GoogleTime(string? Date, string? DateTime, string? TimeZone);

internal sealed record GooglePerson(string? Email, string? DisplayName, string? ResponseStatus, bool Self, bool Resource);

internal sealed record GoogleConference(IReadOnlyList<GoogleEntryPoint>? EntryPoints);

internal sealed record GoogleEntryPoint(string? EntryPointType, string? Uri);

internal sealed record GoogleUserInfo(string? Sub, string? Email, string? Name);

internal sealed record GoogleErrorBody(GoogleError? Error);

internal sealed record GoogleError(int Code, string? Message, IReadOnlyList<GoogleErrorItem>? Errors);

internal sealed record GoogleErrorItem(string? Domain, string? Reason, string? Message);

internal sealed record StoredAttendee(string? Name, string? Email, string? Response);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GoogleCalendarList))]
[JsonSerializable(typeof(GoogleEvents))]
[JsonSerializable(typeof(GoogleRawEvents))]
[JsonSerializable(typeof(GoogleUserInfo))]
[JsonSerializable(typeof(GoogleErrorBody))]
[JsonSerializable(typeof(IReadOnlyList<StoredAttendee>))]
internal sealed partial class GoogleJson : JsonSerializerContext;
