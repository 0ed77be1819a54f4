using System.Net;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Database;
using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using App.Infrastructure.Tests.Providers.OutlookCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace App.Infrastructure.Tests.Calendars.Push;

/// <summary>From a change at the vendor to the row here, for every vendor that pushes, on every database.</summary>
public abstract class SignalTests(Vendor vendor, DatabaseProvider database) : IAsyncLifetime
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
    public async Task A_change_at_the_vendor_is_pushed_and_a_pass_finds_it()
    {
        await _push.ConnectAsync(vendor);
        var id = await AddAsync("Lunch");

        Assert.Equal(1, await _push.HearAsync());
        var runs = await _push.SyncAsync();
        var changed = Assert.Single(runs, r => !r.ChangedNothing);
        Assert.All(runs, r => Assert.Equal((SyncTrigger.Push, false), (r.Trigger, r.Full)));
        Assert.Equal((1, 0, 0), (changed.Added, changed.Changed, changed.Deleted));
        Assert.Contains(id, await StoredAsync());
        Assert.Empty(await _push.SyncAsync());
    }

    [SkippableFact]
    public async Task A_signal_that_comes_twice_is_harmless()
    {
        await _push.ConnectAsync(vendor);
        await Control.AddFaultAsync(new { kind = "duplicatedPush", vendor = vendor.Name });
        var id = await AddAsync("Lunch");

        Assert.Equal(1, await _push.HearAsync());
        Assert.Equal(1, (await _push.SyncAsync()).Sum(r => r.Added));
        Assert.Equal(0, await _push.HearAsync());
        Assert.Single(await StoredAsync(), i => i == id);
    }

    [SkippableFact]
    public async Task A_signal_that_comes_late_finds_everything_known()
    {
        await _push.ConnectAsync(vendor);
        await Control.AddFaultAsync(new { kind = "latePush", vendor = vendor.Name });
        var id = await AddAsync("Lunch");
        Assert.Equal(0, await _push.HearAsync());
        World.Time.Advance(TimeSpan.FromSeconds(30));
        await World.Get<RequestSync>().RunAsync(World.Alice, new SyncRequest(), default);
        await _push.SyncAsync();

        await Control.ReleasePushesAsync();
        Assert.Equal(1, await _push.HearAsync());
        Assert.All(await _push.SyncAsync(), r => Assert.True(r.ChangedNothing));
        Assert.Single(await StoredAsync(), i => i == id);
    }

    [SkippableFact]
    public async Task A_signal_that_is_lost_is_made_good_by_polling()
    {
        await _push.ConnectAsync(vendor);
        await Control.AddFaultAsync(new { kind = "droppedPush", vendor = vendor.Name });
        var id = await AddAsync("Lunch");
        Assert.Equal(0, await _push.HearAsync());
        Assert.Empty(await _push.SyncAsync());

        World.Time.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal([SyncTrigger.Schedule], (await _push.SyncAsync()).Where(r => !r.ChangedNothing).Select(r => r.Trigger));
        Assert.Contains(id, await StoredAsync());
    }

    [SkippableFact]
    public async Task A_signal_that_was_answered_and_lost_in_a_crash_is_made_good_by_polling()
    {
        await _push.ConnectAsync(vendor);
        var id = await AddAsync("Lunch");
        await Control.SettlePushesAsync();
        Assert.Single(_push.Get<SignalBox>().Take());

        World.Time.Advance(TimeSpan.FromMinutes(7));
        await _push.SyncAsync();
        Assert.Contains(id, await StoredAsync());
    }

    [SkippableFact(Timeout = 120_000)]
    public async Task A_thousand_signals_lead_to_one_pass_at_once_and_one_a_second_later()
    {
        await _push.ConnectAsync(vendor);
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var pump = ActivatorUtilities.CreateInstance<SignalPump>(_push.Hub, lifetime);
        await pump.StartAsync(default);
        lifetime.NotifyStarted();
        var (channel, calendar) = await PrimaryChannelAsync();

        await SendAsync(channel, 1);
        await UntilDueAsync(calendar);
        var first = (await _push.SyncAsync()).Count(r => r.CalendarId == calendar);
        await SendAsync(channel, 999);
        Assert.Empty(await _push.SyncAsync());
        await UntilDueAsync(calendar, advance: true);
        var second = (await _push.SyncAsync()).Count(r => r.CalendarId == calendar);
        World.Time.Advance(SignalPump.Every * 3);
        await pump.StopAsync(default);

        Assert.Equal((1, 1), (first, second));
        Assert.Empty(await _push.SyncAsync());
    }

    [SkippableFact]
    public async Task What_is_forged_is_refused_without_asking_the_database()
    {
        await _push.ConnectAsync(vendor);
        var (channel, _) = await PrimaryChannelAsync();
        var key = _push.Get<ChannelKey>();
        var (own, foreign) = (key.IdOf(channel.Id), Guid.CreateVersion7());
        var forged = own[..30] + (own[30] == 'A' ? 'B' : 'A') + own[31..];
        using var watch = new DatabaseWatch(World);
        Assert.True(await World.ReadAsync(db => db.PushChannels.AnyAsync()));
        Assert.NotEqual(0, watch.Commands);
        watch.Forget();

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Accepted],
            [
                await AnswerAsync(vendor.Provider, forged, key.SecretOf(channel.Id)),
                await AnswerAsync(vendor.Provider, channel.Id.ToString(), key.SecretOf(channel.Id)),
                await AnswerAsync(vendor.Provider, own, key.SecretOf(foreign)),
                await AnswerAsync(vendor.Provider, own, "wrong"),
                await AnswerAsync(vendor.Provider, key.IdOf(foreign), key.SecretOf(channel.Id)),
                await AnswerAsync("nobody", own, key.SecretOf(channel.Id)),
                await AnswerAsync(vendor.Provider, own, key.SecretOf(channel.Id)),
            ]);
        Assert.Equal(0, watch.Commands);
        Assert.Single(_push.Get<SignalBox>().Take());
    }

    [SkippableFact]
    public async Task A_channel_that_is_gone_is_accepted_and_means_nothing()
    {
        await _push.ConnectAsync(vendor);
        var gone = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.Accepted, await AnswerAsync(vendor.Provider, _push.Get<ChannelKey>().IdOf(gone), _push.Get<ChannelKey>().SecretOf(gone)));
        Assert.Equal(1, await _push.HearAsync());
        Assert.Empty(await _push.SyncAsync());
    }

    [SkippableFact]
    public async Task Signals_of_one_organization_concern_no_other()
    {
        await _push.ConnectAsync(vendor);
        await _push.ConnectAsync(vendor, "carol@fabrikam.example", World.Carol);
        await AddAsync("Lunch");
        await _push.HearAsync();

        Assert.All(await _push.SyncAsync(), r => Assert.Equal(World.Alice.OrganizationId, r.OrganizationId));
        await using var db = World.Get<AppDatabase>().ForOrganization(World.Carol);
        Assert.All(await db.PushChannels.ToListAsync(), c => Assert.Equal(World.Carol.OrganizationId, c.OrganizationId));
        Assert.NotEmpty(await db.PushChannels.ToListAsync());
    }

    [SkippableFact]
    public async Task A_calendar_whose_passes_fail_keeps_its_pause()
    {
        await _push.ConnectAsync(vendor);
        await Control.AddFaultAsync(new { kind = "error500", vendor = vendor.Name, operation = vendor.EventsOperation });
        var id = await AddAsync("Lunch");
        await _push.HearAsync();
        await World.SyncDueAsync(_push.Hub);
        await Control.ClearFaultsAsync();
        await vendor.RenameAsync(World, id, "Long lunch");
        await _push.HearAsync();
        Assert.Empty(await _push.SyncAsync());

        World.Time.Advance(TimeSpan.FromMinutes(3));
        await _push.SyncAsync();
        Assert.Contains(id, await StoredAsync());
    }

    private Task<string> AddAsync(string title) => vendor.AddAsync(World, title, World.Time.Now() + Duration.FromDays(1));

    private async Task<List<string>> StoredAsync() => await World.StoredIdsAsync((await World.PrimaryAsync()).Id);

    /// <summary>The channel that tells of Alice's first calendar.</summary>
    private async Task<(PushChannel Channel, Guid Calendar)> PrimaryChannelAsync()
    {
        var primary = (await World.PrimaryAsync()).Id;
        return ((await _push.RowsAsync()).Single(c => c.CalendarId is null || c.CalendarId == primary), primary);
    }

    private async Task SendAsync(PushChannel channel, int count)
    {
        var key = _push.Get<ChannelKey>();
        await Parallel.ForAsync(0, count, async (_, _) => Assert.Equal(HttpStatusCode.Accepted, await AnswerAsync(vendor.Provider, key.IdOf(channel.Id), key.SecretOf(channel.Id))));
    }

    private async Task<HttpStatusCode> AnswerAsync(string provider, string channel, string secret)
    {
        using var push = vendor.Push(new Uri($"{_push.Address}/api/v1/inbound/{provider}/{channel}"), secret);
        using var answer = await Http.SendAsync(push);
        return answer.StatusCode;
    }

    private Task UntilDueAsync(Guid calendar, bool advance = false) => Eventually.HoldsAsync(
        "a calendar that is due",
        () => World.ReadAsync(db => db.Cursors.AnyAsync(c => c.CalendarId == calendar && c.DueAt <= World.Time.Now())),
        () => World.Time.Advance(advance ? SignalPump.Every : TimeSpan.Zero));

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false });
}

public sealed class GoogleSignalsOnSqliteTests() : SignalTests(new GoogleVendor(), DatabaseProvider.Sqlite);

public sealed class GoogleSignalsOnPostgreSqlTests() : SignalTests(new GoogleVendor(), DatabaseProvider.PostgreSql);

public sealed class OutlookSignalsOnSqliteTests() : SignalTests(new OutlookVendor(), DatabaseProvider.Sqlite);

public sealed class OutlookSignalsOnPostgreSqlTests() : SignalTests(new OutlookVendor(), DatabaseProvider.PostgreSql);
