using System.Net;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Google;

public sealed class EventListTests : SandboxTest
{
    private const string Calendar = "list@group.calendar.google.com";
    private GoogleClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Host.PostControlAsync($"/accounts/{Alice}/calendars", new { id = Calendar, summary = "Listing" });
        _client = await ConnectAsync();
    }

    private static object Timed(string id, string start, string end, string? summary = null) =>
        new { id, summary = summary ?? id, start = new { dateTime = start }, end = new { dateTime = end } };

    private async Task AddAsync(params object[] events)
    {
        foreach (var body in events)
        {
            Assert.Equal(HttpStatusCode.OK, (await _client.InsertAsync(body, calendar: Calendar)).Status);
        }
    }

    [Fact]
    public async Task A_window_bounds_the_end_from_below_and_the_start_from_above()
    {
        await AddAsync(
            Timed("before0", "2026-12-01T08:00:00Z", "2026-12-01T09:00:00Z"),
            Timed("across0", "2026-12-01T08:30:00Z", "2026-12-01T09:00:01Z"),
            Timed("inside0", "2026-12-01T09:30:00Z", "2026-12-01T09:45:00Z"),
            Timed("later00", "2026-12-01T09:59:59Z", "2026-12-01T12:00:00Z"),
            Timed("after00", "2026-12-01T10:00:00Z", "2026-12-01T10:30:00Z"));

        var answer = await _client.ListAsync("timeMin=2026-12-01T09:00:00Z&timeMax=2026-12-01T10:00:00Z", Calendar);

        Assert.Equal(["across0", "inside0", "later00"], answer.Ids);
    }

    [Fact]
    public async Task An_event_of_several_days_is_listed_on_its_last()
    {
        await AddAsync(new { id = "trip000", start = new { date = "2026-12-01" }, end = new { date = "2026-12-05" } });

        Assert.Single((await _client.ListAsync("timeMin=2026-12-04T22:00:00%2B01:00", Calendar)).Items);
        Assert.Empty((await _client.ListAsync("timeMin=2026-12-05T00:00:00%2B01:00", Calendar)).Items);
    }

    [Fact]
    public async Task Pages_hold_every_event_once_and_only_the_last_has_a_sync_token()
    {
        await Host.PostControlAsync($"/accounts/{Alice}/calendars/{Calendar}/events/bulk", new { count = 25, seed = 7 });

        var first = await _client.ListAsync("maxResults=10", Calendar);
        var (all, last) = await _client.AllPagesAsync("maxResults=10", Calendar);

        Assert.Equal(10, first.Items.Count);
        Assert.Null(first.NextSync);
        Assert.NotNull(last.NextSync);
        Assert.Equal(25, all.Select(i => i["id"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(25, all.Count);
    }

    [Fact]
    public async Task A_page_is_never_larger_than_the_setting()
    {
        await Host.PostControlAsync($"/accounts/{Alice}/calendars/{Calendar}/events/bulk", new { count = 9, seed = 7 });
        await Host.SettingsAsync(new { pageSize = 4 });

        Assert.Equal(4, (await _client.ListAsync("maxResults=2500", Calendar)).Items.Count);
        Assert.Equal(9, (await _client.AllPagesAsync("maxResults=2500", Calendar)).Items.Count);
    }

    [Fact]
    public async Task Pages_of_instances_are_complete_at_any_size()
    {
        await AddAsync(
            Timed("single0", "2026-12-01T08:00:00Z", "2026-12-01T09:00:00Z"),
            Recurring("series0", "RRULE:FREQ=DAILY;COUNT=7"),
            Recurring("series1", "RRULE:FREQ=WEEKLY;COUNT=4"));

        foreach (var order in new[] { "", "&orderBy=startTime" })
        {
            var (all, _) = await _client.AllPagesAsync("singleEvents=true&maxResults=3" + order, Calendar);
            Assert.Equal(12, all.Select(i => i["id"]!.GetValue<string>()).Distinct().Count());
            Assert.Equal(12, all.Count);
        }
    }

    [Fact]
    public async Task A_page_token_belongs_to_its_listing()
    {
        await Host.PostControlAsync($"/accounts/{Alice}/calendars/{Calendar}/events/bulk", new { count = 5, seed = 7 });
        var page = (await _client.ListAsync("maxResults=2", Calendar)).NextPage;

        var other = await _client.ListAsync($"maxResults=2&singleEvents=true&pageToken={page}", Calendar);
        var invented = await _client.ListAsync("pageToken=AAAA", Calendar);

        Assert.Equal(HttpStatusCode.BadRequest, other.Status);
        Assert.Equal(HttpStatusCode.BadRequest, invented.Status);
    }

    [Fact]
    public async Task Instances_are_ordered_by_start_on_request()
    {
        await AddAsync(
            Timed("later00", "2026-12-02T12:00:00Z", "2026-12-02T13:00:00Z"),
            Recurring("series0", "RRULE:FREQ=DAILY;COUNT=3"),
            Timed("sooner0", "2026-11-30T08:00:00Z", "2026-11-30T09:00:00Z"));

        var answer = await _client.ListAsync("singleEvents=true&orderBy=startTime", Calendar);

        var starts = answer.Items.Select(i => DateTimeOffset.Parse(i!["start"]!["dateTime"]!.GetValue<string>())).ToList();
        Assert.Equal(starts.Order(), starts);
        Assert.Equal(5, starts.Count);
        Assert.Null(answer.NextSync);
    }

    [Theory]
    [InlineData("orderBy=startTime")]
    [InlineData("singleEvents=maybe")]
    [InlineData("timeMin=2026-12-01")]
    [InlineData("maxResults=0")]
    [InlineData("eventTypes=party")]
    [InlineData("timeZone=Mars/Phobos")]
    [InlineData("timeMin=2026-12-02T00:00:00Z&timeMax=2026-12-01T00:00:00Z")]
    public async Task A_wrong_parameter_is_refused(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.ListAsync(query, Calendar)).Status);

    [Fact]
    public async Task Deleted_events_are_shown_only_on_request_and_bare()
    {
        await AddAsync(Timed("gone000", "2026-12-01T08:00:00Z", "2026-12-01T09:00:00Z"));
        await _client.DeleteAsync($"calendars/{Calendar}/events/gone000");

        Assert.Empty((await _client.ListAsync("", Calendar)).Items);
        var shown = Assert.Single((await _client.ListAsync("showDeleted=true", Calendar)).Items)!.AsObject();
        Assert.Equal(["kind", "etag", "id", "status"], shown.Select(p => p.Key));
        Assert.Equal("cancelled", shown["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Filters_by_text_type_property_and_uid()
    {
        await AddAsync(
            new { id = "focus00", summary = "Deep work", eventType = "focusTime", focusTimeProperties = new { chatStatus = "doNotDisturb" }, start = new { dateTime = "2026-12-01T08:00:00Z" }, end = new { dateTime = "2026-12-01T09:00:00Z" } },
            new { id = "booked0", summary = "Interview", extendedProperties = new { @private = new { hub = "b_1" } }, start = new { dateTime = "2026-12-01T08:00:00Z" }, end = new { dateTime = "2026-12-01T09:00:00Z" } });

        Assert.Equal(["focus00"], (await _client.ListAsync("q=deep", Calendar)).Ids);
        Assert.Equal(["focus00"], (await _client.ListAsync("eventTypes=focusTime&eventTypes=birthday", Calendar)).Ids);
        Assert.Equal(["booked0"], (await _client.ListAsync("privateExtendedProperty=hub%3Db_1", Calendar)).Ids);
        Assert.Equal(["booked0"], (await _client.ListAsync("iCalUID=booked0@google.com", Calendar)).Ids);
    }

    [Fact]
    public async Task Times_are_shown_in_the_calendars_zone_or_the_asked_one()
    {
        await AddAsync(new { id = "abroad0", start = new { dateTime = "2026-12-01T09:00:00", timeZone = "America/New_York" }, end = new { dateTime = "2026-12-01T10:00:00", timeZone = "America/New_York" } });

        var own = (await _client.ListAsync("", Calendar)).Items[0]!["start"]!;
        var asked = (await _client.ListAsync("timeZone=UTC", Calendar)).Items[0]!["start"]!;

        Assert.Equal("2026-12-01T15:00:00+01:00", own["dateTime"]!.GetValue<string>());
        Assert.Equal("America/New_York", own["timeZone"]!.GetValue<string>());
        Assert.Equal("2026-12-01T14:00:00Z", asked["dateTime"]!.GetValue<string>());
    }

    [Fact]
    public async Task Guests_are_left_out_on_request_and_it_is_said()
    {
        await AddAsync(new
        {
            id = "guests0",
            start = new { dateTime = "2026-12-01T08:00:00Z" },
            end = new { dateTime = "2026-12-01T09:00:00Z" },
            attendees = new[] { new { email = "bob@northwind.example" }, new { email = "carol@fabrikam.example" }, new { email = Alice } },
        });

        var shown = (await _client.ListAsync("maxAttendees=1", Calendar)).Items[0]!;

        Assert.True(shown["attendeesOmitted"]!.GetValue<bool>());
        Assert.Equal(Alice, Assert.Single(shown["attendees"]!.AsArray())!["email"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused()
    {
        var listsOnly = await ConnectAsync(Alice, "openid", GoogleClient.Root + "calendar.calendarlist.readonly");
        var eventsOnly = await ConnectAsync(Alice, "openid", GoogleClient.Root + "calendar.events");

        Assert.Equal("insufficientPermissions", (await listsOnly.ListAsync("", Calendar)).Reason);
        Assert.Equal("insufficientPermissions", (await eventsOnly.GetAsync("users/me/calendarList")).Reason);
        Assert.Equal("insufficientPermissions", (await eventsOnly.PostAsync("freeBusy", new { })).Reason);
        Assert.Equal(HttpStatusCode.OK, (await eventsOnly.ListAsync("", Calendar)).Status);
    }

    [Fact]
    public async Task Nobody_sees_the_calendars_of_others()
    {
        var carol = await ConnectAsync("carol@fabrikam.example");

        Assert.Equal(HttpStatusCode.NotFound, (await carol.ListAsync("", Calendar)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await carol.ListAsync("", Alice)).Status);
        Assert.Equal(HttpStatusCode.OK, (await carol.ListAsync()).Status);
    }

    private static object Recurring(string id, string rule) => new
    {
        id,
        summary = id,
        start = new { dateTime = "2026-12-01T09:00:00", timeZone = "Europe/Berlin" },
        end = new { dateTime = "2026-12-01T09:30:00", timeZone = "Europe/Berlin" },
        recurrence = new[] { rule },
    };
}
