using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Tests.Calendars;

/// <summary>Keeping calendars in step with the vendor, on every database.</summary>
public abstract class SyncCalendarTests(DatabaseProvider provider) : IAsyncLifetime
{
    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.BuildAsync(provider);

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task The_first_pass_reads_everything_in_the_window()
    {
        await _world.ConnectAsync();
        var runs = await _world.SyncDueAsync();
        Assert.Equal(3, runs.Count);
        Assert.All(runs, r => Assert.Equal((SyncRunStatus.Succeeded, SyncTrigger.FirstSync, true), (r.Value.Status, r.Value.Trigger, r.Value.Full)));
        var primary = await _world.PrimaryAsync();
        Assert.NotNull(primary.TrueUpTo);
        Assert.NotEmpty(await _world.StoredIdsAsync(primary.Id));
    }

    [SkippableFact]
    public async Task What_changes_at_the_vendor_is_added_changed_and_deleted_here()
    {
        await _world.ConnectAndSyncAsync();
        var primary = await _world.PrimaryAsync();
        var id = await AddAsync("Lunch", 3);
        Assert.Equal((1, 0, 0), Total(await _world.SyncNowAsync()));
        await _world.Control.ChangeEventAsync(World.Email, World.Email, id, new { summary = "Long lunch" });
        Assert.Equal((0, 1, 0), Total(await _world.SyncNowAsync()));
        Assert.Equal("Long lunch", await _world.ReadAsync(db => db.Events.Where(e => e.CalendarId == primary.Id && e.ExternalId == id).Select(e => e.Title).SingleAsync()));
        await _world.Control.DeleteEventAsync(World.Email, World.Email, id);
        Assert.Equal((0, 0, 1), Total(await _world.SyncNowAsync()));
        Assert.DoesNotContain(id, await _world.StoredIdsAsync(primary.Id));
    }

    [SkippableFact]
    public async Task A_pass_that_finds_nothing_costs_one_request_and_is_rolled_up()
    {
        await _world.ConnectAndSyncAsync();
        await _world.Control.ClearRequestsAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((0, 0, 0), Total(await _world.SyncNowAsync()));
        }

