using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What suites of readers share: the calendar they read, and reading it pass by pass.</summary>
public abstract class ReaderTests(Vendor vendor) : CapabilityTests<ICalendarReader>(vendor)
{
    protected static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb[Vendor.Zone];

    /// <summary>The calendar of the account that is read.</summary>
    protected string Primary { get; private set; } = "";

    protected Instant Now => World.Time.Now();

    protected Window Window => Window.Around(Now);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Primary = (await ListAsync()).Single(Vendor.IsPrimary).ExternalId;
    }

    protected async Task<IReadOnlyList<CalendarRecord>> ListAsync() => (await Capability.ListCalendarsAsync(await GrantAsync(), default)).Value;

    protected EventPageRequest Request(string? syncToken = null, string? pageToken = null, DateTimeZone? zone = null) => new(Primary, Window, zone ?? Berlin, syncToken, pageToken);

    protected async Task<Result<EventPage>> PageAsync(string? syncToken = null, string? pageToken = null, DateTimeZone? zone = null) =>
        await Capability.ReadEventsAsync(await GrantAsync(), Request(syncToken, pageToken, zone), default);

    protected async Task<List<EventPage>> PassAsync(string? syncToken = null, DateTimeZone? zone = null)
    {
        List<EventPage> pages = [];
        do
        {
            pages.Add((await PageAsync(syncToken, pages.LastOrDefault()?.NextPageToken, zone)).Value);
        }
        while (pages[^1].NextPageToken is not null);
        return pages;
    }

    /// <summary>Whatever can happen to an event happens to one: after each step a copy that was told of the changes is what a full pass tells.</summary>
    protected async Task FollowAsync()
    {
        var pages = await PassAsync();
        var copy = Copy.Of(pages);
        var token = pages[^1].NextSyncToken;
        async Task StepAsync(string what)
        {
            var told = await PassAsync(token);
            told.ForEach(copy.Apply);
            token = told[^1].NextSyncToken;
            var (whole, held) = (Copy.Of(await PassAsync()).Sorted, copy.Sorted.Where(e => Window.Overlaps(e.Start, e.End)));
            Assert.Equal((what, string.Join('\n', whole)), (what, string.Join('\n', held)));
        }

        var start = Now + Duration.FromDays(10);
        var single = await Vendor.AddAsync(World, "Single", start);
        await StepAsync("a new event");
        await Vendor.RenameAsync(World, single, "Renamed");
        await StepAsync("a changed event");
        await Vendor.MoveAsync(World, single, Window.End + Duration.FromDays(3));
        await StepAsync("one moved out of the window");
        await Vendor.MoveAsync(World, single, start);
        await StepAsync("one moved into the window");
        await Vendor.RepeatAsync(World, single, start, 5);
        await StepAsync("one that became a series");
        await Vendor.RenameAsync(World, single, "Renamed again");
        await StepAsync("a changed series");
        var occurrences = copy.Sorted.Where(e => e.SeriesId == Vendor.SeriesOf(single)).ToList();
        Assert.Equal(5, occurrences.Count);
        await Vendor.MoveAsync(World, occurrences[1].ExternalId, occurrences[1].Start + Duration.FromHours(2));
        await StepAsync("a moved occurrence");
        await Vendor.DeleteAsync(World, occurrences[2].ExternalId);
        await StepAsync("a deleted occurrence");
        await Vendor.RepeatAsync(World, single, start, 2);
        await StepAsync("a shortened series");
        await Vendor.DeleteAsync(World, single);
        await StepAsync("a deleted series");
        Assert.DoesNotContain(copy.Sorted, e => e.SeriesId == Vendor.SeriesOf(single) || e.ExternalId == single);
    }
}
