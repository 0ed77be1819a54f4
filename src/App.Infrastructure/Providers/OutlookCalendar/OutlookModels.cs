using System.Text.Json;
using System.Text.Json.Serialization;

namespace App.Infrastructure.Providers.OutlookCalendar;

internal sealed class OutlookCalendarList
{
    public List<OutlookCalendarEntry>? Value { get; set; }

    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; set; }
}

internal sealed class OutlookCalendarEntry
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public bool? IsDefaultCalendar { get; set; }

    public bool? CanEdit { get; set; }
}

/// <summary>A page of a delta round or of a view.</summary>
internal sealed class OutlookEvents
{
    public List<OutlookEvent?>? Value { get; set; }

    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; set; }

    [JsonPropertyName("@odata.deltaLink")]
    public string? DeltaLink { get; set; }
}

/// <summary>The same page with its items unread, for when one of them can't be.</summary>
internal sealed class OutlookRawEvents
{
    public List<JsonElement>? Value { get; set; }

    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; set; }

    [JsonPropertyName("@odata.deltaLink")]
    public string? DeltaLink { get; set; }
}

/// <summary>An event, a series, or what a delta round tells of an occurrence: then what is missing is as its series has it.</summary>
internal sealed class OutlookEvent
{
    public string? Id { get; set; }

    [JsonPropertyName("@odata.etag")]
    public string? ETag { get; set; }

    [JsonPropertyName("@removed")]
    public OutlookRemoved? Removed { get; set; }

    /// <summary><c>singleInstance</c>, <c>occurrence</c>, <c>exception</c> or <c>seriesMaster</c>.</summary>
    public string? Type { get; set; }

    public string? SeriesMasterId { get; set; }

    [JsonPropertyName("iCalUId")]
    public string? ICalUid { get; set; }

    public string? Subject { get; set; }

    public OutlookBody? Body { get; set; }

    public string? BodyPreview { get; set; }

    public OutlookLocation? Location { get; set; }

    public string? WebLink { get; set; }

    public OutlookMeeting? OnlineMeeting { get; set; }

    public string? OnlineMeetingUrl { get; set; }

    public OutlookTime? Start { get; set; }

    public OutlookTime? End { get; set; }

    public string? OriginalStartTimeZone { get; set; }

    public bool? IsAllDay { get; set; }

    public bool? IsCancelled { get; set; }

    /// <summary><c>free</c>, <c>tentative</c>, <c>busy</c>, <c>oof</c>, <c>workingElsewhere</c> or <c>unknown</c>; never missing in an event told in full.</summary>
    public string? ShowAs { get; set; }

    public OutlookAnswer? ResponseStatus { get; set; }

    public OutlookPerson? Organizer { get; set; }

    public List<OutlookPerson?>? Attendees { get; set; }

    public bool IsSeries => Type == "seriesMaster";

    /// <summary>Told in few words, under its series.</summary>
    public bool IsSparse => Removed is null && !IsSeries && SeriesMasterId is { Length: > 0 } && ShowAs is null;
}

internal sealed class OutlookRemoved
{
    public string? Reason { get; set; }
}

internal sealed class OutlookBody
{
    public string? ContentType { get; set; }

    public string? Content { get; set; }
}

internal sealed class OutlookLocation
{
    public string? DisplayName { get; set; }
}

internal sealed class OutlookMeeting
{
    public string? JoinUrl { get; set; }
}

/// <summary>A local time with seven decimals and no offset, and the name of its zone beside it.</summary>
internal sealed class OutlookTime
{
    public string? DateTime { get; set; }

    public string? TimeZone { get; set; }
}

internal sealed class OutlookAnswer
{
    public string? Response { get; set; }
}

internal sealed class OutlookPerson
{
    public string? Type { get; set; }

    public OutlookAnswer? Status { get; set; }

    public OutlookAddress? EmailAddress { get; set; }
}

internal sealed class OutlookAddress
{
    public string? Name { get; set; }

    public string? Address { get; set; }
}

internal sealed class OutlookUser
{
    public string? Id { get; set; }

    public string? Mail { get; set; }

    public string? UserPrincipalName { get; set; }

    public string? DisplayName { get; set; }
}

internal sealed class OutlookErrorBody
{
    public OutlookError? Error { get; set; }
}

internal sealed class OutlookError
{
    public string? Code { get; set; }
}

/// <summary>A subscription, asked for and as it was made. What is not said of a change stays as it is.</summary>
internal sealed class OutlookSubscription
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChangeType { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotificationUrl { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LifecycleNotificationUrl { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Resource { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientState { get; set; }

    public string? ExpirationDateTime { get; set; }
}

internal sealed class OutlookSubscriptionList
{
    public List<OutlookSubscription>? Value { get; set; }

    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; set; }
}

internal sealed class OutlookNotices
{
    public List<OutlookNotice?>? Value { get; set; }
}

/// <summary>Of a change, or, with a lifecycle event, of the subscription itself.</summary>
internal sealed class OutlookNotice
{
    public string? SubscriptionId { get; set; }

    public string? SubscriptionExpirationDateTime { get; set; }

    public string? ClientState { get; set; }

    public string? LifecycleEvent { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutlookCalendarList))]
[JsonSerializable(typeof(OutlookEvents))]
[JsonSerializable(typeof(OutlookRawEvents))]
[JsonSerializable(typeof(OutlookUser))]
[JsonSerializable(typeof(OutlookErrorBody))]
[JsonSerializable(typeof(OutlookSubscription))]
[JsonSerializable(typeof(OutlookSubscriptionList))]
[JsonSerializable(typeof(OutlookNotices))]
internal sealed partial class OutlookJson : JsonSerializerContext;
