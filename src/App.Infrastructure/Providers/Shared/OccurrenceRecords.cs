using App.Domain;
using App.Domain.Calendars;
using App.Domain.Calendars.ICalendar;
using App.Domain.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Providers.Shared;

/// <summary>Where a series was read.</summary>
/// <param name="SeriesId">Id of what it was read from: of a resource, of an event in a feed.</param>
/// <param name="ETag">Changes with it.</param>
/// <param name="Own">Addresses of whose calendar it is, by which her own answer is told; empty where unknown.</param>
internal sealed record SeriesSource(string SeriesId, string? ETag, IReadOnlyList<string> Own);

/// <summary>
/// Lays iCalendar series into time as rows. An occurrence is named by UID and original start (RFC 5545 §3.8.4.4), an event that does not recur by UID alone:
/// moving either keeps its name.
/// </summary>
internal static class OccurrenceRecords
{
    private static readonly InstantPattern OriginalStart = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>More than one every two hours, all window long; a series of more is no calendar entry.</summary>
    private static readonly ExpansionLimits Limits = ExpansionLimits.Default with { MostListed = 6000 };

    public static Result<IReadOnlyList<EventRecord>> Of(Series series, SeriesSource source, Window window, DateTimeZone zone) =>
        series.List(window, zone, Limits).Select(found => Result.Ok<IReadOnlyList<EventRecord>>([.. found.Select(o => Record(series, source, o))]).Value);

    private static EventRecord Record(Series series, SeriesSource source, Occurrence occurrence)
    {
        var written = occurrence.Event;
        return new EventRecord
        {
            ExternalId = IdOf(series, source, occurrence),
            SeriesId = source.SeriesId,
            IsOwnSeries = IsSingle(series, occurrence),
            ICalUid = VendorText.Cut(series.Uid),
            ETag = source.ETag,
            Title = VendorText.Cut(written.Summary) ?? "",
            Description = VendorText.Cut(written.Description),
            Location = VendorText.Cut(written.Location),
            Link = VendorText.Link(written.Url),
            MeetingUrl = VendorText.Link(MeetingUrl(written.Component)),
            Start = Clock.Truncate(occurrence.Start),
            End = Clock.Truncate(occurrence.End),
            StartDate = occurrence.StartDate,
            EndDate = occurrence.EndDate,
            TimeZone = Clock.FindZone(written.Start.Zone?.Id)?.Id,
            Status = written.BusyStatus == BusyStatus.Tentative && written.Status == EventStatus.Confirmed ? EventStatus.Tentative : written.Status,
            Transparency = written.BusyStatus == BusyStatus.Free ? Transparency.Free : written.Transparency,
            Response = ResponseOf(written, source.Own),
            Type = written.BusyStatus == BusyStatus.OutOfOffice ? EventType.OutOfOffice : EventType.Default,
            Organizer = VendorText.Cut(written.Organizer is { } organizer ? organizer.Name ?? organizer.Address : null),
            Attendees = StoredAttendee.Write(written.Attendees.Select(a => new StoredAttendee(VendorText.Cut(a.Name), VendorText.Cut(a.Address), StoredAttendee.WordOf(a.Response)))),
        };
    }

    /// <summary>What the ids of a series begin with: its UID; the id of what it was read from where it has none.</summary>
    public static string UidOf(Series series, string seriesId) => VendorText.Cut(series.Uid) is { Length: > 0 } own ? own : seriesId;

    /// <summary>The two parts of an occurrence's id; null where it is not of that form, as that of an event that does not recur.</summary>
    public static (string Uid, Instant Original)? SplitId(string id) =>
        id.LastIndexOf('/') is > 0 and var slash && OriginalStart.Parse(id[(slash + 1)..]) is { Success: true } original ? (id[..slash], original.Value) : null;

    private static string IdOf(Series series, SeriesSource source, Occurrence occurrence)
    {
        var uid = UidOf(series, source.SeriesId);
        return IsSingle(series, occurrence) ? uid : $"{uid}/{OriginalStart.Format(occurrence.OriginalStart)}";
    }

    private static bool IsSingle(Series series, Occurrence occurrence) => series.Master is { Recurs: false } master && ReferenceEquals(occurrence.Event, master);

    /// <summary>CONFERENCE (RFC 7986 §5.11), or what Google and Microsoft write instead.</summary>
    private static string? MeetingUrl(Component written) =>
        ((string[])["CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"]).Select(n => written.Find(n)?.Value.Trim()).FirstOrDefault(v => v is not null);

    private static Response ResponseOf(VEvent written, IReadOnlyList<string> own) =>
        written.Attendees.FirstOrDefault(a => own.Contains(a.Address, StringComparer.OrdinalIgnoreCase)) is { } self ? self.Response : Response.None;
}
