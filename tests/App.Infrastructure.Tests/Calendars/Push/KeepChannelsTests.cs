using System.Collections.Concurrent;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using App.Infrastructure.Tests.Providers.OutlookCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Tests.Calendars.Push;

/// <summary>What goes on where something is amiss: a key that can't be read, a vendor that hangs.</summary>
public sealed class KeepChannelsTests : IAsyncLifetime
{
    private const string OtherAccount = "carol@fabrikam.example";

    private readonly GoogleVendor _google = new();
    private readonly OutlookVendor _outlook = new();
    private PushWorld _push = null!;

    private World World => _push.World;

    public async Task InitializeAsync() => _push = await PushWorld.BuildAsync();

    public async Task DisposeAsync()
    {
        if (_push is not null)
        {
            await _push.DisposeAsync();
        }
    }

    [Fact]
    public async Task Without_the_key_none_is_opened_and_what_is_open_is_renewed_and_stopped()
    {
        var log = new Lines();
        var keep = ActivatorUtilities.CreateInstance<KeepChannels>(_push.Hub, log);
        var renewed = await _push.ConnectAsync(_outlook);
        var stopped = await _push.ConnectAsync(_google);
        var before = (await RowsAsync(renewed)).Single().ExpiresAt;
        Assert.Equal(4, (await _push.LivingAsync()).Count);
        var opened = (await World.ConnectAsync(OtherAccount, actor: World.Carol, provider: _outlook.Provider)).ConnectionId!.Value;
        World.Time.Advance(TimeSpan.FromMinutes(30));
        await World.SyncDueAsync(_push.Hub);
        var now = World.Time.Now();
        await World.ReadAsync(db => db.PushChannels.Where(c => c.ConnectionId == renewed).ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now)));
        await World.ReadAsync(db => db.Calendars.Where(c => c.ConnectionId == stopped).ExecuteUpdateAsync(s => s.SetProperty(c => c.Blocks, false)));

        var key = await World.ReadAsync(db => db.Settings.Where(s => s.Name == ChannelKey.SettingName).Select(s => s.Value).SingleAsync());
        await SetKeyAsync([.. key.Reverse()]);
        await keep.RunAsync(default);
        await keep.RunAsync(default);
        Assert.Equal([LogLevel.Error], log.Levels);
        Assert.Empty(await RowsAsync(stopped));
        Assert.All(await RowsAsync(renewed), r => Assert.True(r.State == ChannelState.Open && r.ExpiresAt > before));
        Assert.Equal((ChannelState.Opening, 0), (await RowsAsync(opened)).Select(r => (r.State, r.Attempts)).Single());
        Assert.Single(await _push.LivingAsync());

        await SetKeyAsync(key);
        await keep.RunAsync(default);
        Assert.Equal([LogLevel.Error, LogLevel.Information], log.Levels);
        Assert.Equal(ChannelState.Open, (await RowsAsync(opened)).Single().State);
        Assert.Equal(2, (await _push.LivingAsync()).Count);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_vendor_that_hangs_keeps_no_other_waiting()
    {
        await World.ConnectAsync(provider: _google.Provider);
        await World.ConnectAsync(OtherAccount, actor: World.Carol, provider: _google.Provider);
        await World.SyncDueAsync(_push.Hub);
        await World.ReadAsync(db => db.Calendars.ExecuteUpdateAsync(s => s.SetProperty(c => c.Blocks, true)));
        await _push.Get<PlanChannels>().RunAsync(default);
        World.Time.Advance(TimeSpan.FromSeconds(1));
        var waiting = (await _push.RowsAsync()).Count;
        Assert.True(waiting >= 4, $"{waiting} channels leave room beside them.");
        var other = (await World.ConnectAsync(provider: _outlook.Provider)).ConnectionId!.Value;
        await World.SyncDueAsync(_push.Hub);

        var hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _push.Wire.Before = r => r.RequestUri!.AbsolutePath.EndsWith("/watch", StringComparison.Ordinal) ? hanging.Task : Task.CompletedTask;
        var keeping = _push.KeepAsync();
        await Eventually.HoldsAsync("the other's channel", async () => (await RowsAsync(other)) is [{ State: ChannelState.Open }]);

        Assert.All((await _push.RowsAsync()).Where(r => r.ConnectionId != other), r => Assert.Equal(ChannelState.Opening, r.State));
        Assert.False(keeping.IsCompleted);
        hanging.SetResult();
        await keeping;
        Assert.Equal(waiting + 1, (await _push.RowsAsync()).Count(r => r.State == ChannelState.Open));
    }

    [Fact]
    public async Task One_that_hangs_is_given_up_under_its_lease_and_tried_again()
    {
        var connection = (await World.ConnectAsync(provider: _outlook.Provider)).ConnectionId!.Value;
        await World.SyncDueAsync(_push.Hub);
        _push.Wire.Before = _ =>
        {
            World.Time.Advance(TendChannel.Patience);
            return Task.CompletedTask;
        };
        await _push.KeepAsync();
        _push.Wire.Before = null;
        var row = Assert.Single(await _push.RowsAsync());
        Assert.Equal((ChannelState.Opening, "unavailable", null, 1), (row.State, row.ErrorCode, row.LeaseOwner, row.Attempts));
        Assert.True(row.DueAt > World.Time.Now());
        Assert.Empty(await _push.LivingAsync());
        Assert.Equal(ConnectionStatus.Active, (await World.ConnectionAsync(connection)).Status);

        World.Time.Advance(TimeSpan.FromMinutes(2));
        await _push.KeepAsync();
        Assert.Equal(ChannelState.Open, Assert.Single(await _push.RowsAsync()).State);
        Assert.Single(await _push.LivingAsync());
    }

    private async Task<List<PushChannel>> RowsAsync(Guid connection) => [.. (await _push.RowsAsync()).Where(r => r.ConnectionId == connection)];

    private Task SetKeyAsync(byte[] value) => World.ReadAsync(db => db.Settings.Where(s => s.Name == ChannelKey.SettingName).ExecuteUpdateAsync(s => s.SetProperty(k => k.Value, value)));

    private sealed class Lines : ILogger<KeepChannels>
    {
        private readonly ConcurrentQueue<LogLevel> _levels = [];

        public IEnumerable<LogLevel> Levels => _levels;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _levels.Enqueue(logLevel);
    }
}
