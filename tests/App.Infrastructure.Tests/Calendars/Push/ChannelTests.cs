using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using App.Infrastructure.Tests.Providers.OutlookCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Calendars.Push;

/// <summary>The life of channels, ours and the vendor's side of it, on every database.</summary>
/// <param name="channels">How many there are for Alice's three calendars.</param>
public abstract class ChannelTests(JsonVendor vendor, DatabaseProvider database, int channels) : IAsyncLifetime
{
    private PushWorld _push = null!;

    private World World => _push.World;

    private SandboxControl Control => World.Control.Of(vendor.Name);

    public async Task InitializeAsync() => _push = await PushWorld.BuildAsync(database);

    public async Task DisposeAsync()
    {
        if (_push is not null)
        {
            await _push.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Connecting_opens_them_once_and_a_pass_follows()
    {
        var connection = (await World.ConnectAsync(provider: vendor.Provider)).ConnectionId!.Value;
        await World.SyncDueAsync(_push.Hub);
        await _push.KeepAsync();
        await _push.KeepAsync();
        await _push.HearAsync();

        var rows = await _push.RowsAsync();
        Assert.Equal(channels, rows.Count);
        Assert.All(rows, r => Assert.Equal((ChannelState.Open, connection, 0), (r.State, r.ConnectionId, r.Attempts)));
        Assert.All(rows, r => Assert.NotNull(r.ReachedAt));
        Assert.Equal(rows.Select(r => r.ExpiresAt!.Value).Order(), (await _push.LivingAsync()).Select(c => c.Expires).Order());
        Assert.Equal(3, (await _push.SyncAsync()).Count);
    }

    [SkippableFact]
    public async Task What_changes_between_the_first_pass_and_the_opening_is_found()
    {
        await World.ConnectAsync(provider: vendor.Provider);
        await World.SyncDueAsync(_push.Hub);
        var id = await AddAsync("In between");
        await _push.KeepAsync();
        await _push.SyncAsync();

        Assert.Contains(id, await World.StoredIdsAsync((await World.PrimaryAsync()).Id));
    }

    [SkippableFact]
    public async Task Two_processes_at_once_open_none_twice()
    {
        await World.ConnectAsync(provider: vendor.Provider);
        var other = _push.NewHub(_push.Address);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? _push.Hub : other).GetRequiredService<KeepChannels>().RunAsync(default)));
        await _push.KeepAsync();

