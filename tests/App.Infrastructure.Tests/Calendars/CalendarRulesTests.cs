using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Calendars;

/// <summary>What a member says of each calendar, on every database.</summary>
public abstract class CalendarRulesTests(DatabaseProvider provider) : IAsyncLifetime
{
    private World _world = null!;
    private Calendar _primary = null!;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(provider);
        await _world.ConnectAndSyncAsync();
        _primary = await _world.PrimaryAsync();
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task The_main_calendar_takes_bookings_until_another_is_chosen_and_never_two_do()
    {
        Assert.Equal(_primary.Id, await TargetAsync());

        var other = await _world.ReadAsync(db => db.Calendars.Where(c => c.Id != _primary.Id && c.IsWritable).OrderBy(c => c.Name).Select(c => c.Id).FirstAsync());
        Assert.True((await ChangeAsync(other, new CalendarChange { WriteTarget = true })).IsOk);
        Assert.Equal(other, await TargetAsync());

        Assert.IsType<Failure.Invalid>((await ChangeAsync(other, new CalendarChange { WriteTarget = false })).Failure);
        Assert.Equal(other, await TargetAsync());
    }

    [SkippableFact]
    public async Task A_second_account_does_not_take_bookings_from_the_first()
    {
        await _world.ConnectAsync("alice.private@gmail.example");
        Assert.Equal(_primary.Id, await TargetAsync());
    }

    [SkippableFact]
    public async Task Where_none_takes_bookings_one_is_chosen_when_calendars_are_read_again()
    {
        await _world.ReadAsync(db => db.Calendars.Where(c => c.Id == _primary.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.IsWriteTarget, false)));
        await _world.Get<RefreshCalendars>().RunAsync(_primary.ConnectionId, default);
        Assert.Equal(_primary.Id, await TargetAsync());
    }

    [SkippableFact]
    public async Task A_calendar_that_is_only_read_takes_no_bookings()
    {
        await _world.ReadAsync(db => db.Calendars.Where(c => c.Id == _primary.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.IsWritable, false)));
        var refused = Assert.IsType<Failure.Invalid>((await ChangeAsync(_primary.Id, new CalendarChange { WriteTarget = true })).Failure);
        Assert.Contains("writeTarget", refused.Errors.Keys);
    }

    [SkippableFact]
    public async Task What_blocks_follows_the_rules_at_once()
    {
        var before = await BlockingAsync();
        Assert.Contains("Office move, first ideas", before);
        Assert.DoesNotContain("Lunch talk, optional", before);

        await ChangeAsync(_primary.Id, new CalendarChange { Block = EventKinds.Free, Unblock = EventKinds.Tentative, OnConflict = ConflictHandling.Follow });

        var after = await BlockingAsync();
        Assert.DoesNotContain("Office move, first ideas", after);
        Assert.Contains("Lunch talk, optional", after);
        var changed = await _world.ReadAsync(db => db.Calendars.SingleAsync(c => c.Id == _primary.Id));
        Assert.Equal((EventKinds.AllDay | EventKinds.OutOfOffice | EventKinds.Free, ConflictHandling.Follow), (changed.BlockingKinds, changed.OnConflict));
    }

    [SkippableFact]
    public async Task A_kind_can_not_both_block_and_not() =>
        Assert.IsType<Failure.Invalid>((await ChangeAsync(_primary.Id, new CalendarChange { Block = EventKinds.Free, Unblock = EventKinds.Free | EventKinds.AllDay })).Failure);

    /// <summary>As the last page of a pass takes rows: cursor, calendar, and the member's busy time in the end.</summary>
    [SkippableFact]
    public async Task A_rule_that_changes_while_a_pass_ends_waits_for_it_and_neither_for_the_other()
    {
        var change = Task.CompletedTask;
        await using (var db = _world.Get<AppDatabase>().ForSystem("test"))
        {
            await using var write = await db.BeginWriteAsync(default);
            await db.Cursors.Where(c => c.CalendarId == _primary.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Fence, c => c.Fence));
            await db.Calendars.Where(c => c.Id == _primary.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.TrueUpTo, c => c.TrueUpTo));
            var changed = Task.Run(() => ChangeAsync(_primary.Id, new CalendarChange(Blocks: false)));
            change = changed;
            if (provider == DatabaseProvider.PostgreSql)
            {
                await Eventually.HoldsAsync("the change waits", async () => changed.IsCompleted || await db.Database.SqlQuery<int>($"""SELECT COUNT(*)::int AS "Value" FROM pg_locks WHERE NOT granted""").SingleAsync() > 0);
            }

            await db.TouchBusyAsync(_primary.OrganizationId, _primary.MemberId, new Window(_world.Time.Now(), _world.Time.Now() + Duration.FromHours(1)), default);
            await write.CommitAsync(default);
        }

        await change;
        Assert.False(await _world.ReadAsync(db => db.Calendars.Where(c => c.Id == _primary.Id).Select(c => c.Blocks).SingleAsync()));
    }

    private Task<Result<Done>> ChangeAsync(Guid calendar, CalendarChange change) => _world.Get<ChangeCalendar>().RunAsync(_world.Alice, calendar, change, null, default);

    private Task<Guid?> TargetAsync() => _world.ReadAsync(db => db.Calendars.Where(c => c.IsWriteTarget).Select(c => (Guid?)c.Id).SingleOrDefaultAsync());

    private async Task<List<string>> BlockingAsync()
    {
        var now = _world.Time.Now();
        var page = (await _world.Get<ListEvents>().RunAsync(_world.Alice, new EventQuery(now - Duration.FromDays(14), now + Duration.FromDays(30), _primary.Id, null, 200), default)).Value;
        return [.. page.Items.Where(e => e.Blocks).Select(e => e.Title)];
    }
}

public sealed class CalendarRulesOnSqliteTests() : CalendarRulesTests(DatabaseProvider.Sqlite);

public sealed class CalendarRulesOnPostgreSqlTests() : CalendarRulesTests(DatabaseProvider.PostgreSql);
