using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever reads calendars. Every vendor has the same fortnight. Facts are skipped where a vendor's server is not installed.</summary>
public abstract class CalendarReaderTests(Vendor vendor) : ReaderTests(vendor)
{
    [SkippableFact]
    public async Task Every_calendar_is_listed_once()
    {
        var calendars = await ListAsync();

        Assert.Equal(3, calendars.Select(c => c.ExternalId).Distinct().Count());
        Assert.Equal(["Family", "Team"], calendars.Where(c => !Vendor.IsPrimary(c)).Select(c => c.Name).Order());
        Assert.All(calendars, c => Assert.True(c.IsWritable));
    }

    [SkippableFact]
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

    [SkippableFact]
    public async Task A_pass_without_changes_is_one_empty_page_and_one_request()
    {
        var token = (await PassAsync())[^1].NextSyncToken;
        var calls = CallCount.Begin();
        var page = Assert.Single(await PassAsync(token));

        Assert.Empty(page.Events);
        Assert.Empty(page.Deleted);
        Assert.NotNull(page.NextSyncToken);
        Assert.Equal(1, calls.Count);
    }

    [SkippableFact]
    public Task What_changes_pass_by_pass_adds_up_to_what_a_full_pass_tells() => FollowAsync();

    [SkippableFact]
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

    [SkippableFact]
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

    [SkippableFact]
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

    [SkippableFact]
    public async Task Text_is_cut_to_what_every_database_takes()
    {
        var id = await Vendor.AddAsync(World, new string('x', 8191) + "😀 and more", Now);
        Assert.Equal(new string('x', 8191), Copy.Of(await PassAsync()).Sorted.Single(e => e.ExternalId == id).Title);
    }

    [SkippableFact]
    public async Task A_token_the_vendor_no_longer_takes_is_told_as_expired()
    {
        var token = (await PassAsync())[^1].NextSyncToken;
        await Vendor.ExpireSyncTokensAsync(World);
        Assert.True((await PageAsync(token)).Value.CursorExpired);
    }

    [SkippableFact]
    public async Task Access_that_has_ended_wants_a_new_consent()
    {
        AssertFailed<Failure.NeedsReconnect, EventPage>(await Capability.ReadEventsAsync(DeadGrant(), Request(), default));
        AssertFailed<Failure.NeedsReconnect, IReadOnlyList<CalendarRecord>>(await Capability.ListCalendarsAsync(DeadGrant(), default));
    }

    [SkippableFact]
    public async Task A_calendar_that_is_not_there_is_not_found() =>
        AssertFailed<Failure.NotFound, EventPage>(await Capability.ReadEventsAsync(await GrantAsync(), Request() with { CalendarId = Vendor.NoCalendarBeside(Primary) }, default));

    private static bool Blocks(EventRecord e) => BusyRule.Blocks(true, EventKinds.Usual, e.Status, e.Transparency, e.Response, e.Type, e.StartDate is not null);
}
