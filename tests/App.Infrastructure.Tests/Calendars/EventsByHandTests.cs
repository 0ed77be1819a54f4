using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Calendars.Writing;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Tests.Providers.CalDav;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using App.Infrastructure.Tests.Providers.OutlookCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Calendars;

/// <summary>Events that members write by hand: at the vendor, and here at once. One suite for every vendor that can be written to.</summary>
public abstract class EventsByHandTests(Vendor vendor, DatabaseProvider databases) : IAsyncLifetime
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Instant Tuesday = Instant.FromUtc(2026, 1, 20, 13, 0);

    private World _world = null!;
    private Calendar _calendar = null!;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(databases);
        await vendor.ConnectAsync(_world, World.Email);
        await _world.SyncDueAsync();
        _calendar = await _world.ReadAsync(db => db.Calendars.Where(c => c.IsWriteTarget).SingleAsync());
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task An_event_is_here_at_once_and_the_same_after_the_next_sync()
    {
        var before = await BusyAsync();
        var made = Ok(await CreateAsync(Guid.CreateVersion7()));

        Assert.Equal(("Interview", Tuesday, EventPurpose.Interview, true), (made.Title, made.Start, made.Purpose, made.Blocks));
        Assert.True(await BusyAsync() > before);

        Assert.All(await _world.SyncDueAsync(), pass => Assert.True(pass.IsOk, pass.Failure?.ToString()));

        var read = Assert.Single(await TuesdayAsync(), e => e.Title == "Interview");
        Assert.Equal((made.Id, Tuesday, "Room Elbe", EventPurpose.Interview), (read.Id, read.Start, read.Location, read.Purpose));
    }

    [SkippableFact]
    public async Task Asked_twice_with_one_key_it_is_made_once()
    {
        var key = Guid.CreateVersion7();

        var first = Ok(await CreateAsync(key));
        var second = Ok(await CreateAsync(key));
        await _world.SyncDueAsync();

        Assert.Equal(first.Id, second.Id);
        Assert.Single(await TuesdayAsync(), e => e.Title == "Interview");
    }

    [SkippableFact]
    public async Task A_change_is_made_at_the_vendor_and_shows_at_once()
    {
        var made = Ok(await CreateAsync(Guid.CreateVersion7()));
        var later = Tuesday + Duration.FromHours(2);

        var changed = Ok(await ChangeAsync(made, new EventChange(new EventDraft { Title = "Second round", Time = new EventTime.Timed(later, later + Duration.FromHours(1), Berlin) }, EventPurpose.Deadline)));
        Assert.Equal(("Second round", later, "Room Elbe", EventPurpose.Deadline), (changed.Title, changed.Start, changed.Location, changed.Purpose));
        await _world.SyncDueAsync();

        var read = Assert.Single(await TuesdayAsync(), e => e.Id == made.Id);
        Assert.Equal(("Second round", later, "Room Elbe"), (read.Title, read.Start, read.Location));
    }

    [SkippableFact]
    public async Task What_was_changed_at_the_vendor_meanwhile_is_not_overwritten_and_is_read()
    {
        var made = Ok(await CreateAsync(Guid.CreateVersion7()));
        await _world.SyncDueAsync();
        var seen = await EventAsync(made.Id);
        await RenameThereAsync(made.Id, "Changed there");

        Assert.IsType<Failure.Stale>((await ChangeAsync(seen, new EventChange(new EventDraft { Title = "Changed here" }), seen.Version)).Failure);
        Assert.IsType<Failure.Stale>((await _world.Get<DeleteEvent>().RunAsync(_world.Alice, made.Id, series: false, seen.Version, default)).Failure);
        await _world.SyncDueAsync();

        Assert.Equal("Changed there", (await EventAsync(made.Id)).Title);
        Assert.IsType<Failure.Stale>((await ChangeAsync(seen, new EventChange(new EventDraft { Title = "Changed here" }), seen.Version)).Failure);
    }

    [SkippableFact]
    public async Task A_deleted_event_is_gone_here_and_there()
    {
        var made = Ok(await CreateAsync(Guid.CreateVersion7()));

        Ok(await _world.Get<DeleteEvent>().RunAsync(_world.Alice, made.Id, series: false, null, default));
        Assert.DoesNotContain(await TuesdayAsync(), e => e.Title == "Interview");
        await _world.SyncDueAsync();

        Assert.DoesNotContain(await TuesdayAsync(), e => e.Title == "Interview");
        Assert.Equal(0, await _world.ReadAsync(db => db.EventMarks.CountAsync()));
        Assert.IsType<Failure.NotFound>((await ChangeAsync(made, new EventChange(new EventDraft { Title = "Gone" }))).Failure);
    }

    [SkippableFact]
    public async Task An_all_day_event_keeps_its_days()
    {
        var draft = new EventDraft { Title = "Deadline", Time = new EventTime.WholeDays(new LocalDate(2026, 1, 20), new LocalDate(2026, 1, 21)) };

        var made = Ok(await _world.Get<CreateEvent>().RunAsync(_world.Alice, new NewEvent(Guid.CreateVersion7(), null, draft, EventPurpose.Deadline), default));
        await _world.SyncDueAsync();

        var read = Assert.Single(await TuesdayAsync(), e => e.Id == made.Id);
        Assert.Equal((made.StartDate, made.Start, made.End), (read.StartDate, read.Start, read.End));
        Assert.Equal(new LocalDate(2026, 1, 20), read.StartDate);
    }

    [SkippableFact]
    public async Task One_occurrence_is_renamed_alone_and_a_series_whole_but_not_moved()
    {
        var (first, second) = await SeriesAsync();

        Ok(await ChangeAsync(first, new EventChange(new EventDraft { Title = "Renamed alone" })));
        await _world.SyncDueAsync();
        Assert.Equal("Renamed alone", (await EventAsync(first.Id)).Title);
        Assert.NotEqual("Renamed alone", (await EventAsync(second.Id)).Title);

        Ok(await ChangeAsync(second, new EventChange(new EventDraft { Location = "Everywhere" }, Series: true)));
        await _world.SyncDueAsync();
        Assert.Equal("Everywhere", (await EventAsync(second.Id)).Location);

        var moved = await ChangeAsync(second, new EventChange(new EventDraft { Time = new EventTime.Timed(second.Start, second.End, Berlin) }, Series: true));
        Assert.Contains("time", Assert.IsType<Failure.Invalid>(moved.Failure).Errors.Keys);
    }

    [SkippableFact]
    public async Task A_series_that_is_changed_writes_nothing_over_what_was_changed_of_one()
    {
        var (first, second) = await SeriesAsync();
        Ok(await ChangeAsync(first, new EventChange(new EventDraft { Title = "Renamed alone" })));
        await _world.SyncDueAsync();

        Ok(await ChangeAsync(second, new EventChange(new EventDraft { Title = "Renamed whole" }, Series: true)));
        Assert.Equal("Renamed alone", (await EventAsync(first.Id)).Title);
        await _world.SyncDueAsync();

        Assert.Equal("Renamed whole", (await EventAsync(second.Id)).Title);
        Assert.Equal("Renamed alone", (await EventAsync(first.Id)).Title);
    }

    [SkippableFact]
    public async Task A_repetition_that_is_refused_does_not_forget_what_was_made()
    {
        var key = Guid.CreateVersion7();
        var made = Ok(await CreateAsync(key));
        await _world.Control.Of(vendor.Name).AddFaultAsync(new { kind = "forbidden403", operation = vendor.WriteOperation });

        Assert.IsType<Failure.Rejected>((await CreateAsync(key)).Failure);

        Assert.Equal(EventPurpose.Interview, (await EventAsync(made.Id)).Purpose);
    }

    [SkippableFact]
    public async Task One_that_does_not_recur_is_no_series()
    {
        var made = Ok(await CreateAsync(Guid.CreateVersion7()));
        Assert.Null(made.SeriesId);
        await _world.SyncDueAsync();

        Assert.Null((await EventAsync(made.Id)).SeriesId);
        Assert.Contains("series", Assert.IsType<Failure.Invalid>((await ChangeAsync(made, new EventChange(new EventDraft { Title = "All" }, Series: true))).Failure).Errors.Keys);
        Assert.NotNull((await SeriesAsync()).First.SeriesId);
    }

    [SkippableFact]
    public async Task What_is_no_event_names_its_fields_and_is_not_sent()
    {
        var refused = await _world.Get<CreateEvent>().RunAsync(_world.Alice, new NewEvent(Guid.CreateVersion7(), null, new EventDraft { Title = "" }), default);

        Assert.Equal(["time", "title"], Assert.IsType<Failure.Invalid>(refused.Failure).Errors.Keys.Order());
        Assert.Equal(0, await _world.ReadAsync(db => db.EventMarks.CountAsync()));
    }

    [SkippableFact]
    public async Task A_calendar_that_is_only_read_says_so()
    {
        await _world.ReadAsync(db => db.Calendars.Where(c => c.Id == _calendar.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.IsWritable, false)));

        var refused = Assert.IsType<Failure.Rejected>((await CreateAsync(Guid.CreateVersion7())).Failure);

        Assert.Equal(WriteRefusal.ReadOnly, refused.Code);
        Assert.Contains(_calendar.Name, refused.Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Nobody_writes_into_the_calendar_of_another()
    {
        var made = Ok(await CreateAsync(Guid.CreateVersion7()));

        Assert.IsType<Failure.NotFound>((await _world.Get<CreateEvent>().RunAsync(_world.Carol, new NewEvent(Guid.CreateVersion7(), _calendar.Id, Draft), default)).Failure);
        Assert.IsType<Failure.NotFound>((await _world.Get<ChangeEvent>().RunAsync(_world.Carol, made.Id, new EventChange(new EventDraft { Title = "Mine" }), null, default)).Failure);
        Assert.IsType<Failure.NotFound>((await _world.Get<DeleteEvent>().RunAsync(_world.Carol, made.Id, series: false, null, default)).Failure);
        Assert.IsType<Failure.NotFound>((await _world.Get<ListEvents>().ReadAsync(_world.Carol, made.Id, default)).Failure);
    }

    private static EventDraft Draft => new()
    {
        Title = "Interview",
        Time = new EventTime.Timed(Tuesday, Tuesday + Duration.FromHours(1), Berlin),
        Location = "Room Elbe",
        Reminders = [30],
    };

    private Task<Result<EventView>> CreateAsync(Guid key) => _world.Get<CreateEvent>().RunAsync(_world.Alice, new NewEvent(key, null, Draft, EventPurpose.Interview), default);

    private Task<Result<EventView>> ChangeAsync(EventView e, EventChange change, long? version = null) => _world.Get<ChangeEvent>().RunAsync(_world.Alice, e.Id, change, version, default);

    private async Task<IReadOnlyList<EventView>> TuesdayAsync() =>
        Ok(await _world.Get<ListEvents>().RunAsync(_world.Alice, new EventQuery(Tuesday - Duration.FromHours(13), Tuesday + Duration.FromHours(11), _calendar.Id), default)).Items;

    /// <summary>As somebody else who may write into the calendar does it.</summary>
    private async Task RenameThereAsync(Guid id, string title)
    {
        var there = await _world.ReadAsync(db => db.Events.Where(e => e.Id == id).Select(e => e.ExternalId).SingleAsync());
        var grant = Ok(await _world.Get<Grants>().GetAsync(_calendar.ConnectionId, default));
        Ok(await _world.Hub.GetRequiredKeyedService<ICalendarWriter>(vendor.Provider).ChangeAsync(grant, new EventTarget(_calendar.ExternalId, there), new EventDraft { Title = title }, default));
    }

    private async Task<EventView> EventAsync(Guid id) => Ok(await _world.Get<ListEvents>().ReadAsync(_world.Alice, id, default));

    /// <summary>Two occurrences to come of a series that is in the calendar from the beginning.</summary>
    private async Task<(EventView First, EventView Second)> SeriesAsync()
    {
        var now = _world.Time.Now();
        var all = Ok(await _world.Get<ListEvents>().RunAsync(_world.Alice, new EventQuery(now, now + Duration.FromDays(60), _calendar.Id), default)).Items;
        var series = all.Where(e => e is { SeriesId: not null, IsAllDay: false, Response: Response.None or Response.Accepted }).GroupBy(e => e.SeriesId).First(g => g.Count() > 2).ToList();
        return (series[0], series[1]);
    }

    private Task<long> BusyAsync() => _world.ReadAsync(db => db.BusyStates.Where(s => s.MemberId == _world.Alice.MemberId).Select(s => s.BusyVersion).SingleOrDefaultAsync());

    private static T Ok<T>(Result<T> result)
    {
        Assert.True(result.IsOk, result.Failure?.ToString());
        return result.Value;
    }
}

public sealed class GoogleEventsByHandTests() : EventsByHandTests(new GoogleVendor(), DatabaseProvider.Sqlite);

public sealed class GoogleEventsByHandOnPostgreSqlTests() : EventsByHandTests(new GoogleVendor(), DatabaseProvider.PostgreSql);

public sealed class OutlookEventsByHandTests() : EventsByHandTests(new OutlookVendor(), DatabaseProvider.Sqlite);

public sealed class CalDavEventsByHandTests() : EventsByHandTests(new CalDavVendor("caldav"), DatabaseProvider.Sqlite);
