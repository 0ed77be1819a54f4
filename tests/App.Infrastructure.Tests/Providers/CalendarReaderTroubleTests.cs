using App.Domain;
using App.Domain.Calendars;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever reads calendars of a vendor that can be told to cut its pages small, to stumble and to refuse.</summary>
public abstract class CalendarReaderTroubleTests(Vendor vendor) : ReaderTests(vendor)
{
    [Fact]
    public async Task Every_calendar_is_listed_once_however_small_the_pages()
    {
        var whole = await ListAsync();
        await Control.ChangeSettingsAsync(new { pageSize = 1 });

        Assert.Equal(whole, await ListAsync());
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
    public async Task What_changes_adds_up_over_small_pages_too()
    {
        await Control.ChangeSettingsAsync(new { pageSize = 2 });
        await FollowAsync();
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
    public async Task Access_the_vendor_refuses_is_a_refusal()
    {
        await FaultAsync("forbidden403", Vendor.EventsOperation);
        AssertFailed<Failure.Rejected, EventPage>(await PageAsync());
    }
}
