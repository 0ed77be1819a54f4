using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace App.Infrastructure.Tests.Calendars;

/// <summary>Comparing copies with their provider, on every database.</summary>
public abstract class ReconcileCalendarTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly GoogleVendor _vendor = new();
    private World _world = null!;
    private Calendar _primary = null!;

    private ReconcileCalendar Reconcile => _world.Get<ReconcileCalendar>();

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
    public async Task A_true_copy_has_no_drift_and_nothing_is_written()
    {
        var runs = await _world.ReadAsync(db => db.SyncRuns.CountAsync());
        var done = (await Reconcile.RunAsync(_primary.Id, default)).Value;

        Assert.Equal(new Drift(await HeldAsync(), 0, 0, 0), done.Drift);
        Assert.Equal(runs + 1, await _world.ReadAsync(db => db.SyncRuns.CountAsync()));
        Assert.Equal(_world.Time.Now(), (await CursorAsync()).ReconciledAt);
        Assert.False((await CursorAsync()).FullRequested);
    }

    [SkippableFact]
    public async Task What_had_drifted_is_counted_by_kind_told_and_repaired()
    {
        var before = await _world.StoredIdsAsync(_primary.Id);
        var spoiled = await SpoilAsync(missed: 3, ghosts: 2, moved: 4);
        var done = (await Reconcile.RunAsync(_primary.Id, default)).Value;

        Assert.Equal(spoiled, done.Drift);
        await _world.SyncDueAsync();
        Assert.Equal(before, await _world.StoredIdsAsync(_primary.Id));
        Assert.Equal(0, (await Reconcile.RunAsync(_primary.Id, default)).Value.Drift.Total);
        Assert.Equal(1, await _world.ReadAsync(db => db.SyncRuns.CountAsync(r => r.Trigger == SyncTrigger.Reconcile && r.Full)));
        Assert.Equal(1, await _world.ReadAsync(db => db.Activities.CountAsync(a => a.Kind == "calendar.drift_found")));
    }

    [SkippableFact]
    public async Task What_changes_while_it_is_compared_is_no_drift()
    {
        var soon = _world.Time.Now() + Duration.FromDays(3);
        var (renamed, deleted) = (await _vendor.AddAsync(_world, "Renamed", soon), await _vendor.AddAsync(_world, "Deleted", soon));
        var wire = new Wire();
        var hub = _world.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire));
        var (changed, brief) = (false, (string?)null);
        wire.Before = async request =>
        {
            // Between the catching up and the listing, which alone names its bounds.
            if (!changed && IsListing(request))
            {
                changed = true;
                await _vendor.AddAsync(_world, "Added", soon);
                brief = await _vendor.AddAsync(_world, "Brief", soon);
                await _vendor.MoveAsync(_world, renamed, soon + Duration.FromHours(5));
                await _vendor.DeleteAsync(_world, deleted);
            }
        };
        wire.After = async request =>
        {
            // Listed, and deleted before the copy is brought up to date: nobody ever heard of it.
            if (IsListing(request) && brief is { } id)
            {
                brief = null;
                await _vendor.DeleteAsync(_world, id);
            }
        };
        var done = (await hub.GetRequiredService<ReconcileCalendar>().RunAsync(_primary.Id, default)).Value;

        Assert.True(changed);
        Assert.Equal(0, done.Drift.Total);
    }

    [SkippableFact]
    public async Task A_record_that_cannot_be_understood_makes_no_ghost()
    {
        await _world.Control.AddFaultAsync(new { kind = "malformedEvent", count = 2 });
        Assert.Equal(0, (await Reconcile.RunAsync(_primary.Id, default)).Value.Drift.Total);
    }

    [SkippableFact]
    public async Task An_outage_counts_nothing_and_is_tried_again()
    {
        await SpoilAsync(missed: 1, ghosts: 0, moved: 0);
        await _world.Control.AddFaultAsync(new { kind = "error500" });
        Assert.IsType<Failure.Unavailable>((await Reconcile.RunAsync(_primary.Id, default)).Failure);
        Assert.Equal(0, await _world.ReadAsync(db => db.Reconciliations.CountAsync()));

        await _world.Control.ClearFaultsAsync();
        Assert.Equal(1, (await Reconcile.RunAsync(_primary.Id, default)).Value.Missed);
    }

    [SkippableFact]
    public async Task Every_calendar_is_compared_once_a_day_by_one_node_alone()
    {
        var other = _world.NewHub();
        await PassDayAsync();
        await Task.WhenAll(FireAsync(_world.Hub), FireAsync(other));
        Assert.Equal(3, await _world.ReadAsync(db => db.Reconciliations.CountAsync()));

        await FireAsync(_world.Hub);
        Assert.Equal(3, await _world.ReadAsync(db => db.Reconciliations.CountAsync()));

        await PassDayAsync();
        await FireAsync(other);
        Assert.Equal(6, await _world.ReadAsync(db => db.Reconciliations.CountAsync()));
    }

    [SkippableFact]
    public async Task Nobody_compares_or_sees_what_is_anothers()
    {
        await SpoilAsync(missed: 1, ghosts: 0, moved: 0);
        Assert.IsType<Failure.NotFound>((await _world.Get<RequestReconcile>().RunAsync(_world.Carol, _primary.Id, default)).Failure);
        Assert.Equal(0, (await _world.Get<RequestReconcile>().RunAsync(_world.Carol, null, default)).Value);
        Assert.Equal(3, (await _world.Get<RequestReconcile>().RunAsync(_world.Alice, null, default)).Value);
        await FireAsync(_world.Hub);

        var own = (await _world.Get<ReadDrift>().RunAsync(_world.Alice, everyone: false, default)).Value;
        Assert.Equal((3, 1), (own.Comparisons, own.Drift.Missed));
        Assert.Equal(_primary.Name, Assert.Single(own.Found).CalendarName);
        Assert.Equal(0, (await _world.Get<ReadDrift>().RunAsync(_world.Carol, everyone: false, default)).Value.Comparisons);
        Assert.IsType<Failure.NotFound>((await _world.Get<ReadDrift>().RunAsync(_world.Alice, everyone: true, default)).Failure);
        Assert.Equal(0, (await _world.Get<RequestReconcile>().RunAsync(_world.Alice, null, default)).Value);
    }

    [SkippableFact]
    public async Task A_comparison_that_is_called_off_leaves_the_calendar_free()
    {
        using var gone = new CancellationTokenSource();
        var wire = new Wire { After = _ => gone.CancelAsync() };
        var hub = _world.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.GetRequiredService<ReconcileCalendar>().RunAsync(_primary.Id, gone.Token));
        Assert.NotNull(await _world.Get<SyncClaims>().ClaimAsync(_primary.Id, default));
    }

    [SkippableFact]
    public async Task Two_comparisons_at_once_count_once()
    {
        await SpoilAsync(missed: 2, ghosts: 0, moved: 0);
        var wire = new Wire();
        var hub = _world.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire));
        var other = false;
        wire.Before = async request =>
        {
            if (!other && IsListing(request))
            {
                other = true;
                Assert.Equal(2, (await Reconcile.RunAsync(_primary.Id, default)).Value.Missed);
            }
        };
        Assert.IsType<Failure.Conflict>((await hub.GetRequiredService<ReconcileCalendar>().RunAsync(_primary.Id, default)).Failure);
        Assert.Equal(2, await _world.ReadAsync(db => db.Reconciliations.SumAsync(r => r.Missed)));
    }

    [SkippableFact]
    public async Task A_calendar_that_had_to_be_read_again_counts_as_not_compared()
    {
        await SpoilAsync(missed: 1, ghosts: 1, moved: 1);
        await _world.Control.ExpireSyncTokensAsync(World.Email);
        Assert.Equal("read_again", Assert.IsType<Failure.Conflict>((await Reconcile.RunAsync(_primary.Id, default)).Failure).Code);
        Assert.Equal(0, await _world.ReadAsync(db => db.Reconciliations.CountAsync()));
        Assert.Equal(0, (await Reconcile.RunAsync(_primary.Id, default)).Value.Drift.Total);
    }

    [SkippableFact]
    public async Task What_is_found_is_measured()
    {
        var counted = new System.Collections.Concurrent.ConcurrentDictionary<string, long>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == "App.Calendars")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.AddOrUpdate(instrument.Name + (tags.Length > 0 ? tags[0].Value : ""), value, (_, sum) => sum + value));
        listener.Start();
        var spoiled = await SpoilAsync(missed: 1, ghosts: 2, moved: 1);
        await Reconcile.RunAsync(_primary.Id, default);

        // Other tests of this process may count at the same time.
        Assert.True(counted["app.calendar.compared"] >= spoiled.Compared);
        Assert.True(counted["app.calendar.driftedmissed"] >= 1 && counted["app.calendar.driftedghost"] >= 2 && counted["app.calendar.driftedmoved"] >= 1);
    }

    /// <summary>Until every calendar is due to be compared; with a fresh grant, for which nobody then waits.</summary>
    private async Task PassDayAsync()
    {
        _world.Time.Advance(TimeSpan.FromHours(30));
        await _world.SyncDueAsync();
    }

    private static bool IsListing(HttpRequestMessage request) => request.RequestUri!.Query.Contains("timeMin", StringComparison.Ordinal);

    private static Task FireAsync(IServiceProvider hub) =>
        new ReconcileCalendarsJob(hub.GetRequiredService<AppDatabase>(), hub.GetRequiredService<ReconcileCalendar>(), hub.GetRequiredService<TimeProvider>(), NullLogger<ReconcileCalendarsJob>.Instance).Execute(null!).AsTask();

    private Task<CalendarCursor> CursorAsync() => _world.ReadAsync(db => db.Cursors.SingleAsync(c => c.CalendarId == _primary.Id));

    private Task<int> HeldAsync() => _world.ReadAsync(db => db.Events.CountAsync(e => e.CalendarId == _primary.Id));

    private Task<Drift> SpoilAsync(int missed, int ghosts, int moved) => Spoiling.RunAsync(_world, _primary.Id, new SeededNumbers(1), missed, ghosts, moved);
}

public sealed class ReconcileCalendarOnSqliteTests() : ReconcileCalendarTests(DatabaseProvider.Sqlite);

public sealed class ReconcileCalendarOnPostgreSqlTests() : ReconcileCalendarTests(DatabaseProvider.PostgreSql);
