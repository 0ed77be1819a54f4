using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What suites of writers share: a draft, the calendar they write into, and reading it back as the product reads.</summary>
public abstract class WriterTests(Vendor vendor) : CapabilityTests<ICalendarWriter>(vendor)
{
    protected const string Priya = "priya.nair@candidates.example";
    protected const string Bob = "bob@northwind.example";
    protected const string Olivia = "olivia@northwind.example";

    protected static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb[Vendor.Zone];

    protected Guid Key { get; } = Guid.CreateVersion7();

    /// <summary>Tuesday afternoon next week.</summary>
    protected static Instant Tuesday => Instant.FromUtc(2026, 1, 20, 13, 0);

    protected string Calendar { get; private set; } = "";

    private ICalendarReader Reader => World.Hub.GetRequiredKeyedService<ICalendarReader>(Provider);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Calendar = (await Reader.ListCalendarsAsync(await GrantAsync(), default)).Value.First(Vendor.IsPrimary).ExternalId;
    }

    protected static EventDraft Draft(string title = "Interview") => new()
    {
        Title = title,
        Time = At(Tuesday),
        Notes = new EventNotes("Second round.\nBring your portfolio.", "https://meet.example/j/123?pwd=a%20b"),
        Location = "Room Elbe, 3rd floor",
        Attendees = [new DraftAttendee(Priya, "Priya Nair"), new DraftAttendee(Bob)],
        Reminders = [30],
        Transparency = Transparency.Busy,
    };

    protected static EventTime At(Instant start, DateTimeZone? zone = null, int minutes = 60) => new EventTime.Timed(start, start + Duration.FromMinutes(minutes), zone ?? Berlin);

    protected async Task<Result<WrittenEvent>> TryCreateAsync(EventDraft? draft = null, ICalendarWriter? writer = null) =>
        await (writer ?? Capability).CreateAsync(await GrantAsync(), Calendar, Key, draft ?? Draft(), default);

    protected async Task<WrittenEvent> CreateAsync(EventDraft? draft = null) => Ok(await TryCreateAsync(draft));

    protected async Task<Result<WrittenEvent>> TryChangeAsync(EventTarget target, EventDraft change, ICalendarWriter? writer = null) =>
        await (writer ?? Capability).ChangeAsync(await GrantAsync(), target, change, default);

    protected async Task<WrittenEvent> ChangeAsync(EventTarget target, EventDraft change) => Ok(await TryChangeAsync(target, change));

    protected async Task<Result<Done>> TryDeleteAsync(EventTarget target, ICalendarWriter? writer = null) =>
        await (writer ?? Capability).DeleteAsync(await GrantAsync(), target, default);

    protected async Task DeleteAsync(EventTarget target) => Ok(await TryDeleteAsync(target));

    /// <summary>The calendar read whole.</summary>
    protected async Task<IReadOnlyList<EventRecord>> AllAsync()
    {
        List<EventPage> pages = [];
        do
        {
            pages.Add(Ok(await Reader.ReadEventsAsync(await GrantAsync(), new EventPageRequest(Calendar, Window.Around(World.Time.Now()), Berlin, null, pages.LastOrDefault()?.NextPageToken), default)));
        }
        while (pages[^1].NextPageToken is not null);
        Assert.Equal(0, pages.Sum(p => p.SetAside));
        return Copy.Of(pages).Sorted;
    }

    protected async Task<EventRecord> ReadAsync(WrittenEvent written) => (await AllAsync()).Single(e => e.ExternalId == written.ExternalId);

    protected EventTarget Target(EventRecord record, string? etag = null) => new(Calendar, record.ExternalId, record.SeriesId, etag);

    protected static T Ok<T>(Result<T> result)
    {
        Assert.True(result.IsOk, result.Failure?.ToString());
        return result.Value;
    }
}
