using System.Net;
using App.Domain.Availability;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Availability;

/// <summary>What is told of time whose sources are old, against the sandbox: asked live, and unknown where that fails. Never free.</summary>
public abstract class FreshnessTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly GoogleVendor _vendor = new();
    private World _world = null!;
    private Diary _diary = null!;
    private Guid _connection;
    private Window _slot;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(provider);
        _connection = await _world.ConnectAndSyncAsync();
        _diary = new Diary(_world);
        _slot = await FreeSlotAsync();
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_fresh_copy_is_believed_and_nobody_is_asked()
    {
        await _world.Control.ClearRequestsAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(Verdict.Free, (await JudgeAsync()).Verdict);
        Assert.Empty((await _world.Control.RequestsAsync())["items"]!.AsArray());
    }

    [SkippableFact]
    public async Task An_old_copy_is_asked_for_live_and_what_is_new_there_counts_and_the_sync_is_woken()
    {
        await _vendor.AddAsync(_world, "New there", _slot.Start);
        Assert.Equal(Verdict.Free, (await JudgeAsync()).Verdict);
        await _world.ReadAsync(db => db.Cursors.ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, _world.Time.Now() + Duration.FromHours(5))));

        _world.Time.Advance(TimeSpan.FromMinutes(16));
        var judged = await JudgeAsync();
        Assert.Equal((Verdict.Busy, ReasonKind.Event), (judged.Verdict, judged.Reasons.Single().Kind));
        var explained = (await _world.Get<ExplainTime>().RunAsync(_world.Alice, new TimeQuery(_slot.Start, _slot.End), default)).Value;
        Assert.Equal("New there", explained.Against.Single().Title);
        Assert.Equal(_world.Time.Now(), explained.For.First(r => r.Reason.Kind == ReasonKind.NothingOn).TrueUpTo);
        Assert.NotEmpty(await _world.SyncDueAsync());
    }

    [SkippableFact]
    public async Task What_is_gone_there_is_free_though_the_copy_still_has_it()
    {
        var id = await _vendor.AddAsync(_world, "Soon gone", _slot.Start);
        await _world.SyncNowAsync();
        Assert.Equal(Verdict.Busy, (await JudgeAsync()).Verdict);

        await _vendor.DeleteAsync(_world, id);
        _world.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(Verdict.Free, (await JudgeAsync()).Verdict);
    }

    [SkippableFact]
    public async Task A_vendor_that_is_down_leaves_the_time_unknown_and_says_so()
    {
        await _world.Control.AddFaultAsync(new { kind = "error500" });
        _world.Time.Advance(TimeSpan.FromMinutes(16));

        var judged = await JudgeAsync();
        Assert.Equal(Verdict.Unknown, judged.Verdict);
        Assert.All(judged.Reasons, r => Assert.Contains("was last known to be true 16 minutes ago. Asked just now:", r.Note, StringComparison.Ordinal));

        var answer = (await _world.Get<ReadAvailability>().RunAsync(_world.Alice, new AvailabilityQuery(_slot.Start, _slot.End, 60), default)).Value;
        Assert.Equal(Verdict.Unknown, Assert.Single(answer.Slots).Verdict);
        Assert.All(answer.Hosts.Single().Sources, s => Assert.NotNull(s.Unknown));
    }

    [SkippableFact]
    public async Task What_is_known_to_be_on_stays_busy_while_the_vendor_is_down()
    {
        await _diary.BlockAsync(_world.Alice, (int)(_slot.Start - Diary.Nine).TotalMinutes, (int)(_slot.End - Diary.Nine).TotalMinutes);
        await _world.Control.AddFaultAsync(new { kind = "error500" });
        _world.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(Verdict.Busy, (await JudgeAsync()).Verdict);
    }

    [SkippableFact]
    public async Task A_vendor_that_hangs_is_waited_for_two_seconds_in_all()
    {
        var (wire, silence) = (new Wire(), new TaskCompletionSource());
        var hub = _world.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire));
        _world.Time.Advance(TimeSpan.FromMinutes(16));
        var began = _world.Time.Now();
        wire.Before = _ =>
        {
            _world.Time.AdvanceTo(began.ToDateTimeOffset() + LiveReads.Limit);
            return silence.Task;
        };

        Assert.Equal(Verdict.Unknown, (await _diary.JudgeAsync(_world.Alice, _slot, hub: hub)).Verdict);
        Assert.Equal(began + Duration.FromTimeSpan(LiveReads.Limit), _world.Time.Now());
        silence.SetResult();
    }

    [SkippableFact]
    public async Task A_vendor_that_breaks_off_its_answer_leaves_the_time_unknown()
    {
        var wire = new Wire { Answer = r => r.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.Gone) : null };
        var hub = _world.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire));
        _world.Time.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(Verdict.Unknown, (await _diary.JudgeAsync(_world.Alice, _slot, hub: hub)).Verdict);
    }

    [SkippableFact]
    public async Task An_event_that_can_not_be_understood_leaves_the_time_unknown()
    {
        await _vendor.AddAsync(_world, "Spoilt", _slot.Start);
        await _world.Control.AddFaultAsync(new { kind = "malformedEvent", operation = "events" });
        _world.Time.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(Verdict.Unknown, (await JudgeAsync()).Verdict);
    }

    [SkippableFact]
    public async Task What_blocks_no_more_there_is_explained_by_what_was_answered_and_not_by_the_copy()
    {
        var id = await _vendor.AddAsync(_world, "Maybe", _slot.Start);
        await _world.SyncNowAsync();
        await _world.Control.ChangeEventAsync(World.Email, World.Email, id, new { transparency = "transparent" });
        _world.Time.Advance(TimeSpan.FromMinutes(16));

        var explained = (await _world.Get<ExplainTime>().RunAsync(_world.Alice, new TimeQuery(_slot.Start, _slot.End), default)).Value;

        Assert.Equal(Verdict.Free, explained.Verdict);
        var ignored = Assert.Single(explained.For, r => r.Reason.Kind == ReasonKind.DoesNotBlock);
        Assert.Equal(("Maybe", NonBlocking.Free), (ignored.Title, ignored.Reason.Ignored));
        Assert.Equal(await _world.ReadAsync(db => db.Events.Where(e => e.ExternalId == id).Select(e => e.Id).SingleAsync()), ignored.Reason.Subject);
    }

    [SkippableFact]
    public async Task Calendars_that_wait_because_they_fail_are_not_woken()
    {
        await SetAsync(db => db.Cursors.ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, _world.Time.Now() + Duration.FromHours(5)).SetProperty(c => c.Failures, 3)));
        _world.Time.Advance(TimeSpan.FromMinutes(16));

        await JudgeAsync();

        Assert.Empty(await _world.SyncDueAsync());
    }

    [SkippableFact]
    public async Task Who_asks_the_same_at_the_same_time_asks_the_vendor_once()
    {
        var requests = await _world.ReadAsync(db => db.Calendars.Where(c => c.Blocks).Select(c => new LiveRequest(c.OrganizationId, c.Id, c.ExternalId, c.ConnectionId, "google-calendar", DateTimeZone.Utc)).ToListAsync());
        var (wire, all) = (new Wire(), new TaskCompletionSource());
        var live = _world.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire)).GetRequiredService<LiveReads>();
        wire.Before = _ => all.Task;
        var asking = Enumerable.Range(0, 5).Select(_ => live.ReadAsync(requests, _slot, default)).ToList();
        all.SetResult();

        Assert.All(await Task.WhenAll(asking), answers => Assert.All(answers, a => Assert.True(a.IsOk)));
        Assert.Equal(requests.Count, wire.Sent.Count);
    }

    [SkippableFact]
    public async Task Inside_a_transaction_nobody_is_asked_and_the_time_is_unknown()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(16));
        await _world.Control.ClearRequestsAsync();
        await using var db = _world.Get<AppDatabase>().ForOrganization(_world.Alice);
        await using var write = await db.BeginWriteAsync(default);
        Assert.Equal(Verdict.Unknown, Assert.Single(await _world.Get<JudgeTime>().RunAsync(db, [_world.Alice.Id], _slot, null, default)).Verdict);
        Assert.Empty((await _world.Control.RequestsAsync())["items"]!.AsArray());
    }

    [SkippableFact]
    public async Task Paused_ended_gone_and_never_read_are_unknown_each_with_its_sentence()
    {
        await SetAsync(db => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.Status, ConnectionStatus.Paused)));
        await SaysAsync("is not read while Google Calendar is paused.");

        await SetAsync(db => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.Status, ConnectionStatus.NeedsReconnect)));
        await SaysAsync("can't be read until Google Calendar is reconnected.");

        await SetAsync(db => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.Status, ConnectionStatus.Active)));
        await SetAsync(db => db.Calendars.ExecuteUpdateAsync(s => s.SetProperty(c => c.GoneSince, _world.Time.Now())));
        await SaysAsync("is no longer listed by Google, so what is on there can't be known.");

        await SetAsync(db => db.Calendars.ExecuteUpdateAsync(s => s.SetProperty(c => c.GoneSince, (Instant?)null).SetProperty(c => c.TrueUpTo, (Instant?)null)));
        await _world.Control.AddFaultAsync(new { kind = "error500" });
        await SaysAsync("has not been read whole yet.");

        await _world.ReadAsync(db => db.Calendars.ExecuteDeleteAsync());
        Assert.Equal(Verdict.Free, (await JudgeAsync()).Verdict);
        await SetAsync(db => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.CalendarsListedAt, (Instant?)null)));
        await SaysAsync("was connected, and its calendars are not read yet.");
    }

    [SkippableFact]
    public async Task A_calendar_that_does_not_block_is_no_source()
    {
        await SetAsync(db => db.Calendars.ExecuteUpdateAsync(s => s.SetProperty(c => c.Blocks, false)));
        await SetAsync(db => db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.Status, ConnectionStatus.NeedsReconnect)));
        Assert.Equal(Verdict.Free, (await JudgeAsync()).Verdict);
    }

    private async Task SaysAsync(string end)
    {
        var judged = await JudgeAsync();
        Assert.Equal(Verdict.Unknown, judged.Verdict);
        Assert.All(judged.Reasons, r => Assert.Contains(end, r.Note, StringComparison.Ordinal));
    }

    private Task SetAsync(Func<AppDbContext, Task<int>> change) => _world.ReadAsync(change);

    private Task<HostVerdict> JudgeAsync() => _diary.JudgeAsync(_world.Alice, _slot);

    /// <summary>An hour that is free by the copy just made.</summary>
    private async Task<Window> FreeSlotAsync()
    {
        var answer = (await _world.Get<ReadAvailability>().RunAsync(_world.Alice, new AvailabilityQuery(Diary.Nine, Diary.Nine + Duration.FromDays(7), 60), default)).Value;
        var slot = answer.Slots.First(s => s.Verdict == Verdict.Free);
        return new Window(slot.Start, slot.End);
    }
}

public sealed class FreshnessOnSqliteTests() : FreshnessTests(DatabaseProvider.Sqlite);

public sealed class FreshnessOnPostgreSqlTests() : FreshnessTests(DatabaseProvider.PostgreSql);
