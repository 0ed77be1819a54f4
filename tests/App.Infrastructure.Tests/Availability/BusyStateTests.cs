using App.Domain.Availability;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Availability;

/// <summary>Whatever changes when a member is busy says so in its own transaction, on every database.</summary>
public abstract class BusyStateTests(DatabaseProvider provider) : IAsyncLifetime
{
    private World _world = null!;
    private Guid _connection;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(provider);
        _connection = await _world.ConnectAndSyncAsync();
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task The_first_sync_touches_all_it_brought()
    {
        var state = await StateAsync();
        var (first, last) = await _world.ReadAsync(async db => (await db.Events.MinAsync(e => e.Start), await db.Events.MaxAsync(e => e.End)));
        Assert.True(state.BusyVersion > 0);
        Assert.Equal((first, last), (state.ChangedFrom, state.ChangedTo));
    }

    [SkippableFact]
    public async Task A_pass_that_changed_nothing_touches_nothing()
    {
        var before = await SettleAsync();
        await _world.SyncNowAsync();
        var after = await StateAsync();
        Assert.Equal((before, null), (after.BusyVersion, after.ChangedFrom));
    }

    [SkippableFact]
    public async Task A_moved_event_touches_where_it_was_and_where_it_is()
    {
        var start = _world.Time.GetUtcNow().AddDays(3);
        var id = (await _world.Control.AddEventAsync(World.Email, World.Email, Event(start)))["id"]!.GetValue<string>();
        await _world.SyncNowAsync();
        var before = await SettleAsync();

        await _world.Control.ChangeEventAsync(World.Email, World.Email, id, Event(start.AddDays(2)));
        await _world.SyncNowAsync();

        var after = await StateAsync();
        Assert.True(after.BusyVersion > before);
        Assert.Equal((At(start), At(start.AddDays(2).AddHours(1))), (after.ChangedFrom, after.ChangedTo));
    }

    [SkippableFact]
    public async Task An_event_that_a_full_pass_no_longer_sees_touches_where_it_was()
    {
        var start = _world.Time.GetUtcNow().AddDays(3);
        var id = (await _world.Control.AddEventAsync(World.Email, World.Email, Event(start)))["id"]!.GetValue<string>();
        await _world.SyncNowAsync();
        await SettleAsync();

        await _world.Control.DeleteEventAsync(World.Email, World.Email, id);
        await _world.Control.ExpireSyncTokensAsync(World.Email);
        await _world.SyncNowAsync();

        var after = await StateAsync();
        Assert.True(after.ChangedFrom <= At(start) && after.ChangedTo >= At(start.AddHours(1)));
    }

    [SkippableFact]
    public async Task What_lies_elsewhere_under_the_same_tag_touches_both()
    {
        var start = _world.Time.GetUtcNow().AddDays(3);
        var id = (await _world.Control.AddEventAsync(World.Email, World.Email, Event(start)))["id"]!.GetValue<string>();
        await _world.SyncNowAsync();
        await _world.ReadAsync(db => db.Events.Where(e => e.ExternalId == id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Start, e => e.End)));
        await SettleAsync();

        await _world.Control.ExpireSyncTokensAsync(World.Email);
        await _world.SyncNowAsync();

        var after = await StateAsync();
        Assert.Equal((At(start), At(start.AddHours(1))), (after.ChangedFrom, after.ChangedTo));
    }

    [SkippableFact]
    public async Task Rules_of_a_calendar_touch_all_of_it()
    {
        await SettleAsync();
        var calendar = await _world.PrimaryAsync();
        await _world.Get<ChangeCalendar>().RunAsync(_world.Alice, calendar.Id, new CalendarChange { Block = EventKinds.Free }, null, default);
        Assert.NotNull((await StateAsync()).ChangedFrom);
    }

    [SkippableFact]
    public async Task Disconnecting_touches_what_was_there()
    {
        await SettleAsync();
        await _world.Get<DisconnectConnection>().RunAsync(_world.Alice, _connection, null, default);
        Assert.NotNull((await StateAsync()).ChangedFrom);
    }

    [SkippableFact]
    public async Task Who_decided_by_an_older_version_is_refused_however_many_try_at_once()
    {
        var seen = await SettleAsync();
        var time = new Window(_world.Time.Now(), _world.Time.Now() + Duration.FromHours(1));
        var tries = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            await using var db = _world.Get<AppDatabase>().ForOrganization(_world.Alice);
            await using var write = await db.BeginWriteAsync(default);
            var first = await db.TryTouchBusyAsync(_world.Alice.OrganizationId, _world.Alice.Id, seen, time, default);
            await write.CommitAsync(default);
            return first;
        })));

        Assert.Single(tries, first => first);
        Assert.Equal(seen + 1, (await StateAsync()).BusyVersion);
    }

    private static object Event(DateTimeOffset start) =>
        new { summary = "Moving", start = new { dateTime = start.ToString("yyyy-MM-ddTHH:mm:ssZ") }, end = new { dateTime = start.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ") } };

    private static Instant At(DateTimeOffset at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

    private Task<BusyState> StateAsync() => _world.ReadAsync(db => db.BusyStates.SingleAsync(s => s.MemberId == _world.Alice.Id));

    /// <summary>As if conflicts had been looked for everywhere.</summary>
    private async Task<long> SettleAsync()
    {
        await _world.ReadAsync(db => db.BusyStates.ExecuteUpdateAsync(s => s.SetProperty(b => b.ChangedFrom, (Instant?)null).SetProperty(b => b.ChangedTo, (Instant?)null)));
        return (await StateAsync()).BusyVersion;
    }
}

public sealed class BusyStateOnSqliteTests() : BusyStateTests(DatabaseProvider.Sqlite);

public sealed class BusyStateOnPostgreSqlTests() : BusyStateTests(DatabaseProvider.PostgreSql);
