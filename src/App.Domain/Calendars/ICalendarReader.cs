using App.Domain.Connections;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Calendars;

/// <summary>
/// Reads calendars and their events. Reading changes nothing at the vendor. Pages of one pass are read in order; a page may be read again.
/// </summary>
public interface ICalendarReader
{
    /// <summary>All calendars of the account, every page of the vendor's list.</summary>
    Task<Result<IReadOnlyList<CalendarRecord>>> ListCalendarsAsync(Grant grant, CancellationToken cancellationToken);

    /// <summary>
    /// One page of a pass: a full one without <see cref="EventPageRequest.SyncToken"/>, an incremental one with it.
    /// <see cref="EventPage.CursorExpired"/> says that the token is no longer accepted and a full pass must follow.
    /// </summary>
    Task<Result<EventPage>> ReadEventsAsync(Grant grant, EventPageRequest request, CancellationToken cancellationToken);
}

/// <summary>A calendar as the vendor lists it.</summary>
public sealed record CalendarRecord(string ExternalId, string Name, string? TimeZone, bool IsPrimary, bool IsWritable, bool IsHidden);

/// <summary>Which page is wanted.</summary>
/// <param name="CalendarId">Vendor's id of the calendar.</param>
/// <param name="Window">Bounds of a full pass; the token of an incremental one remembers its own.</param>
/// <param name="Zone">The member's zone, in which all-day events are laid into time.</param>
public sealed record EventPageRequest(string CalendarId, Window Window, DateTimeZone Zone, string? SyncToken, string? PageToken);

/// <summary>One page of a pass.</summary>
/// <param name="Events">Occurrences that exist.</param>
/// <param name="Deleted">
/// Vendor's ids of occurrences, and of series with all their occurrences, that no longer exist. They go before <paramref name="Events"/> come, so that a
/// page can tell a series anew.
/// </param>
/// <param name="SetAside">Records the vendor sent that could not be understood.</param>
/// <param name="NextPageToken">Null on the last page.</param>
/// <param name="NextSyncToken">Only on the last page; null there where the vendor tells no changes of this calendar: every pass is a full one then.</param>
public sealed record EventPage(IReadOnlyList<EventRecord> Events, IReadOnlyList<string> Deleted, int SetAside, string? NextPageToken, string? NextSyncToken)
{
    /// <summary>The answer to a token the vendor no longer accepts.</summary>
    public static readonly EventPage Expired = new([], [], 0, null, null);

    /// <summary>
    /// Vendor's ids of the records set aside, occurrences or whole series, as far as they could be told: they exist, so what is known of them stays. Where one could not be told, a full
    /// pass deletes nothing.
    /// </summary>
    public IReadOnlyList<string> SetAsideIds { get; init; } = [];

    /// <summary>
    /// Vendor's ids of series of which <see cref="Events"/> has every occurrence there is: others that are known of them are no more. What stays keeps its row.
    /// </summary>
    public IReadOnlyList<string> ReplacedSeries { get; init; } = [];

    /// <summary>
    /// Vendor's ids that now name a series. Where one named a single event before, that event is no more; occurrences of the series are told by themselves.
    /// </summary>
    public IReadOnlyList<string> BecameSeries { get; init; } = [];

    /// <summary>True: there is nothing in it to apply.</summary>
    public bool IsEmpty => Events.Count + Deleted.Count + ReplacedSeries.Count + BecameSeries.Count == 0;

    public bool CursorExpired => ReferenceEquals(this, Expired);
}

/// <summary>An occurrence as the vendor gave it, laid into time.</summary>
public sealed record EventRecord
{
    public required string ExternalId { get; init; }

    /// <summary>By which it is read, told to be gone, and written: of a series that of all its occurrences.</summary>
    public string? SeriesId { get; init; }

    /// <summary>True: <see cref="SeriesId"/> names nothing but this one. Some vendors keep an event that does not recur as they keep a series.</summary>
    public bool IsOwnSeries { get; init; }

    public string? ICalUid { get; init; }

    public string? ETag { get; init; }

    public string Title { get; init; } = "";

    public string? Description { get; init; }

    public string? Location { get; init; }

    public string? Link { get; init; }

    public string? MeetingUrl { get; init; }

    public Instant Start { get; init; }

    public Instant End { get; init; }

    public LocalDate? StartDate { get; init; }

    public LocalDate? EndDate { get; init; }

    public string? TimeZone { get; init; }

    public EventStatus Status { get; init; }

    public Transparency Transparency { get; init; }

    public Response Response { get; init; }

    public EventType Type { get; init; }

    public string? Organizer { get; init; }

    public string? Attendees { get; init; }
}
