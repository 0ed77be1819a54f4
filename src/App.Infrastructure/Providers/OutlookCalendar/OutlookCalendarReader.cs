using System.Text.Json;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;
using NodaTime.Text;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>
/// Calendars by <c>/me/calendars</c>; occurrences by delta rounds over the calendar view, whose window is frozen in their links: a pass without a token is
/// a new round. Page and sync tokens are Graph's own links, followed as they are.
/// </summary>
internal sealed class OutlookCalendarReader(OutlookCalendarApi api, OutlookSeriesReader series) : ICalendarReader
{
    public const string PageSize = "200";

    private const int MostListPages = 40;

    public async Task<Result<IReadOnlyList<CalendarRecord>>> ListCalendarsAsync(Grant grant, CancellationToken cancellationToken)
    {
        var found = new List<CalendarRecord>();
        var url = api.Url("me/calendars", [("$top", "100")]);
        for (var page = 0; page < MostListPages; page++)
        {
            var answer = await api.GetAsync(grant, url, OutlookJson.Default.OutlookCalendarList, cancellationToken);
            if (!answer.TryGet(out var list, out var failure))
            {
                return failure;
            }

            found.AddRange((list.Value ?? []).Where(c => c is { Id.Length: > 0 }).Select(Record));
            if (list.NextLink is not { Length: > 0 } next)
            {
                return Result.Ok<IReadOnlyList<CalendarRecord>>(found);
            }

            if (api.Follow(next) is not { } follow)
            {
                return LedAway;
            }

            url = follow;
        }

        return new Failure.Rejected("too_many_calendars", $"Microsoft lists more calendars than we read ({MostListPages} pages).");
    }

    public async Task<Result<EventPage>> ReadEventsAsync(Grant grant, EventPageRequest request, CancellationToken cancellationToken)
    {
        if ((request.PageToken ?? request.SyncToken) is { } link)
        {
            // A link of before the address of Graph was configured otherwise is of no use.
            return api.Follow(link) is { } url ? await ReadAsync(grant, request, url, cancellationToken) : EventPage.Expired;
        }

        // Only the primary calendar's delta is documented. Where Graph refuses another's, its view is read whole each time: README.md.
        var round = await ReadAsync(grant, request, ViewUrl(request, "/delta", []), cancellationToken);
        return round.Failure is Failure.Rejected { Detail: OutlookCalendarApi.Refused } ? await ReadAsync(grant, request, ViewUrl(request, "", [("$top", PageSize)]), cancellationToken) : round;
    }

    private static Failure.Unavailable LedAway => new("Microsoft answered with a link that leads away from it.");

    private static CalendarRecord Record(OutlookCalendarEntry entry) =>
        new(entry.Id!, VendorText.Cut(entry.Name) is { Length: > 0 } name ? name : entry.Id!, TimeZone: null, entry.IsDefaultCalendar == true, entry.CanEdit == true, IsHidden: false);

    private Uri ViewUrl(EventPageRequest request, string delta, IEnumerable<(string Name, string Value)> query) => api.Url(
        $"me/calendars/{Uri.EscapeDataString(request.CalendarId)}/calendarView{delta}",
        [("startDateTime", InstantPattern.General.Format(request.Window.Start)), ("endDateTime", InstantPattern.General.Format(request.Window.End)), .. query]);

    private async Task<Result<EventPage>> ReadAsync(Grant grant, EventPageRequest request, Uri url, CancellationToken cancellationToken)
    {
        if (!(await api.GetAsync(grant, url, OutlookPage.Read, cancellationToken)).TryGet(out var page, out var failure))
        {
            return failure is Failure.Rejected { Detail: OutlookCalendarApi.Reset } ? EventPage.Expired : failure;
        }

        if (page is { NextLink: null, DeltaLink: null } && IsDelta(url))
        {
            return new Failure.Unavailable("Microsoft ended a round of changes without saying how to go on.");
        }

        if ((page.NextLink ?? page.DeltaLink) is { } link && api.Follow(link) is null)
        {
            return LedAway;
        }

        if (!(await series.ReadAsync(grant, request.CalendarId, page.Items, cancellationToken)).TryGet(out var known, out failure))
        {
            return failure;
        }

        return new OutlookPageBuilder(request.Zone, known).Build(page);
    }

    private static bool IsDelta(Uri url) => url.Segments[^1].Contains("delta", StringComparison.OrdinalIgnoreCase);
}
