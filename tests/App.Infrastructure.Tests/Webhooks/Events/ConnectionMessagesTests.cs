using App.Domain.Connections;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Events;

/// <summary>What endpoints are told of connections and their calendars, on every database.</summary>
public abstract class ConnectionMessagesTests(DatabaseProvider provider) : IAsyncLifetime
{
    private World _world = null!;
    private Guid _id;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(provider);
        _id = await _world.ConnectAndSyncAsync();
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Connecting_is_told_and_consenting_again_to_what_works_is_not()
    {
        var connected = await _world.TheAsync("connection.connected");
        Assert.Equal((_world.Alice.OrganizationId, _id, _id), (connected.OrganizationId, connected.SubjectId, connected.ConnectionId));
        Assert.Equal((_id.ToString(), "google-calendar", World.Email, _world.Alice.Id.ToString(), "active", "false"), (connected.At("connection.id"), connected.At("connection.provider"), connected.At("connection.accountName"), connected.At("connection.memberId"), connected.At("connection.status"), connected.At("again")));

        await _world.ConnectAsync(revive: _id);
        await _world.SyncDueAsync();
        Assert.Equal("connection.connected 1", await _world.AllAsync());
    }

    [SkippableFact]
    public async Task Ended_access_is_told_once_and_so_is_that_it_is_back()
    {
        await _world.Control.RevokeAsync(World.Email);
        await _world.SyncNowAsync();
        await _world.Get<RefreshGrants>().RunAsync(default);
        await _world.SyncNowAsync();
        var ended = await _world.TheAsync("connection.needs_reconnect");
        Assert.Equal((_id, _id, "needsReconnect", "needs_reconnect"), (ended.SubjectId, ended.ConnectionId, ended.At("connection.status"), ended.At("code")));
        Assert.NotEmpty(ended.At("reason"));

        var since = (await _world.ConnectionAsync(_id)).StatusSince;
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.ConnectAsync(revive: _id);
        var back = await _world.TheAsync("connection.recovered");
        Assert.Equal((_id, "active", "needsReconnect", NodaTime.Text.InstantPattern.ExtendedIso.Format(since)), (back.SubjectId, back.At("connection.status"), back.At("previousStatus"), back.At("since")));
        Assert.Single(await _world.AllAsync("connection.connected"));
        Assert.Equal(_id, (await _world.TheAsync("notification.sent")).ConnectionId);
    }

    [SkippableFact]
    public async Task One_that_paused_after_errors_is_told_to_work_again()
    {
        await _world.ReadAsync(db => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.Status, ConnectionStatus.Paused).SetProperty(c => c.PausedByErrors, true).SetProperty(c => c.ErrorCode, "rejected").SetProperty(c => c.RetryAt, (Instant?)null)));
        _world.Time.Advance(TimeSpan.FromMinutes(20));
        await _world.Get<CheckConnections>().RunAsync(default);
        await _world.SyncNowAsync();
        var back = await _world.TheAsync("connection.recovered");

        Assert.Equal((_id, "active", "paused"), (back.SubjectId, back.At("connection.status"), back.At("previousStatus")));
    }

    [SkippableFact]
    public async Task Disconnecting_is_told_and_connecting_after_it_is_connecting_again()
    {
        await _world.ForgetAsync();
        Assert.True((await _world.Get<DisconnectConnection>().RunAsync(_world.Alice, _id, null, default)).IsOk);
        var ended = await _world.TheAsync("connection.disconnected");
        Assert.Equal((_id, _id, "disconnected", "Alice Keller"), (ended.SubjectId, ended.ConnectionId, ended.At("connection.status"), ended.At("by")));

        await _world.ConnectAsync();
        Assert.Equal((_id, "true"), ((await _world.TheAsync("connection.connected")).SubjectId, (await _world.TheAsync("connection.connected")).At("again")));
        Assert.Equal("connection.connected 1, connection.disconnected 1", await _world.AllAsync());
    }

    [SkippableFact]
    public async Task A_calendar_that_fails_is_told_once_until_it_has_worked_again()
    {
        await _world.ForgetAsync();
        var failing = await FailOnAndOnAsync();
        var told = await _world.AllAsync("calendar.sync_failed");
        Assert.NotEmpty(failing);
        Assert.Equal(failing, told.Select(t => t.SubjectId!.Value).Order());
        var (one, calendar) = (told[0], await _world.ReadAsync(db => db.Calendars.SingleAsync(c => c.Id == told[0].SubjectId)));
        Assert.Equal((_id, calendar.Name, _world.Alice.Id.ToString(), _id.ToString(), "google-calendar", "unavailable"), (one.ConnectionId, one.At("calendar.name"), one.At("calendar.memberId"), one.At("calendar.connectionId"), one.At("calendar.provider"), one.At("code")));
        Assert.Equal(NodaTime.Text.InstantPattern.ExtendedIso.Format(calendar.TrueUpTo!.Value), one.At("trueUpTo"));

        await _world.SyncNowAsync();
        Assert.Equal(0, await _world.ReadAsync(db => db.Cursors.SumAsync(c => c.Failures)));
        Assert.Equal(failing.Count, (await _world.AllAsync("calendar.sync_failed")).Count);
        await _world.ForgetAsync();
        Assert.Equal(await FailOnAndOnAsync(), (await _world.AllAsync("calendar.sync_failed")).Select(t => t.SubjectId!.Value).Order());
    }

    /// <returns>Those that failed; one at least more than once.</returns>
    private async Task<List<Guid>> FailOnAndOnAsync()
    {
        await _world.Control.AddFaultAsync(new { kind = "error500", operation = "events" });
        for (var n = 0; n < 4; n++)
        {
            _world.Time.Advance(TimeSpan.FromHours(2));
            Assert.All(await _world.SyncNowAsync(), r => Assert.False(r.IsOk));
        }

        var failing = await _world.ReadAsync(db => db.Cursors.Where(c => c.Failures > 0).Select(c => new { c.CalendarId, c.Failures }).ToListAsync());
        Assert.Contains(failing, c => c.Failures > 1);
        await _world.Control.ClearFaultsAsync();
        _world.Time.Advance(TimeSpan.FromHours(2));
        return [.. failing.Select(c => c.CalendarId).Order()];
    }
}

public sealed class ConnectionMessagesOnSqliteTests() : ConnectionMessagesTests(DatabaseProvider.Sqlite);

public sealed class ConnectionMessagesOnPostgreSqlTests() : ConnectionMessagesTests(DatabaseProvider.PostgreSql);
