using System.Net;
using System.Text.Json;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Providers.OutlookCalendar;

/// <summary>What Graph does and no other vendor; where the sandbox is too kind, answers as Graph gives them.</summary>
public sealed class OutlookOddityTests() : CapabilityTests<ICalendarReader>(new OutlookVendor())
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb[Vendor.Zone];

    private readonly Wire _wire = new();
    private ICalendarReader _reader = null!;
    private string _primary = "";
    private string _api = "";

    private Window Window => Window.Around(World.Time.Now());

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var hub = World.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => _wire));
        _reader = hub.GetRequiredKeyedService<ICalendarReader>(Provider);
        _primary = (await _reader.ListCalendarsAsync(await GrantAsync(), default)).Value.Single(c => c.IsPrimary).ExternalId;
        _api = _wire.Sent[0].RequestUri!.GetLeftPart(UriPartial.Authority) + "/sandbox/microsoft/v1.0";
        _wire.Forget();
    }

    [Fact]
    public async Task Every_request_wants_immutable_ids_and_times_in_utc()
    {
        await Control.ChangeSettingsAsync(new { pageSize = 5 });
        await _reader.ListCalendarsAsync(await GrantAsync(), default);
        var pages = await PassAsync();
        await PassAsync(pages[^1].NextSyncToken);

        Assert.Contains(_wire.Sent, r => r.RequestUri!.AbsolutePath.Contains("/events/", StringComparison.Ordinal));
        Assert.All(_wire.Sent, r => Assert.Equal("IdType=\"ImmutableId\", outlook.timezone=\"UTC\", outlook.body-content-type=\"text\", odata.maxpagesize=200", string.Join(", ", r.Headers.GetValues("Prefer"))));
    }

    [Fact]
    public async Task Occurrences_told_in_few_words_are_filled_in_from_a_series_on_another_page()
    {
        var whole = Copy.Of(await PassAsync()).Sorted;
        await Control.ChangeSettingsAsync(new { pageSize = 4 });
        _wire.Forget();
        var pages = await PassAsync();

        Assert.Equal(whole, Copy.Of(pages).Sorted);
        Assert.All(whole, e => Assert.NotEqual("", e.Title));
        Assert.InRange(_wire.Sent.Count(IsSeries), 1, pages.Count);
        Assert.DoesNotContain((await Control.RequestsAsync())["items"]!.AsArray(), r => r!["status"]!.GetValue<int>() >= 400);
    }

    [Theory]
    [InlineData("""{"error":{"code":"ErrorItemNotFound"}}""", HttpStatusCode.NotFound)]
    [InlineData("""{"id":7}""", HttpStatusCode.OK)]
    public async Task An_occurrence_whose_series_can_not_be_read_claims_its_time(string body, HttpStatusCode status)
    {
        _wire.Answer = r => IsSeries(r) ? Wire.Json(body, status) : Page("""{"id":"o","seriesMasterId":"m","type":"occurrence","start":{"dateTime":"2026-01-13T09:00:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2026-01-13T10:00:00.0000000","timeZone":"UTC"}}""");
        var record = Assert.Single((await PageAsync()).Value.Events);

        Assert.Equal(("o", "m", "", Transparency.Busy), (record.ExternalId, record.SeriesId, record.Title, record.Transparency));
        Assert.Equal(Instant.FromUtc(2026, 1, 13, 9, 0), record.Start);
    }

    [Fact]
    public async Task A_page_whose_series_must_wait_waits_with_them()
    {
        var start = World.Time.Now();
        _wire.Answer = r => IsSeries(r)
            ? Throttled()
            : Page("""{"id":"o","seriesMasterId":"m","type":"occurrence","start":{"dateTime":"2026-01-13T09:00:00","timeZone":"UTC"},"end":{"dateTime":"2026-01-13T10:00:00","timeZone":"UTC"}}""");
        Assert.Equal(start + Duration.FromSeconds(10), Assert.IsType<Failure.RateLimited>((await PageAsync()).Failure).Until);
    }

    [Fact]
    public async Task A_series_is_asked_for_once_however_many_occurrences_a_page_has()
    {
        var occurrences = Enumerable.Range(0, 120).Select(i => $$$"""{"id":"o{{{i}}}","seriesMasterId":"m{{{i % 3}}}","type":"occurrence","start":{"dateTime":"2026-01-13T09:00:00","timeZone":"UTC"},"end":{"dateTime":"2026-01-13T10:00:00","timeZone":"UTC"}}""");
        _wire.Answer = r => IsSeries(r)
            ? Wire.Json($$"""{"id":"{{r.RequestUri!.Segments[^1]}}","type":"seriesMaster","subject":"Series","showAs":"free"}""")
            : Page([.. occurrences]);
        var events = (await PageAsync()).Value.Events;

        Assert.Equal(120, events.Count(e => e is { Title: "Series", Transparency: Transparency.Free }));
        Assert.Equal(["m0", "m1", "m2"], _wire.Sent.Where(IsSeries).Select(r => r.RequestUri!.Segments[^1]).Order());
    }

    [Fact]
    public async Task A_mailbox_is_never_asked_more_than_four_things_at_once()
    {
        var occurrences = Enumerable.Range(0, 24).Select(i => $$$"""{"id":"o{{{i}}}","seriesMasterId":"m{{{i}}}","type":"occurrence","start":{"dateTime":"2026-01-13T09:00:00","timeZone":"UTC"},"end":{"dateTime":"2026-01-13T10:00:00","timeZone":"UTC"}}""").ToArray();
        var four = new TaskCompletionSource();
        _wire.Answer = r => IsSeries(r) ? Error("ErrorItemNotFound", HttpStatusCode.NotFound) : Page(occurrences);
        _wire.Before = r =>
        {
            if (_wire.MostAtOnce >= 4)
            {
                four.TrySetResult();
            }

            return IsSeries(r) ? four.Task : Task.CompletedTask;
        };
        var pages = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PageAsync()));

        Assert.All(pages, p => Assert.Equal(24, p.Value.Events.Count));
        Assert.Equal(4, _wire.MostAtOnce);
    }

    [Fact]
    public async Task What_changed_outside_of_the_window_is_told_as_removed_and_nothing_known_goes()
    {
        var pages = await PassAsync();
        var copy = Copy.Of(pages);
        var before = copy.Sorted;
        var outside = await Vendor.AddAsync(World, "Next decade", Window.End + Duration.FromDays(900));
        var told = await PassAsync(pages[^1].NextSyncToken);
        told.ForEach(copy.Apply);

        Assert.Equal([outside], told.SelectMany(p => p.Deleted));
        Assert.Equal(before, copy.Sorted);
    }

    [Theory]
    [InlineData(HttpStatusCode.Gone, "syncStateNotFound")]
    [InlineData(HttpStatusCode.Gone, "")]
    [InlineData(HttpStatusCode.BadRequest, "resyncRequired")]
    [InlineData(HttpStatusCode.BadRequest, "SyncStateNotFound")]
    [InlineData(HttpStatusCode.NotFound, "syncStateNotFound")]
    [InlineData(HttpStatusCode.Conflict, "ResyncRequired")]
    public async Task A_reset_is_a_reset_however_it_is_told(HttpStatusCode status, string code)
    {
        _wire.Answer = _ => Error(code, status);
        Assert.True((await PageAsync(_api + "/me/calendars/x/calendarView/delta?$deltatoken=t")).Value.CursorExpired);
    }

    [Theory]
    [InlineData("gone410")]
    [InlineData("badRequest400")]
    public async Task The_sandbox_resets_both_ways(string setting)
    {
        await Control.ChangeSettingsAsync(new { vendor = "microsoft", deltaReset = setting });
        var token = (await PassAsync())[^1].NextSyncToken;
        await Control.ExpireSyncTokensAsync(World.Email);
        Assert.True((await PageAsync(token)).Value.CursorExpired);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.NotImplemented)]
    public async Task A_calendar_without_delta_is_read_whole_each_time(HttpStatusCode status)
    {
        var byDelta = Copy.Of(await PassAsync()).Sorted;
        _wire.Answer = r => IsDelta(r) ? Error("ErrorInvalidRequest", status) : null;
        await Control.ChangeSettingsAsync(new { pageSize = 50 });
        var pages = await PassAsync();

        Assert.True(pages.Count > 3);
        Assert.Null(pages[^1].NextSyncToken);
        Assert.Equal(byDelta.Select(Essence), Copy.Of(pages).Sorted.Select(Essence));
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1.0/me/calendarView/delta?$deltatoken=t")]
    [InlineData("/relative")]
    public async Task A_link_that_leads_away_is_never_followed(string link)
    {
        Assert.True((await PageAsync(link)).Value.CursorExpired);
        Assert.Empty(_wire.Sent);
        _wire.Answer = _ => Wire.Json($$"""{"value":[],"@odata.nextLink":"{{link}}"}""");
        AssertFailed<Failure.Unavailable, EventPage>(await PageAsync());
        AssertFailed<Failure.Unavailable, IReadOnlyList<CalendarRecord>>(await _reader.ListCalendarsAsync(await GrantAsync(), default));
    }

    [Theory]
    [InlineData("UTC", "2026-07-01T09:00:00.0000000", "2026-07-01T09:00:00Z")]
    [InlineData("tzone://Microsoft/Utc", "2026-07-01T09:00:00.0000000", "2026-07-01T09:00:00Z")]
    [InlineData("W. Europe Standard Time", "2026-07-01T09:00:00.0000000", "2026-07-01T07:00:00Z")]
    [InlineData("Pacific Standard Time", "2026-07-01T09:00:00.1234567", "2026-07-01T16:00:00.123456Z")]
    [InlineData("Europe/Zurich", "2026-07-01T09:00:00", "2026-07-01T07:00:00Z")]
    [InlineData("tzone://Microsoft/Custom", "2026-07-01T09:00:00.0000000", null)]
    [InlineData("UTC", "soon", null)]
    public async Task Times_are_read_in_whatever_zone_they_are_told(string zone, string local, string? expected)
    {
        var time = $$"""{"dateTime":"{{local}}","timeZone":"{{zone}}"}""";
        _wire.Answer = _ => Page($$$"""{"id":"e","type":"singleInstance","showAs":"busy","start":{{{time}}},"end":{{{time}}}}""");
        var page = (await PageAsync()).Value;

        Assert.Equal(expected, page.Events.Select(e => NodaTime.Text.InstantPattern.ExtendedIso.Format(e.Start)).SingleOrDefault());
        Assert.Equal(expected is null ? ["e"] : [], page.SetAsideIds);
    }

    [Theory]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("Europe/Zurich", "Europe/Zurich")]
    [InlineData("tzone://Microsoft/Custom", null)]
    public async Task The_zone_an_event_was_written_in_is_kept_by_its_iana_name(string written, string? kept)
    {
        _wire.Answer = _ => Page(Event("e", $"\"originalStartTimeZone\":\"{written}\""));
        Assert.Equal(kept, Assert.Single((await PageAsync()).Value.Events).TimeZone);
    }

    [Theory]
    [InlineData("\"showAs\":\"free\"", EventStatus.Confirmed, Transparency.Free, EventType.Default, false)]
    [InlineData("\"showAs\":\"tentative\"", EventStatus.Tentative, Transparency.Busy, EventType.Default, true)]
    [InlineData("\"showAs\":\"oof\"", EventStatus.Confirmed, Transparency.Busy, EventType.OutOfOffice, true)]
    [InlineData("\"showAs\":\"workingElsewhere\"", EventStatus.Confirmed, Transparency.Free, EventType.WorkingLocation, false)]
    [InlineData("\"showAs\":\"unknown\"", EventStatus.Confirmed, Transparency.Busy, EventType.Default, true)]
    [InlineData("\"showAs\":\"somethingNew\"", EventStatus.Confirmed, Transparency.Busy, EventType.Default, true)]
    [InlineData("\"isCancelled\":true,\"showAs\":\"busy\"", EventStatus.Cancelled, Transparency.Busy, EventType.Default, false)]
    [InlineData("\"showAs\":\"busy\",\"responseStatus\":{\"response\":\"declined\"}", EventStatus.Confirmed, Transparency.Busy, EventType.Default, false)]
    [InlineData("\"showAs\":\"busy\",\"responseStatus\":{\"response\":\"notResponded\"}", EventStatus.Confirmed, Transparency.Busy, EventType.Default, true)]
    public async Task What_an_event_shows_as_says_whether_it_blocks(string facts, EventStatus status, Transparency transparency, EventType type, bool blocks)
    {
        _wire.Answer = _ => Page(Event("e", facts));
        var e = Assert.Single((await PageAsync()).Value.Events);
        Assert.Equal((status, transparency, type, blocks), (e.Status, e.Transparency, e.Type, BusyRule.Blocks(true, EventKinds.Usual, e.Status, e.Transparency, e.Response, e.Type, e.StartDate is not null)));
    }

    [Fact]
    public async Task The_link_of_a_meeting_is_found_and_only_web_addresses_are_links()
    {
        _wire.Answer = _ => Page(
            Event("a", "\"showAs\":\"busy\",\"onlineMeeting\":{\"joinUrl\":\"https://teams.example/j\"},\"onlineMeetingUrl\":\"https://old.example\""),
            Event("b", "\"showAs\":\"busy\",\"onlineMeeting\":null,\"onlineMeetingUrl\":\"javascript:alert(1)\",\"webLink\":\"file:///etc\""));
        var events = (await PageAsync()).Value.Events;
        Assert.Equal([("https://teams.example/j", null), (null, null)], events.Select(e => (e.MeetingUrl, e.Link)));
    }

    [Fact]
    public async Task Of_what_a_page_repeats_the_last_counts()
    {
        const string Removed = """{"@removed":{"reason":"deleted"},"id":""";
        _wire.Answer = _ => Page(
            Event("twice", "\"showAs\":\"busy\",\"subject\":\"old\""),
            Removed + "\"back\"}",
            Event("gone", "\"showAs\":\"busy\""),
            Event("of-series", "\"showAs\":\"busy\",\"seriesMasterId\":\"s\""),
            Event("twice", "\"showAs\":\"busy\",\"subject\":\"new\""),
            Event("back", "\"showAs\":\"busy\""),
            Removed + "\"gone\"}",
            Removed + "\"s\"}",
            "null",
            """{"id":"master","type":"seriesMaster","showAs":"busy"}""");
        var page = (await PageAsync()).Value;

        Assert.Equal([("twice", "new"), ("back", "")], page.Events.Select(e => (e.ExternalId, e.Title)));
        Assert.Equal(["gone", "s"], page.Deleted);
        Assert.Equal(["master"], page.BecameSeries);
        Assert.Equal(1, page.SetAside);
    }

    [Fact]
    public async Task A_round_that_ends_nowhere_is_an_outage()
    {
        _wire.Answer = _ => Wire.Json("""{"value":[]}""");
        AssertFailed<Failure.Unavailable, EventPage>(await PageAsync());
        _wire.Answer = _ => Wire.Json("""{"@odata.deltaLink":"x"}""");
        AssertFailed<Failure.Unavailable, EventPage>(await PageAsync());
    }

    [Theory]
    [InlineData(403, "ErrorAccessDenied", "forbidden")]
    [InlineData(403, "Authorization_RequestDenied", "scope_missing")]
    [InlineData(403, "insufficient_claims", "needs_reconnect")]
    [InlineData(403, "ApplicationThrottled", "rate_limited")]
    [InlineData(403, "MailboxNotEnabledForRESTAPI", "no_mailbox")]
    [InlineData(404, "MailboxNotEnabledForRESTAPI", "no_mailbox")]
    [InlineData(404, "ErrorItemNotFound", "not_found")]
    [InlineData(429, "ApplicationThrottled", "rate_limited")]
    [InlineData(401, "InvalidAuthenticationToken", "needs_reconnect")]
    [InlineData(503, "serviceNotAvailable", "unavailable")]
    [InlineData(504, "UnknownError", "unavailable")]
    [InlineData(409, "nameAlreadyExists", "refused")]
    public async Task Errors_are_told_apart_by_status_and_code(int status, string code, string expected)
    {
        _wire.Answer = _ => Error(code, (HttpStatusCode)status);
        Assert.Equal(expected, (await _reader.ListCalendarsAsync(await GrantAsync(), default)).Failure!.Code);
    }

    private static bool IsSeries(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.Contains("/events/", StringComparison.Ordinal);

    private static bool IsDelta(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/delta", StringComparison.Ordinal);

    private static string Event(string id, string facts) =>
        $$$"""{"id":"{{{id}}}","type":"singleInstance",{{{facts}}},"start":{"dateTime":"2026-01-13T09:00:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2026-01-13T10:00:00.0000000","timeZone":"UTC"}}""";

    private HttpResponseMessage Page(params string[] items) => Wire.Json($$"""{"value":[{{string.Join(',', items)}}],"@odata.deltaLink":{{JsonSerializer.Serialize(_api + "/me/calendarView/delta?$deltatoken=t")}}}""");

    private static HttpResponseMessage Error(string code, HttpStatusCode status) => Wire.Json($$$"""{"error":{"code":"{{{code}}}","message":"ignored"}}""", status);

    private static HttpResponseMessage Throttled()
    {
        var answer = Error("ApplicationThrottled", HttpStatusCode.TooManyRequests);
        answer.Headers.Add("Retry-After", "10");
        return answer;
    }

    /// <summary>All but what only one of the two ways tells.</summary>
    private static EventRecord Essence(EventRecord e) => e with { ICalUid = null, ETag = null, Link = null };

    private async Task<Result<EventPage>> PageAsync(string? syncToken = null, string? pageToken = null) =>
        await _reader.ReadEventsAsync(await GrantAsync(), new EventPageRequest(_primary, Window, Berlin, syncToken, pageToken), default);

    private async Task<List<EventPage>> PassAsync(string? syncToken = null)
    {
        List<EventPage> pages = [];
        do
        {
            pages.Add((await PageAsync(syncToken, pages.LastOrDefault()?.NextPageToken)).Value);
        }
        while (pages[^1].NextPageToken is not null);
        return pages;
    }
}
