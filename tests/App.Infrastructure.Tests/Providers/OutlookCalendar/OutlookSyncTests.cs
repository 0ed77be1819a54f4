using System.Net;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Providers.OutlookCalendar;

/// <summary>Connecting an Outlook account and keeping it in step through the use cases, on every database.</summary>
public abstract class OutlookSyncTests(DatabaseProvider database) : IAsyncLifetime
{
    private static readonly OutlookVendor Vendor = new();

    private readonly Wire _wire = new();
    private World _world = null!;
    private IServiceProvider _hub = null!;

    private SandboxControl Control => _world.Control.Of(Vendor.Name);

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(database);
        _hub = _world.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => _wire));
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableTheory]
    [InlineData(World.Email, 3)]
    [InlineData("alice.keller@outlook.example", 1)]
    public async Task Consent_connects_work_and_personal_accounts_and_nothing_is_missing(string account, int calendars)
    {
        var attempt = await _world.ConnectAsync(account, provider: Vendor.Provider);
        var connection = await _world.ConnectionAsync(attempt.ConnectionId!.Value);

        Assert.Equal((AttemptStatus.Completed, ConnectionStatus.Active, account), (attempt.Status, connection.Status, connection.AccountName));
        Assert.Empty(attempt.Missing);
        Assert.Equal(calendars, await _world.ReadAsync(db => db.Calendars.CountAsync()));
        Assert.All(await SyncAsync(), r => Assert.True(r.IsOk, r.Failure?.Reason));
    }

    [SkippableFact]
    public async Task Saying_no_connects_nothing()
    {
        var answer = await _world.AnswerAsync(await _world.RefuseAsync(Vendor.Provider));
        Assert.Equal(ConnectProblem.AccessDenied, (await _world.Get<ReadAttempt>().RunAsync(_world.Alice, answer.AttemptId!.Value, default)).Value.FailureCode);
    }

    [SkippableFact]
    public async Task What_changes_at_the_vendor_is_added_changed_and_deleted_here()
    {
        var calendar = await ConnectAsync();
        var id = await Vendor.AddAsync(_world, "Lunch", Ahead(3));
        Assert.Equal((1, 0, 0), Total(await SyncNowAsync()));
        await Vendor.RenameAsync(_world, id, "Long lunch");
        Assert.Equal((0, 1, 0), Total(await SyncNowAsync()));
        Assert.Equal("Long lunch", await TitleAsync(id));
        await Vendor.RepeatAsync(_world, id, Ahead(3), 4);
        Assert.Equal((4, 0, 1), Total(await SyncNowAsync()));
        await Vendor.RenameAsync(_world, id, "Lunches");
        Assert.Equal((0, 4, 0), Total(await SyncNowAsync()));
        await Vendor.DeleteAsync(_world, id);
        Assert.Equal((0, 0, 4), Total(await SyncNowAsync()));
        Assert.DoesNotContain(id, await _world.StoredIdsAsync(calendar));
    }

    [SkippableFact]
    public async Task The_window_rolls_by_a_new_round_and_known_events_are_never_gone_in_between()
    {
        await Control.ChangeSettingsAsync(new { pageSize = 40 });
        var later = await Vendor.AddAsync(_world, "Beyond", Ahead(410));
        var calendar = await ConnectAsync();
        Assert.DoesNotContain(later, await _world.StoredIdsAsync(calendar));
        Assert.All(await SyncNowAsync(), r => Assert.False(r.Value.Full));

        _world.Time.Advance(TimeSpan.FromDays(8));
        var window = Window.Around(_world.Time.Now());
        var known = await _world.ReadAsync(db => db.Events.Where(e => e.CalendarId == calendar && e.End > window.Start).Select(e => e.ExternalId).ToListAsync());
        List<int> gone = [];
        _wire.Before = async _ => gone.Add(known.Except(await _world.StoredIdsAsync(calendar)).Count());
        var runs = await SyncAsync();

        Assert.All(runs, r => Assert.True(r.Value.Full));
        Assert.True(gone.Count > 10);
        Assert.All(gone, n => Assert.Equal(0, n));
        var stored = await _world.StoredIdsAsync(calendar);
        Assert.Contains(later, stored);
        Assert.Subset(stored.ToHashSet(), known.ToHashSet());
        Assert.Equal(0, await _world.ReadAsync(db => db.Events.CountAsync(e => e.CalendarId == calendar && e.End <= window.Start)));
    }

    [SkippableFact]
    public async Task A_round_that_was_cut_off_resumes_at_its_page()
    {
        await Control.ChangeSettingsAsync(new { pageSize = 30 });
        await _world.ConnectAsync(provider: Vendor.Provider);
        var primary = await _world.PrimaryAsync();
        var claim = (await _world.Get<SyncClaims>().ClaimAsync(primary.Id, default))!;
        using var cut = new CancellationTokenSource();
        using (_world.Get<ChangeFeed>().Subscribe(_world.Alice.OrganizationId, new HashSet<string> { Topics.Events }, _ => cut.Cancel()))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.Get<SyncCalendar>().RunAsync(claim, cut.Token));
        }

        var half = await _world.StoredIdsAsync(primary.Id);
        _world.Time.Advance(TimeSpan.FromMinutes(4));
        await SyncAsync();
        var whole = await _world.StoredIdsAsync(primary.Id);

        Assert.InRange(half.Count, 1, 30);
        Assert.Subset(whole.ToHashSet(), half.ToHashSet());
        await SyncNowAsync(full: true);
        Assert.Equal(whole, await _world.StoredIdsAsync(primary.Id));
    }

    [SkippableTheory]
    [InlineData("gone410")]
    [InlineData("badRequest400")]
    public async Task A_reset_leads_to_a_full_pass_that_loses_nothing(string reset)
    {
        await Control.ChangeSettingsAsync(new { vendor = Vendor.Name, deltaReset = reset });
        var soon = await Vendor.AddAsync(_world, "Soon gone", Ahead(2));
        var calendar = await ConnectAsync();
        var before = await _world.StoredIdsAsync(calendar);
        await Vendor.DeleteAsync(_world, soon);
        await Control.ExpireSyncTokensAsync(World.Email);
        var runs = await SyncNowAsync();

        Assert.All(runs, r => Assert.True(r.Value.Full));
        Assert.Equal((0, 0, 1), Total(runs));
        Assert.Equal(before.Where(id => id != soon), await _world.StoredIdsAsync(calendar));
    }

    [SkippableFact]
    public async Task A_calendar_whose_changes_are_not_told_is_compared_whole_each_time()
    {
        _wire.Answer = r => r.RequestUri!.AbsolutePath.EndsWith("/delta", StringComparison.Ordinal) ? Wire.Json("""{"error":{"code":"ErrorInvalidRequest"}}""", HttpStatusCode.BadRequest) : null;
        var id = await Vendor.AddAsync(_world, "Lunch", Ahead(3));
        var calendar = await ConnectAsync();
        Assert.Contains(id, await _world.StoredIdsAsync(calendar));
        Assert.Equal((0, 0, 0), Total(await SyncNowAsync()));
        await Vendor.RenameAsync(_world, id, "Long lunch");
        Assert.Equal((0, 1, 0), Total(await SyncNowAsync()));
        await Vendor.DeleteAsync(_world, id);
        Assert.Equal((0, 0, 1), Total(await SyncNowAsync()));
        Assert.DoesNotContain(id, await _world.StoredIdsAsync(calendar));
    }

    [SkippableFact]
    public async Task A_throttled_mailbox_is_waited_for_as_long_as_asked()
    {
        await ConnectAsync();
        await Control.AddFaultAsync(new { kind = "tooMany429", vendor = Vendor.Name, retryAfterSeconds = 300 });
        await SyncNowAsync();
        await Control.ClearFaultsAsync();
        _world.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Empty(await SyncAsync());
        _world.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.All(await SyncAsync(), r => Assert.True(r.IsOk, r.Failure?.Reason));
    }

    [SkippableFact]
    public async Task Access_outlives_many_refreshes_each_of_which_replaces_the_token()
    {
        await ConnectAsync();
        var first = await GenerationAsync();
        for (var hour = 0; hour < 5; hour++)
        {
            _world.Time.Advance(TimeSpan.FromHours(2));
            Assert.All(await SyncAsync(), r => Assert.True(r.IsOk, r.Failure?.Reason));
        }

        Assert.Equal(first + 5, await GenerationAsync());
    }

    [SkippableTheory]
    [InlineData("invalid_grant")]
    [InlineData("interaction_required")]
    public async Task A_refresh_for_which_the_person_is_wanted_asks_her_to_sign_in_again(string error)
    {
        await ConnectAsync();
        using var token = new Wire { Answer = _ => Wire.Json($$"""{"error":"{{error}}","error_codes":[50076]}""", HttpStatusCode.BadRequest) };
        var hub = _world.NewHub(s => s.AddHttpClient(OAuthClient.HttpClientName).AddHttpMessageHandler(() => token));
        _world.Time.Advance(TimeSpan.FromHours(2));
        await _world.SyncDueAsync(hub);

        Assert.Equal(ConnectionStatus.NeedsReconnect, await _world.ReadAsync(db => db.Connections.Select(c => c.Status).SingleAsync()));
    }

    [SkippableFact]
    public async Task Disconnecting_deletes_here_and_says_that_only_the_owner_ends_access_there()
    {
        await ConnectAsync();
        var connection = await _world.ReadAsync(db => db.Connections.Select(c => c.Id).SingleAsync());
        var ended = (await _world.Get<DisconnectConnection>().RunAsync(_world.Alice, connection, null, default)).Value;

        Assert.Equal((false, "What we held is deleted. Microsoft lets nobody but you end access there: remove this product under your account's third-party access there."), (ended.Revoked, ended.Note));
        Assert.Equal((0, 0, 0, 0), await _world.ReadAsync(async db => (await db.Grants.CountAsync(), await db.Events.CountAsync(), await db.Calendars.CountAsync(), await db.Revocations.CountAsync())));
        Assert.Contains("Microsoft has no way to end access from here.", await _world.ReadAsync(db => db.Activities.Where(a => a.Kind == "connection.not_revoked").Select(a => a.Text).SingleAsync()), StringComparison.Ordinal);
    }

    private async Task<Guid> ConnectAsync()
    {
        await _world.ConnectAsync(provider: Vendor.Provider);
        Assert.All(await SyncAsync(), r => Assert.True(r.IsOk, r.Failure?.Reason));
        return (await _world.PrimaryAsync()).Id;
    }

    private Task<long> GenerationAsync() => _world.ReadAsync(db => db.Grants.Select(g => g.Generation).SingleAsync());

    private Instant Ahead(int days) => _world.Time.Now() + Duration.FromDays(days);

    private Task<IReadOnlyList<Result<SyncRun>>> SyncAsync() => _world.SyncDueAsync(_hub);

    private async Task<IReadOnlyList<Result<SyncRun>>> SyncNowAsync(bool full = false)
    {
        await _world.Get<RequestSync>().RunAsync(_world.Alice, new SyncRequest(Full: full), default);
        return await SyncAsync();
    }

    private Task<string> TitleAsync(string id) => _world.ReadAsync(db => db.Events.Where(e => e.ExternalId == id).Select(e => e.Title).SingleAsync());

    private static (int Added, int Changed, int Deleted) Total(IReadOnlyList<Result<SyncRun>> runs)
    {
        Assert.All(runs, r => Assert.True(r.IsOk, r.Failure?.Reason));
        return (runs.Sum(r => r.Value.Added), runs.Sum(r => r.Value.Changed), runs.Sum(r => r.Value.Deleted));
    }
}

public sealed class OutlookSyncOnSqliteTests() : OutlookSyncTests(DatabaseProvider.Sqlite);

public sealed class OutlookSyncOnPostgreSqlTests() : OutlookSyncTests(DatabaseProvider.PostgreSql);
