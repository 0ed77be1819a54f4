using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.IcsFeed;

/// <summary>
/// One calendar, read whole: a feed tells no changes, only that it has changed. An unchanged one costs one request, mostly without a body; a changed one is
/// answered with <see cref="EventPage.Expired"/>, so that a full pass takes out what is no longer in it.
/// </summary>
internal sealed class IcsFeedReader(IcsFeedApi api) : ICalendarReader
{
    private const string CalendarId = "feed";
    private const int MostEvents = 100_000;

    public Task<Result<IReadOnlyList<CalendarRecord>>> ListCalendarsAsync(Grant grant, CancellationToken cancellationToken)
    {
        var account = AccountSecret.Of(grant);
        return Task.FromResult(Result.Ok<IReadOnlyList<CalendarRecord>>([new CalendarRecord(CalendarId, account.Title ?? account.Url.Host, null, IsPrimary: true, IsWritable: false, IsHidden: false)]));
    }

    public async Task<Result<EventPage>> ReadEventsAsync(Grant grant, EventPageRequest request, CancellationToken cancellationToken)
    {
        var known = request.SyncToken is { } token ? FeedVersion.Read(token) : null;
        if (!(await api.GetAsync(grant, known, cancellationToken)).TryGet(out var answer, out var failure))
        {
            return failure;
        }

        if (answer.Body is null)
        {
            return known is null or { ETag: null, LastModified: null }
                ? new Failure.Unavailable("The feed's server says that nothing has changed, but was not asked that.")
                : new EventPage([], [], 0, null, request.SyncToken);
        }

        if (!FeedText.Read(answer.Body).TryGet(out var feed, out failure))
        {
            return failure;
        }

        var version = new FeedVersion(answer.ETag, answer.LastModified, feed.Digest);
        return request.SyncToken is null ? Whole(feed, request, version)
            : known?.Digest == version.Digest ? new EventPage([], [], 0, null, version.Write())
            : EventPage.Expired;
    }

    private static Result<EventPage> Whole(FeedText feed, EventPageRequest request, FeedVersion version)
    {
        var events = new List<EventRecord>();
        List<string> setAside = [.. feed.SetAside.Select(s => s.Uid)];
        foreach (var series in feed.Series)
        {
            var id = VendorText.Cut(FeedText.NameOf(series))!;
            if (OccurrenceRecords.Of(series, new SeriesSource(id, FeedText.DigestOf(series), []), request.Window, request.Zone).TryGet(out var records, out _))
            {
                events.AddRange(records);
            }
            else
            {
                setAside.Add(id);
            }

            if (events.Count > MostEvents)
            {
                return new Failure.Rejected("too_many_events", $"The feed has more than {MostEvents} events in the time that is kept.");
            }
        }

        return new EventPage(events, [], setAside.Count, null, version.Write()) { SetAsideIds = [.. setAside.Where(id => id.Length > 0)] };
    }
}