        Assert.Equal(channels, (await _push.RowsAsync()).Count);
        Assert.Equal(channels, (await _push.LivingAsync()).Count);
    }

    [SkippableFact]
    public async Task They_are_renewed_before_they_end_and_none_is_missing_meanwhile()
    {
        await _push.ConnectAsync(vendor);
        var before = await _push.LivingAsync();
        World.Time.Advance(before.Min(c => c.Expires).ToDateTimeOffset() - World.Time.GetUtcNow() - TimeSpan.FromHours(24.5));
        await _push.KeepAsync();
        Assert.Equal(before.Order(), (await _push.LivingAsync()).Order());

        World.Time.Advance(TimeSpan.FromHours(1.5));
        var fewest = int.MaxValue;
        _push.Wire.After = async _ => fewest = Math.Min(fewest, (await _push.LivingAsync()).Count);
        await _push.KeepAsync();
        var after = await _push.LivingAsync();
        await World.SyncDueAsync(_push.Hub);
        await _push.HearAsync();
        await _push.SyncAsync();

        Assert.Equal((channels, channels, channels), (after.Count, fewest, (await _push.RowsAsync()).Count));
        Assert.All(after, c => Assert.True(c.Expires > before.Max(b => b.Expires)));
        var id = await AddAsync("Lunch");
        await _push.HearAsync();
        await _push.SyncAsync();
        Assert.Contains(id, await World.StoredIdsAsync((await World.PrimaryAsync()).Id));
    }

    [SkippableFact]
    public async Task After_an_outage_of_ours_that_was_longer_than_their_life_they_are_opened_anew()
    {
        await _push.ConnectAsync(vendor);
        World.Time.Advance(TimeSpan.FromDays(8));
        Assert.Empty(await _push.LivingAsync());
        await _push.KeepAsync();

        Assert.Equal((channels, channels), ((await _push.RowsAsync()).Count(r => r.State == ChannelState.Open), (await _push.LivingAsync()).Count));
    }

    [SkippableFact]
    public async Task A_crash_before_the_vendor_is_asked_leaves_a_row_that_is_finished()
    {
        await World.ConnectAsync(provider: vendor.Provider);
        await CrashAsync(wire => wire.Before = CutAt);
        Assert.NotEmpty(await _push.RowsAsync());
        Assert.Empty(await _push.LivingAsync());

        World.Time.Advance(TimeSpan.FromMinutes(4));
        await _push.KeepAsync();
        Assert.Equal((channels, channels), ((await _push.RowsAsync()).Count, (await _push.LivingAsync()).Count));
    }

    [SkippableFact]
    public async Task A_crash_before_the_vendors_answer_leaves_nothing_double_where_a_signal_came()
    {
        await World.ConnectAsync(provider: vendor.Provider);
        await CrashAsync(wire => wire.After = CutAt);
        var opened = (await _push.LivingAsync()).Select(c => c.Id).ToHashSet();
        Assert.NotEmpty(opened);
        await AddAsync("Lunch");
        await _push.HearAsync();

        World.Time.Advance(TimeSpan.FromMinutes(4));
        await _push.KeepAsync();
        var living = await _push.LivingAsync();
        Assert.Equal((channels, channels), ((await _push.RowsAsync()).Count, living.Count));
        Assert.Subset(living.Select(c => c.Id).ToHashSet(), opened);
    }

    [SkippableFact]
    public async Task A_crash_before_the_vendors_answer_leaves_nothing_double_once_a_signal_comes()
    {
        await Control.AddFaultAsync(new { kind = "droppedPush", vendor = vendor.Name });
        await World.ConnectAsync(provider: vendor.Provider);
        await CrashAsync(wire => wire.After = CutAt);
        Assert.NotEmpty(await _push.LivingAsync());
        await Control.ClearFaultsAsync();

        World.Time.Advance(TimeSpan.FromMinutes(4));
        await _push.KeepAsync();
        foreach (var calendar in (await Control.CalendarsAsync(World.Email))["items"]!.AsArray())
        {
            await vendor.AddAsync(World, "Lunch", World.Time.Now() + Duration.FromDays(1), (string)calendar!["id"]!);
        }

        await _push.HearAsync();
        await _push.KeepAsync();
        Assert.Equal((channels, channels), ((await _push.RowsAsync()).Count, (await _push.LivingAsync()).Count));
    }

    [SkippableFact]
    public async Task An_answer_that_is_lost_on_the_way_leaves_nothing_double()
    {
        await World.ConnectAsync(provider: vendor.Provider);
        _push.Wire.After = r => r.Method == HttpMethod.Post ? throw new HttpRequestException("The connection was cut.") : Task.CompletedTask;
        await _push.KeepAsync();
        _push.Wire.After = null;
        Assert.Equal((channels, channels), ((await _push.RowsAsync()).Count(r => r.State == ChannelState.Opening), (await _push.LivingAsync()).Count));
        await AddAsync("Lunch");
        await _push.HearAsync();

        World.Time.Advance(TimeSpan.FromMinutes(2));
        await _push.KeepAsync();
        Assert.Equal((channels, channels), ((await _push.RowsAsync()).Count, (await _push.LivingAsync()).Count));
    }

    [SkippableFact]
    public async Task Disconnecting_stops_them_at_the_vendor_before_access_ends()
    {
        var connection = await _push.ConnectAsync(vendor);
        Assert.Equal(channels, (await _push.LivingAsync()).Count);
        Assert.True((await _push.Get<DisconnectConnection>().RunAsync(World.Alice, connection, null, default)).IsOk);

        Assert.Empty(await _push.LivingAsync());
        Assert.Empty(await _push.RowsAsync());
    }

    [SkippableFact]
    public async Task What_could_not_be_stopped_while_disconnecting_is_stopped_later_and_its_signals_mean_nothing()
    {
        var connection = await _push.ConnectAsync(vendor);
        _push.Wire.Before = _ => throw new HttpRequestException("The vendor is down.");
        await _push.Get<DisconnectConnection>().RunAsync(World.Alice, connection, null, default);
        _push.Wire.Before = null;
        Assert.All(await _push.RowsAsync(), r => Assert.True(r is { State: ChannelState.Closing, Sealed: not null }));
        await AddAsync("Lunch");
        await _push.HearAsync();
        Assert.Empty(await _push.SyncAsync());

        World.Time.Advance(TimeSpan.FromMinutes(3));
        await _push.KeepAsync();
        Assert.Empty(await _push.RowsAsync());
    }

    [SkippableFact]
    public async Task One_that_ends_while_its_connection_is_disconnected_hinders_nothing()
    {
        var connection = await _push.ConnectAsync(vendor);
        await using var db = World.Get<AppDatabase>().ForOrganization(World.Alice);
        var closing = await _push.Get<CloseChannels>().AddAsync(db, connection, null, default);
        Assert.Equal(channels, await World.ReadAsync(other => other.PushChannels.ExecuteDeleteAsync()));
        await db.SaveChangesAsync();
        await _push.Get<CloseChannels>().StopAsync(closing);

        Assert.Equal(channels, closing.Count);
        Assert.Empty(await _push.RowsAsync());
    }

    [SkippableFact]
    public async Task Nothing_counts_as_pushed_while_its_connection_is_not_live()
    {
        var connection = await _push.ConnectAsync(vendor);
        Assert.Equal((3, 3), await PushedAsync(connection));
        foreach (var status in (ConnectionStatus[])[ConnectionStatus.NeedsReconnect, ConnectionStatus.Paused, ConnectionStatus.Disconnected])
        {
            await World.ReadAsync(db => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.Status, status)));
            Assert.Equal((0, 0), await PushedAsync(connection));
        }

        await World.ReadAsync(db => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.Status, ConnectionStatus.Error)));
        Assert.Equal((3, 3), await PushedAsync(connection));
    }

    [SkippableFact]
    public async Task A_calendar_that_no_longer_blocks_time_is_no_longer_watched()
    {
        await _push.ConnectAsync(vendor);
        foreach (var calendar in await World.ReadAsync(db => db.Calendars.OrderBy(c => c.IsPrimary).Select(c => c.Id).ToListAsync()))
        {
            await _push.Get<ChangeCalendar>().RunAsync(World.Alice, calendar, new CalendarChange(Blocks: false), null, default);
            await _push.KeepAsync();
            var chosen = await World.ReadAsync(db => db.Calendars.CountAsync(c => c.Blocks));
            Assert.Equal(Math.Min(channels, chosen), (await _push.LivingAsync()).Count);
        }

        Assert.Empty(await _push.RowsAsync());
        await AddAsync("Lunch");
        Assert.Equal(0, await _push.HearAsync());
    }

    [SkippableFact]
    public async Task Reconnecting_opens_others_under_the_new_access()
    {
        var connection = await _push.ConnectAsync(vendor);
        var before = (await _push.LivingAsync()).Select(c => c.Id).ToHashSet();
        await World.ConnectAsync(revive: connection, provider: vendor.Provider);
        await _push.KeepAsync();
        var after = (await _push.LivingAsync()).Select(c => c.Id).ToHashSet();

        Assert.Equal((channels, channels), (after.Count, (await _push.RowsAsync()).Count));
        Assert.Empty(after.Intersect(before));
    }

    [SkippableFact]
    public async Task A_refusal_is_told_waited_out_and_never_held_against_the_connection()
    {
        await Control.AddFaultAsync(new { kind = "forbidden403", vendor = vendor.Name, operation = vendor.WatchOperation });
        var connection = await _push.ConnectAsync(vendor);
        await Control.ClearFaultsAsync();
        Assert.All(await _push.RowsAsync(), r => Assert.True(r is { State: ChannelState.Opening, ErrorCode: "forbidden" or "scope_missing", ErrorText.Length: > 0 }));
        Assert.Equal((ConnectionStatus.Active, 0, null), await StandingAsync(connection));

        World.Time.Advance(TimeSpan.FromMinutes(30));
        await _push.KeepAsync();
        Assert.Empty(await _push.LivingAsync());
        World.Time.Advance(TimeSpan.FromMinutes(60));
        await _push.KeepAsync();
        Assert.Equal(channels, (await _push.LivingAsync()).Count);
        Assert.All(await _push.RowsAsync(), r => Assert.Null(r.ErrorCode));
    }

    [SkippableFact]
    public async Task A_vendor_that_asks_to_wait_is_waited_for()
    {
        await Control.AddFaultAsync(new { kind = "tooMany429", vendor = vendor.Name, operation = vendor.WatchOperation, retryAfterSeconds = 600 });
        var connection = await _push.ConnectAsync(vendor);
        await Control.ClearFaultsAsync();
        Assert.Equal((ConnectionStatus.Active, 0, null), await StandingAsync(connection));

        World.Time.Advance(TimeSpan.FromSeconds(599));
        await _push.KeepAsync();
        Assert.Empty(await _push.LivingAsync());
        World.Time.Advance(TimeSpan.FromSeconds(2));
        await _push.KeepAsync();
        Assert.Equal(channels, (await _push.LivingAsync()).Count);
    }

    [SkippableFact]
    public async Task Without_a_public_address_everything_works_by_polling_and_what_was_open_is_stopped()
    {
        await _push.ConnectAsync(vendor);
        await World.Get<KeepChannels>().RunAsync(default);
        Assert.Empty(await _push.LivingAsync());
        Assert.Empty(await _push.RowsAsync());

        var id = await AddAsync("Lunch");
        World.Time.Advance(TimeSpan.FromMinutes(7));
        await World.SyncDueAsync();
        Assert.Contains(id, await World.StoredIdsAsync((await World.PrimaryAsync()).Id));
    }

    [SkippableFact]
    public async Task Another_public_address_is_told_to_the_vendor()
    {
        await _push.ConnectAsync(vendor);
        var other = _push.NewHub(_push.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await other.GetRequiredService<KeepChannels>().RunAsync(default);

        Assert.Equal(channels, (await _push.LivingAsync()).Count);
        Assert.All(await _push.RowsAsync(), r => Assert.StartsWith("http://localhost:", r.Address, StringComparison.Ordinal));
    }

    private Task<string> AddAsync(string title) => vendor.AddAsync(World, title, World.Time.Now() + Duration.FromDays(1));

    /// <summary>How many calendars are said to be pushed, on their own and by their connection.</summary>
    private async Task<(int, int)> PushedAsync(Guid connection)
    {
        var calendars = (await _push.Get<ListCalendars>().RunAsync(World.Alice, connection, default)).Value;
        return (calendars.Count(c => c.IsPushed), (await _push.Get<ListConnections>().ReadAsync(World.Alice, connection, default)).Value.PushedCalendars);
    }

    private async Task<(ConnectionStatus, int, string?)> StandingAsync(Guid id)
    {
        var connection = await World.ConnectionAsync(id);
        return (connection.Status, connection.ConsecutiveErrors, connection.ErrorCode);
    }

    /// <summary>The process vanishes at its first request: nothing that comes after is done, and its lease stands.</summary>
    private async Task CrashAsync(Action<Wire> arm)
    {
        using var cut = new CancellationTokenSource();
        _cut = cut;
        arm(_push.Wire);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _push.KeepAsync(cut.Token));
        (_push.Wire.Before, _push.Wire.After) = (null, null);
    }

    private CancellationTokenSource _cut = null!;

    private async Task CutAt(HttpRequestMessage request)
    {
        await _cut.CancelAsync();
        _cut.Token.ThrowIfCancellationRequested();
    }
}

public sealed class GoogleChannelsOnSqliteTests() : ChannelTests(new GoogleVendor(), DatabaseProvider.Sqlite, 3);

public sealed class GoogleChannelsOnPostgreSqlTests() : ChannelTests(new GoogleVendor(), DatabaseProvider.PostgreSql, 3);

public sealed class OutlookChannelsOnSqliteTests() : ChannelTests(new OutlookVendor(), DatabaseProvider.Sqlite, 1);

public sealed class OutlookChannelsOnPostgreSqlTests() : ChannelTests(new OutlookVendor(), DatabaseProvider.PostgreSql, 1);