        Assert.Equal(9, (await _world.Control.RequestsAsync())["items"]!.AsArray().Count);
        Assert.Equal([3, 3, 3], await _world.ReadAsync(db => db.SyncRuns.Where(r => r.Trigger == SyncTrigger.Manual).Select(r => r.Repeats).ToListAsync()));
    }

    [SkippableFact]
    public async Task An_expired_sync_token_leads_to_a_full_pass_that_loses_nothing()
    {
        await _world.ConnectAndSyncAsync();
        var primary = await _world.PrimaryAsync();
        var before = await _world.StoredIdsAsync(primary.Id);
        var gone = await AddAsync("Soon gone", 2);
        await _world.SyncNowAsync();
        await _world.Control.DeleteEventAsync(World.Email, World.Email, gone);
        await _world.Control.ExpireSyncTokensAsync(World.Email);
        var runs = await _world.SyncNowAsync();
        Assert.All(runs, r => Assert.True(r.Value.Full));
        Assert.Equal((0, 0, 1), Total(runs));
        Assert.Equal(before, await _world.StoredIdsAsync(primary.Id));
    }

    [SkippableFact]
    public async Task A_pass_that_was_cut_off_resumes_at_its_page_and_known_events_never_vanish()
    {
        await _world.Control.ChangeSettingsAsync(new { pageSize = 10 });
        await _world.ConnectAsync();
        var primary = await _world.PrimaryAsync();
        await _world.Control.AddEventsInBulkAsync(World.Email, World.Email, new { count = 45, seed = 1 });
        await CutOffAfterPagesAsync(primary.Id, 2);
        var half = await _world.StoredIdsAsync(primary.Id);
        Assert.Equal(20, half.Count);

        _world.Time.Advance(TimeSpan.FromMinutes(4));
        await _world.SyncDueAsync();
        var whole = await _world.StoredIdsAsync(primary.Id);
        Assert.Subset(whole.ToHashSet(), half.ToHashSet());
        Assert.True(whole.Count >= 45);
        Assert.Equal(1, await _world.ReadAsync(db => db.SyncRuns.CountAsync(r => r.CalendarId == primary.Id && r.Status == SyncRunStatus.Interrupted)));

        await _world.SyncNowAsync(full: true);
        Assert.Equal(whole, await _world.StoredIdsAsync(primary.Id));
    }

    [SkippableFact]
    public async Task A_worker_that_comes_late_saves_nothing()
    {
        await _world.ConnectAndSyncAsync();
        var primary = await _world.PrimaryAsync();
        var late = (await _world.Get<SyncClaims>().ClaimAsync(primary.Id, default))!;
        _world.Time.Advance(TimeSpan.FromMinutes(4));
        var next = (await _world.Get<SyncClaims>().ClaimAsync(primary.Id, default))!;
        var id = await AddAsync("New", 1);
        var outcome = await _world.Get<SyncCalendar>().RunAsync(late with { Fence = late.Fence }, default);
        Assert.False(outcome.IsOk);
        Assert.DoesNotContain(id, await _world.StoredIdsAsync(primary.Id));
        Assert.True((await _world.Get<SyncCalendar>().RunAsync(next, default)).IsOk);
        Assert.Contains(id, await _world.StoredIdsAsync(primary.Id));
    }

    [SkippableFact]
    public async Task A_calendar_is_never_worked_on_by_two()
    {
        await _world.ConnectAsync();
        var other = _world.NewHub();
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ((SyncClaims)(i % 2 == 0 ? _world.Hub : other).GetService(typeof(SyncClaims))!).ClaimDueAsync(10, default)));
        var taken = claims.SelectMany(c => c).Select(c => c.CalendarId).ToList();
        Assert.NotEmpty(taken);
        Assert.Equal(taken.Distinct().Count(), taken.Count);
    }

    [SkippableFact]
    public async Task An_account_with_many_calendars_leaves_workers_to_the_others()
    {
        var many = (await _world.ConnectAsync()).ConnectionId!.Value;
        var other = (await _world.ConnectAsync("bob@northwind.example")).ConnectionId!.Value;
        var claims = await _world.Get<SyncClaims>().ClaimDueAsync(4, default);
        var calendars = await _world.ReadAsync(db => db.Calendars.ToDictionaryAsync(c => c.Id, c => c.ConnectionId));
        Assert.Equal(2, claims.Count(c => calendars[c.CalendarId] == many));
        Assert.Contains(claims, c => calendars[c.CalendarId] == other);

        Assert.DoesNotContain(await _world.Get<SyncClaims>().ClaimDueAsync(4, default), c => calendars[c.CalendarId] == many);
        await _world.Get<SyncCalendar>().RunAsync(claims.First(c => calendars[c.CalendarId] == many), default);
        Assert.Equal(many, calendars[Assert.Single(await _world.Get<SyncClaims>().ClaimDueAsync(4, default)).CalendarId]);
    }

    [SkippableFact]
    public async Task A_malformed_record_is_set_aside_and_the_rest_is_saved()
    {
        await _world.ConnectAsync();
        await _world.Control.AddFaultAsync(new { kind = "malformedEvent", operation = "events", count = 3 });
        var runs = await _world.SyncDueAsync();
        Assert.All(runs, r => Assert.True(r.IsOk, r.Failure?.Reason));
        Assert.True(runs.Sum(r => r.Value.SetAside) > 0);
        Assert.True(runs.Sum(r => r.Value.Added) > 0);
    }

    [SkippableTheory]
    [InlineData("tooMany429")]
    [InlineData("rateLimit403")]
    public async Task A_vendor_that_asks_to_wait_is_waited_for_and_no_error_is_counted(string kind)
    {
        var id = await _world.ConnectAndSyncAsync();
        await _world.Control.AddFaultAsync(new { kind, operation = "events", retryAfterSeconds = 120 });
        await _world.SyncNowAsync();
        await _world.Control.ClearFaultsAsync();
        var connection = await _world.ConnectionAsync(id);
        Assert.Equal((ConnectionStatus.Error, "rate_limited", 0), (connection.Status, connection.ErrorCode, connection.ConsecutiveErrors));
        Assert.Empty(await _world.SyncNowAsync());

        _world.Time.Advance(TimeSpan.FromSeconds(121));
        Assert.All(await _world.SyncDueAsync(), r => Assert.True(r.IsOk));
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(id)).Status);
    }

    [SkippableTheory]
    [InlineData("error500")]
    [InlineData("truncated")]
    [InlineData("dropped")]
    public async Task An_outage_is_never_the_connections_fault_and_ends_by_itself(string kind)
    {
        var id = await _world.ConnectAndSyncAsync();
        var primary = await _world.PrimaryAsync();
        var before = await _world.StoredIdsAsync(primary.Id);
        await _world.Control.AddFaultAsync(new { kind, operation = "events" });
        for (var i = 0; i < 8; i++)
        {
            await _world.SyncNowAsync();
            _world.Time.Advance(TimeSpan.FromMinutes(2));
        }

        var connection = await _world.ConnectionAsync(id);
        Assert.Equal((ConnectionStatus.Error, 0), (connection.Status, connection.ConsecutiveErrors));
        Assert.Equal(before, await _world.StoredIdsAsync(primary.Id));

        await _world.Control.ClearFaultsAsync();
        _world.Time.Advance(TimeSpan.FromHours(2));
        await _world.SyncDueAsync();
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(id)).Status);
    }

    [SkippableFact]
    public async Task Five_errors_of_its_own_pause_a_connection_and_it_resumes_alone()
    {
        var id = await _world.ConnectAndSyncAsync();
        await _world.Control.AddFaultAsync(new { kind = "unauthorized", operation = "events" });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal((i, false), await ReadErrorsAsync(id));
            await _world.SyncNowAsync();
            _world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((5, true), await ReadErrorsAsync(id));
        Assert.Equal(1, await _world.ToldAsync("connection.paused"));

        await ProbeAndSyncAsync();
        Assert.Equal((5, true), await ReadErrorsAsync(id));
        Assert.Equal((1, 0), (await _world.ToldAsync("connection.paused"), await _world.ToldAsync("connection.recovered")));

        await _world.Control.ClearFaultsAsync();
        await ProbeAndSyncAsync();
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(id)).Status);
        Assert.Equal(1, await _world.ToldAsync("connection.recovered"));
    }

    [SkippableFact]
    public async Task A_permission_that_was_not_given_is_no_error()
    {
        var id = (await _world.ConnectAsync(scopes: ["openid", "email", "https://www.googleapis.com/auth/calendar.calendarlist.readonly"])).ConnectionId!.Value;
        for (var i = 0; i < 8; i++)
        {
            await _world.SyncNowAsync();
            await ProbeAndSyncAsync();
        }

        Assert.Equal((ConnectionStatus.Active, 0), ((await _world.ConnectionAsync(id)).Status, (await _world.ConnectionAsync(id)).ConsecutiveErrors));
        Assert.Equal(0, await _world.ReadAsync(db => db.Notifications.CountAsync()));
    }

    [SkippableFact]
    public async Task A_known_event_that_comes_back_malformed_outlives_a_full_pass()
    {
        await _world.ConnectAndSyncAsync();
        var primary = await _world.PrimaryAsync();
        var before = await _world.StoredIdsAsync(primary.Id);
        await _world.Control.AddFaultAsync(new { kind = "malformedEvent", operation = "events" });
        Assert.True((await _world.SyncNowAsync(full: true)).Sum(r => r.Value.SetAside) > 0);
        Assert.Equal(before, await _world.StoredIdsAsync(primary.Id));
    }

    private async Task ProbeAndSyncAsync()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        await _world.Get<CheckConnections>().RunAsync(default);
        await _world.SyncDueAsync();
    }

    [SkippableFact]
    public async Task A_person_who_pauses_is_obeyed_until_she_resumes()
    {
        var id = await _world.ConnectAndSyncAsync();
        Assert.True((await _world.Get<PauseConnection>().RunAsync(_world.Alice, id, null, default)).IsOk);
        await _world.Control.ClearRequestsAsync();
        _world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await _world.SyncDueAsync());
        await _world.Get<CheckConnections>().RunAsync(default);
        Assert.Empty((await _world.Control.RequestsAsync())["items"]!.AsArray());
        Assert.True((await _world.Get<ResumeConnection>().RunAsync(_world.Alice, id, null, default)).IsOk);
        Assert.Equal(3, (await _world.SyncDueAsync()).Count(r => r.IsOk));
    }

    [SkippableFact]
    public async Task All_day_events_begin_at_midnight_where_the_member_is()
    {
        await _world.ConnectAndSyncAsync();
        await _world.Control.AddEventAsync(World.Email, World.Email, new { summary = "Fair", start = new { date = "2026-03-29" }, end = new { date = "2026-03-30" } });
        await _world.SyncNowAsync();
        Assert.Equal(("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), await SpanOfAsync("Fair"));

        await using (var db = _world.Get<AppDatabase>().ForSystem("test"))
        {
            await using var write = await db.BeginWriteAsync(default);
            var alice = await db.Members.SingleAsync(m => m.Id == _world.Alice.Id);
            alice.TimeZone = "America/New_York";
            await _world.Get<ITimeZoneChanged>().ChangedAsync(db, alice, default);
            await db.SaveChangesAsync();
            await write.CommitAsync(default);
        }

        Assert.Equal(("2026-03-29T04:00:00Z", "2026-03-30T04:00:00Z"), await SpanOfAsync("Fair"));
    }

    [SkippableFact]
    public async Task A_request_that_comes_while_a_pass_runs_is_not_lost()
    {
        await _world.Control.ChangeSettingsAsync(new { pageSize = 10 });
        await _world.ConnectAndSyncAsync();
        var primary = await _world.PrimaryAsync();
        await _world.Get<RequestSync>().RunAsync(_world.Alice, new SyncRequest(CalendarId: primary.Id, Full: true), default);
        var claim = Assert.Single(await _world.Get<SyncClaims>().ClaimDueAsync(10, default));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        var asked = new TaskCompletionSource<Result<int>>();
        using (_world.Get<ChangeFeed>().Subscribe(_world.Alice.OrganizationId, new HashSet<string> { Topics.Calendars }, _ => asked.TrySetResult(Ask())))
        {
            await _world.Get<SyncCalendar>().RunAsync(claim, default);
        }

        Result<int> Ask() => Task.Run(() => _world.Get<RequestSync>().RunAsync(_world.Alice, new SyncRequest(CalendarId: primary.Id, Full: true), default)).GetAwaiter().GetResult();
        Assert.Equal(1, (await asked.Task).Value);
        var after = Assert.Single(await _world.SyncDueAsync());
        Assert.Equal((true, SyncTrigger.Manual), (after.Value.Full, after.Value.Trigger));
    }

    [SkippableFact]
    public async Task A_week_that_is_read_in_pages_is_whole_and_in_order()
    {
        await _world.ConnectAndSyncAsync();
        var now = Domain.Time.Clock.Now(_world.Time);
        var (from, to) = (now - NodaTime.Duration.FromDays(7), now + NodaTime.Duration.FromDays(7));
        var whole = (await _world.Get<ListEvents>().RunAsync(_world.Alice, new EventQuery(from, to, Limit: 1000), default)).Value.Items;
        var paged = new List<EventView>();
        string? cursor = null;
        do
        {
            var page = (await _world.Get<ListEvents>().RunAsync(_world.Alice, new EventQuery(from, to, Cursor: cursor, Limit: 7), default)).Value;
            paged.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(whole.Select(e => e.Id), paged.Select(e => e.Id));
        Assert.Equal(whole.Select(e => e.Start).Order(), whole.Select(e => e.Start));
        Assert.Contains(whole, e => e.Response == Response.Declined && !e.Blocks);
        Assert.Contains(whole, e => e.Transparency == Transparency.Free && !e.Blocks);
        Assert.Contains(whole, e => e.Status == EventStatus.Tentative && e.Blocks);
        var conference = whole.First(e => e.End - e.Start > NodaTime.Duration.FromDays(1));
        var middle = conference.Start + NodaTime.Duration.FromHours(30);
        Assert.Contains((await _world.Get<ListEvents>().RunAsync(_world.Alice, new EventQuery(middle, to, Limit: 1000), default)).Value.Items, e => e.Id == conference.Id);
    }

    private static (int Added, int Changed, int Deleted) Total(IReadOnlyList<Result<SyncRun>> runs)
    {
        Assert.All(runs, r => Assert.True(r.IsOk, r.Failure?.Reason));
        return (runs.Sum(r => r.Value.Added), runs.Sum(r => r.Value.Changed), runs.Sum(r => r.Value.Deleted));
    }

    private async Task<string> AddAsync(string title, int days)
    {
        var start = _world.Time.GetUtcNow().AddDays(days);
        var added = await _world.Control.AddEventAsync(World.Email, World.Email, new { summary = title, start = new { dateTime = start.ToString("yyyy-MM-ddTHH:mm:ssZ") }, end = new { dateTime = start.AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ") } });
        return added["id"]!.ToString();
    }

    private async Task<(string Start, string End)> SpanOfAsync(string title) =>
        await _world.ReadAsync(async db =>
        {
            var e = await db.Events.SingleAsync(x => x.Title == title);
            return (e.Start.ToString(), e.End.ToString());
        });

    private async Task<(int Errors, bool Paused)> ReadErrorsAsync(Guid id)
    {
        var connection = await _world.ConnectionAsync(id);
        return (connection.ConsecutiveErrors, connection.PausedByErrors);
    }

    /// <summary>Lets a worker save so many pages and then vanish, its lease still standing.</summary>
    private async Task CutOffAfterPagesAsync(Guid calendar, int pages)
    {
        var claim = (await _world.Get<SyncClaims>().ClaimAsync(calendar, default))!;
        using var cut = new CancellationTokenSource();
        using var watch = _world.Get<ChangeFeed>().Subscribe(_world.Alice.OrganizationId, new HashSet<string> { Topics.Events }, _ =>
        {
            if (--pages == 0)
            {
                cut.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.Get<SyncCalendar>().RunAsync(claim, cut.Token));
    }
}

public sealed class SyncOnSqliteTests() : SyncCalendarTests(DatabaseProvider.Sqlite);

public sealed class SyncOnPostgreSqlTests() : SyncCalendarTests(DatabaseProvider.PostgreSql);
