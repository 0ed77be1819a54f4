using System.Text.Json.Serialization;

namespace App.Infrastructure.Providers.GoogleCalendar;

// With setters, not records: what can be set only in a constructor is read into an array of objects first, which costs a page a third of its time.

internal sealed class GoogleCalendarList
{
    public IReadOnlyList<GoogleCalendarEntry>? Items { get; set; }

    public string? NextPageToken { get; set; }
}

internal sealed class GoogleCalendarEntry
{
    public string? Id { get; set; }

    public string? Summary { get; set; }

    public string? SummaryOverride { get; set; }

    public string? TimeZone { get; set; }

    public string? AccessRole { get; set; }

    public bool Primary { get; set; }

    public bool Hidden { get; set; }

    public bool Deleted { get; set; }
}

internal sealed class GoogleEvents
{
    public IReadOnlyList<GoogleEvent>? Items { get; set; }

    public string? NextPageToken { get; set; }

    public string? NextSyncToken { get; set; }

    public string? TimeZone { get; set; }
}

/// <summary>The same page with its items unread, for when one of them can't be.</summary>
internal sealed class GoogleRawEvents
{
    public IReadOnlyList<System.Text.Json.JsonElement>? Items { get; set; }

    public string? NextPageToken { get; set; }

    public string? NextSyncToken { get; set; }

    public string? TimeZone { get; set; }
}

internal sealed class GoogleEvent
{
    public string? Id { get; set; }

    public string? Status { get; set; }

    public string? Etag { get; set; }

    [JsonPropertyName("iCalUID")]
    public string? ICalUid { get; set; }

    public string? Summary { get; set; }

    public string? Description { get; set; }

    public string? Location { get; set; }

    public string? HtmlLink { get; set; }

    public string? HangoutLink { get; set; }

    public GoogleConference? ConferenceData { get; set; }

    public GoogleTime? Start { get; set; }

    public GoogleTime? End { get; set; }

    public string? RecurringEventId { get; set; }

    public string? Transparency { get; set; }

    public string? EventType { get; set; }

    public GooglePerson? Organizer { get; set; }

    public IReadOnlyList<GooglePerson>? Attendees { get; set; }
}

internal sealed class GoogleTime
{
    public string? Date { get; set; }

    public string? DateTime { get; set; }

    public string? TimeZone { get; set; }
}

internal sealed class GooglePerson
{
    public string? Email { get; set; }

    public string? DisplayName { get; set; }

    public string? ResponseStatus { get; set; }

    public bool Self { get; set; }

    public bool Resource { get; set; }
}

internal sealed class GoogleConference
{
    public IReadOnlyList<GoogleEntryPoint>? EntryPoints { get; set; }
}

internal sealed class GoogleEntryPoint
{
    public string? EntryPointType { get; set; }

    public string? Uri { get; set; }
}

internal sealed class GoogleUserInfo
{
    public string? Sub { get; set; }

    public string? Email { get; set; }

    public string? Name { get; set; }
}

internal sealed class GoogleErrorBody
{
    public GoogleError? Error { get; set; }
}

internal sealed class GoogleError
{
    public int Code { get; set; }

    public string? Message { get; set; }

    public IReadOnlyList<GoogleErrorItem>? Errors { get; set; }
}

internal sealed class GoogleErrorItem
{
    public string? Domain { get; set; }

    public string? Reason { get; set; }

    public string? Message { get; set; }
}

/// <summary>A push channel, asked for and as it was opened.</summary>
internal sealed class GoogleChannel
{
    public string? Id { get; set; }

    public string? Type { get; set; }

    public string? Address { get; set; }

    public string? Token { get; set; }

    public IReadOnlyDictionary<string, string>? Params { get; set; }

    public string? ResourceId { get; set; }

    /// <summary>Milliseconds since 1970, as text.</summary>
    public string? Expiration { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GoogleCalendarList))]
[JsonSerializable(typeof(GoogleEvent))]
[JsonSerializable(typeof(GoogleEvents))]
[JsonSerializable(typeof(GoogleRawEvents))]
[JsonSerializable(typeof(GoogleUserInfo))]
[JsonSerializable(typeof(GoogleErrorBody))]
[JsonSerializable(typeof(GoogleChannel))]
internal sealed partial class GoogleJson : JsonSerializerContext;
