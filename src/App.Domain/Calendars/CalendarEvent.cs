using NodaTime;

namespace App.Domain.Calendars;

/// <summary>Whether an event claims the time.</summary>
public enum Transparency
{
    Busy = 0,
    Free = 1,
}

/// <summary>How far an event is agreed.</summary>
public enum EventStatus
{
    Confirmed = 0,
    Tentative = 1,
    Cancelled = 2,
}

/// <summary>The member's own answer to an invitation.</summary>
public enum Response
{
    /// <summary>Not invited: it is her own event.</summary>
    None = 0,
    NeedsAction = 1,
    Accepted = 2,
    Tentative = 3,
    Declined = 4,
}

/// <summary>What kind of entry it is, as vendors distinguish them.</summary>
public enum EventType
{
    Default = 0,
    OutOfOffice = 1,
    FocusTime = 2,
    WorkingLocation = 3,
    Birthday = 4,
    FromMail = 5,
}

/// <summary>One occurrence in time, as at the provider.</summary>
public sealed class CalendarEvent : IOwned
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid CalendarId { get; init; }

    /// <summary>The vendor's id of this occurrence; unique in its calendar.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The vendor's id of the series it belongs to, or null.</summary>
    public string? SeriesId { get; set; }

    /// <summary>True: <see cref="SeriesId"/> names nothing but this one. Some vendors keep an event that does not recur as they keep a series.</summary>
    public bool IsOwnSeries { get; set; }

    public string? ICalUid { get; set; }

    public string? ETag { get; set; }

    public string Title { get; set; } = "";

    public string? Description { get; set; }

    public string? Location { get; set; }

    /// <summary>Where a click leads at the vendor.</summary>
    public string? Link { get; set; }

    public string? MeetingUrl { get; set; }

    /// <summary>Start as an instant. Of an all-day event: a projection in the member's zone, rebuilt when that changes.</summary>
    public Instant Start { get; set; }

    /// <summary>End, exclusive.</summary>
    public Instant End { get; set; }

    /// <summary>Set for all-day events only: what the vendor wrote.</summary>
    public LocalDate? StartDate { get; set; }

    /// <summary>Exclusive.</summary>
    public LocalDate? EndDate { get; set; }

    /// <summary>The zone the vendor wrote the time in, or null.</summary>
    public string? TimeZone { get; set; }

    public EventStatus Status { get; set; }

    public Transparency Transparency { get; set; }

    public Response Response { get; set; }

    public EventType Type { get; set; }

    public string? Organizer { get; set; }

    /// <summary>Attendees as JSON, for display only; never queried.</summary>
    public string? Attendees { get; set; }

    /// <summary>The pass that last saw it; a full pass sweeps older ones after its last page.</summary>
    public long Generation { get; set; }

    public bool IsAllDay => StartDate is not null;

    /// <summary>The series it is one of several occurrences of, or null.</summary>
    public string? Recurring => IsOwnSeries ? null : SeriesId;
}
