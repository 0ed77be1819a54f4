using System.Globalization;
using System.Text.Json;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>Calendars by calendarList.list; occurrences by events.list with singleEvents, in full and by sync token.</summary>
internal sealed class GoogleCalendarReader(GoogleCalendarApi api) : ICalendarReader
{
    private const string PageSize = "2500";
    private const int MostListPages = 40;

    public async Task<Result<IReadOnlyList<CalendarRecord>>> ListCalendarsAsync(Grant grant, CancellationToken cancellationToken)
    {
        var found = new List<CalendarRecord>();
        string? pageToken = null;
        for (var page = 0; page < MostListPages; page++)
        {
            var url = api.Url("users/me/calendarList", [("maxResults", "250"), ("pageToken", pageToken)]);
            var answer = await api.GetAsync(grant, url, async (c, ct) => await JsonSerializer.DeserializeAsync(await c.ReadAsStreamAsync(ct), GoogleJson.Default.GoogleCalendarList, ct), gone: null, cancellationToken);
            if (!answer.TryGet(out var list, out var failure))
            {
                return failure;
            }

            found.AddRange((list?.Items ?? []).Where(c => c is { Id.Length: > 0, Deleted: false }).Select(Record));
            pageToken = list?.NextPageToken;
            if (string.IsNullOrEmpty(pageToken))
            {
                return Result.Ok<IReadOnlyList<CalendarRecord>>(found);
            }
        }

        return new Failure.Rejected("too_many_calendars", $"Google lists more calendars than we read ({MostListPages} pages).");
    }

    public Task<Result<EventPage>> ReadEventsAsync(Grant grant, EventPageRequest request, CancellationToken cancellationToken)
    {
        // Parameters other than the tokens and the window must be the same in every request of a token's life.
        var url = api.Url($"calendars/{Uri.EscapeDataString(request.CalendarId)}/events",
        [
            ("singleEvents", "true"),
            ("maxResults", PageSize),
            ("timeMin", request.SyncToken is null ? InstantPattern.General.Format(request.Window.Start) : null),
            ("timeMax", request.SyncToken is null ? InstantPattern.General.Format(request.Window.End) : null),
            ("syncToken", request.SyncToken),
            ("pageToken", request.PageToken),
        ]);
        return api.GetAsync(grant, url, (content, ct) => ReadPageAsync(content, request.Zone, ct), () => EventPage.Expired, cancellationToken);
    }

    private static CalendarRecord Record(GoogleCalendarEntry entry) =>
        new(entry.Id!, VendorText.Cut(entry.SummaryOverride ?? entry.Summary ?? entry.Id!)!, entry.TimeZone, entry.Primary, entry.AccessRole is "owner" or "writer", entry.Hidden);

    private static async Task<EventPage> ReadPageAsync(HttpContent content, DateTimeZone zone, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsByteArrayAsync(cancellationToken);
        var page = new GooglePageBuilder(zone);
        GoogleEvents list;
        try
        {
            list = JsonSerializer.Deserialize(body, GoogleJson.Default.GoogleEvents)!;
            page.AddAll(list.Items ?? []);
        }
        catch (JsonException)
        {
            // One record of the wrong shape must not cost the page: read again, each by itself. If the page itself is broken, this throws as well.
            var raw = JsonSerializer.Deserialize(body, GoogleJson.Default.GoogleRawEvents)!;
            list = new GoogleEvents { NextPageToken = raw.NextPageToken, NextSyncToken = raw.NextSyncToken };
            page.AddEach(raw.Items ?? []);
        }

        return list.NextPageToken is null && list.NextSyncToken is null
            ? throw new JsonException("A page has neither a next page nor a sync token.")
            : page.Build(list.NextPageToken, list.NextSyncToken);
    }
}
