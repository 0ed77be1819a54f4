using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever reads calendars. The sandbox gives every vendor the same fortnight.</summary>
public abstract class CalendarReaderTests(Vendor vendor) : CapabilityTests<ICalendarReader>(vendor)
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb[Vendor.Zone];

    private string _primary = "";

    private Instant Now => World.Time.Now();

    private Window Window => Window.Around(Now);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _primary = (await ListAsync()).Single(Vendor.IsPrimary).ExternalId;
    }

    [Fact]
    public async Task Every_calendar_is_listed_once_however_small_the_pages()
    {
        var whole = await ListAsync();
        await Control.ChangeSettingsAsync(new { pageSize = 1 });

        Assert.Equal(whole, await ListAsync());
        Assert.Equal(3, whole.Select(c => c.ExternalId).Distinct().Count());
        Assert.Equal(["Family", "Team"], whole.Where(c => !Vendor.IsPrimary(c)).Select(c => c.Name).Order());
        Assert.All(whole, c => Assert.True(c.IsWritable));
    }

    [Fact]
    public async Task A_full_pass_tells_what_meets_the_window_once_and_ends_with_a_token()
    {
        var inside = await Vendor.AddAsync(World, "Last minute", Window.End - Duration.FromMinutes(30));
        var outside = await Vendor.AddAsync(World, "Too late", Window.End + Duration.FromMinutes(30));
        var pages = await PassAsync();
        var events = pages.SelectMany(p => p.Events).ToList();

        Assert.NotNull(pages[^1].NextSyncToken);
        Assert.Equal(events.Count, events.Select(e => e.ExternalId).Distinct().Count());
        Assert.All(events, e => Assert.True(Window.Overlaps(e.Start, e.End), e.Title));
        Assert.Contains(events, e => e.ExternalId == inside);
        Assert.DoesNotContain(events, e => e.ExternalId == outside);
    }

    [Fact]
    public async Task Small_pages_make_the_same_pass_and_each_can_be_read_again()
    {
        var whole = Copy.Of(await PassAsync());
        await Control.ChangeSettingsAsync(new { pageSize = Vendor.SmallPage });
        var pages = await PassAsync();

        Assert.True(pages.Count > 5);
        Assert.Equal(whole.Sorted, Copy.Of(pages).Sorted);
        Assert.All(pages.SkipLast(1), p => Assert.Null(p.NextSyncToken));
        Assert.Equal(pages[1].Events, (await PageAsync(pageToken: pages[0].NextPageToken)).Value.Events);
    }

    [Fact]
    public async Task A_pass_without_changes_is_one_empty_page_and_one_request()
    {
        var token = (await PassAsync())[^1].NextSyncToken;
        await Control.ClearRequestsAsync();
        var page = Assert.Single(await PassAsync(token));

        Assert.Empty(page.Events);
        Assert.Empty(page.Deleted);
        Assert.NotNull(page.NextSyncToken);
        Assert.Single((await Control.RequestsAsync())["items"]!.AsArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public async Task What_changes_pass_by_pass_adds_up_to_what_a_full_pass_tells(int? pageSize)
    {
        await Control.ChangeSettingsAsync(new { pageSize });
        var pages = await PassAsync();
        var copy = Copy.Of(pages);
        var token = pages[^1].NextSyncToken;
        async Task FollowAsync(string what)
        {
            var told = await PassAsync(token);
            told.ForEach(copy.Apply);
            token = told[^1].NextSyncToken;
            var (whole, held) = (Copy.Of(await PassAsync()).Sorted, copy.Sorted.Where(e => Window.Overlaps(e.Start, e.End)));
            Assert.Equal((what, string.Join('\n', whole)), (what, string.Join('\n', held)));
        }

        var start = Now + Duration.FromDays(10);
        var single = await Vendor.AddAsync(World, "Single", start);
        await FollowAsync("a new event");
        await Vendor.RenameAsync(World, single, "Renamed");
        await FollowAsync("a changed event");
        await Vendor.MoveAsync(World, single, Window.End + Duration.FromDays(3));
        await FollowAsync("one moved out of the window");
        await Vendor.MoveAsync(World, single, start);
        await FollowAsync("one moved into the window");
        await Vendor.RepeatAsync(World, single, start, 5);
        await FollowAsync("one that became a series");
        await Vendor.RenameAsync(World, single, "Renamed again");
        await FollowAsync("a changed series");
        var occurrences = copy.Sorted.Where(e => e.SeriesId == Vendor.SeriesOf(single)).ToList();
        Assert.Equal(5, occurrences.Count);
        await Vendor.MoveAsync(World, occurrences[1].ExternalId, occurrences[1].Start + Duration.FromHours(2));
        await FollowAsync("a moved occurrence");
        await Vendor.DeleteAsync(World, occurrences[2].ExternalId);
        await FollowAsync("a deleted occurrence");
        await Vendor.RepeatAsync(World, single, start, 2);
        await FollowAsync("a shortened series");
        await Vendor.DeleteAsync(World, single);
        await FollowAsync("a deleted series");
        Assert.DoesNotContain(copy.Sorted, e => e.SeriesId == Vendor.SeriesOf(single) || e.ExternalId == single);
    }

    [Fact]
    public async Task A_series_is_told_by_its_occurrences_each_at_its_local_time()
    {
        var events = Copy.Of(await PassAsync()).Sorted;
        var weekly = events.Where(e => e.Title == "One to one with Bob").ToList();
        var series = Assert.Single(weekly.Select(e => e.SeriesId).Distinct());

        Assert.NotNull(series);
        Assert.DoesNotContain(events, e => e.ExternalId == series);
        Assert.InRange(weekly.Count, 60, 64);
        Assert.All(weekly, e => Assert.Equal((new LocalTime(14, 0), Duration.FromMinutes(30), Vendor.Zone), (e.Start.InZone(Berlin).TimeOfDay, e.End - e.Start, e.TimeZone)));
    }

    [Fact]
    public async Task All_day_events_keep_their_days_and_are_laid_where_the_member_is()
    {
        await Vendor.AddDaysAsync(World, "Fair", new LocalDate(2026, 3, 29), new LocalDate(2026, 3, 31));
        foreach (var zone in new[] { Berlin, DateTimeZoneProviders.Tzdb["Pacific/Auckland"], DateTimeZoneProviders.Tzdb["America/New_York"] })
        {
            var fair = Copy.Of(await PassAsync(zone: zone)).Sorted.Single(e => e.Title == "Fair");
            Assert.Equal((new LocalDate(2026, 3, 29), new LocalDate(2026, 3, 31)), (fair.StartDate, fair.EndDate));
            Assert.Equal((zone.AtStartOfDay(new LocalDate(2026, 3, 29)).ToInstant(), zone.AtStartOfDay(new LocalDate(2026, 3, 31)).ToInstant()), (fair.Start, fair.End));
        }
    }

    [Fact]
    public async Task What_an_event_means_for_its_owners_time_is_understood()
    {
        var events = Copy.Of(await PassAsync()).Sorted.ToLookup(e => e.Title);

        Assert.Equal(Response.Declined, Assert.Single(events["Vendor presentation"]).Response);
        Assert.Equal(Transparency.Free, Assert.Single(events["Lunch talk, optional"]).Transparency);
        Assert.Equal((EventStatus.Tentative, Response.Tentative), (Assert.Single(events["Office move, first ideas"]).Status, Assert.Single(events["Office move, first ideas"]).Response));
        Assert.Equal(EventType.OutOfOffice, Assert.Single(events["Out of office"]).Type);
        Assert.Equal(Vendor.Tells(EventType.WorkingLocation), Assert.Single(events["Home"]).Type);
        var plain = Assert.Single(events["Interview, Priya Nair"]);
        Assert.Equal((EventStatus.Confirmed, Transparency.Busy, EventType.Default), (plain.Status, plain.Transparency, plain.Type));
        Assert.Equal("Hamburg", Assert.Single(events["People conference, Hamburg"]).Location);
        Assert.Contains("\"email\":\"priya.nair@candidates.example\"", plain.Attendees, StringComparison.Ordinal);
        Assert.True(Blocks(plain));
        Assert.All([events["Vendor presentation"].First(), events["Lunch talk, optional"].First(), events["Home"].First()], e => Assert.False(Blocks(e)));
    }

    [Fact]
    public async Task Text_is_cut_to_what_every_database_takes()
    {
        var id = await Vendor.AddAsync(World, new string('x', 8191) + "😀 and more", Now);
        Assert.Equal(new string('x', 8191), Copy.Of(await PassAsync()).Sorted.Single(e => e.ExternalId == id).Title);
    }

    [Fact]
    public async Task A_record_that_cannot_be_understood_is_counted_and_the_rest_is_told()
    {
        var whole = Copy.Of(await PassAsync());
        await FaultAsync("malformedEvent", Vendor.EventsOperation, count: 1);
        var pages = await PassAsync();

        Assert.Equal(1, pages.Sum(p => p.SetAside));
        var setAside = Assert.Single(pages.SelectMany(p => p.SetAsideIds));
        Assert.Equal(whole.Sorted.Where(e => e.ExternalId != setAside && e.SeriesId != setAside), Copy.Of(pages).Sorted);
    }

    [Fact]
    public async Task An_empty_page_is_not_the_end()
    {
        var whole = Copy.Of(await PassAsync());
        await FaultAsync("emptyPage", Vendor.EventsOperation, count: 1);
        var pages = await PassAsync();

        Assert.Empty(pages[0].Events);
        Assert.Equal(whole.Sorted, Copy.Of(pages).Sorted);
    }

    [Fact]
    public async Task A_token_the_vendor_no_longer_takes_is_told_as_expired()
    {
        var token = (await PassAsync())[^1].NextSyncToken;
        await Control.ExpireSyncTokensAsync(World.Email);
        Assert.True((await PageAsync(token)).Value.CursorExpired);
    }

    [Fact]
    public async Task A_vendor_that_asks_to_wait_says_until_when()
    {
        await FaultAsync("tooMany429", Vendor.EventsOperation, retryAfterSeconds: 120);
        Assert.Equal(Now + Duration.FromSeconds(120), Assert.IsType<Failure.RateLimited>((await PageAsync()).Failure).Until);
    }

    [Theory]
    [InlineData("error500")]
    [InlineData("truncated")]
    [InlineData("dropped")]
    public async Task An_outage_is_never_an_empty_list(string kind)
    {
        await FaultAsync(kind, operation: null);
        AssertFailed<Failure.Unavailable, EventPage>(await PageAsync());
        AssertFailed<Failure.Unavailable, IReadOnlyList<CalendarRecord>>(await Capability.ListCalendarsAsync(await GrantAsync(), default));
    }

    [Fact]
    public async Task Access_that_has_ended_wants_a_new_consent()
    {
        AssertFailed<Failure.NeedsReconnect, EventPage>(await Capability.ReadEventsAsync(DeadGrant(), Request(), default));
        AssertFailed<Failure.NeedsReconnect, IReadOnlyList<CalendarRecord>>(await Capability.ListCalendarsAsync(DeadGrant(), default));
    }

    [Fact]
    public async Task Access_the_vendor_refuses_is_a_refusal()
    {
        await FaultAsync("forbidden403", Vendor.EventsOperation);
        AssertFailed<Failure.Rejected, EventPage>(await PageAsync());
    }

    [Fact]
    public async Task A_calendar_that_is_not_there_is_not_found() =>
        AssertFailed<Failure.NotFound, EventPage>(await Capability.ReadEventsAsync(await GrantAsync(), Request() with { CalendarId = Vendor.NoCalendarBeside(_primary) }, default));

    private static bool Blocks(EventRecord e) => BusyRule.Blocks(true, EventKinds.Usual, e.Status, e.Transparency, e.Response, e.Type, e.StartDate is not null);

    private async Task<IReadOnlyList<CalendarRecord>> ListAsync() => (await Capability.ListCalendarsAsync(await GrantAsync(), default)).Value;

    private EventPageRequest Request(string? syncToken = null, string? pageToken = null, DateTimeZone? zone = null) => new(_primary, Window, zone ?? Berlin, syncToken, pageToken);

    private async Task<Result<EventPage>> PageAsync(string? syncToken = null, string? pageToken = null, DateTimeZone? zone = null) =>
        await Capability.ReadEventsAsync(await GrantAsync(), Request(syncToken, pageToken, zone), default);

    private async Task<List<EventPage>> PassAsync(string? syncToken = null, DateTimeZone? zone = null)
    {
        List<EventPage> pages = [];
        do
        {
            pages.Add((await PageAsync(syncToken, pages.LastOrDefault()?.NextPageToken, zone)).Value);
        }
        while (pages[^1].NextPageToken is not null);
        return pages;
    }
}
