using System.Text;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Tests.Calendars.Push;
using App.Infrastructure.Tests.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Tests.Calendars.Convergence;

/// <summary>Lives a calendar's histories, step by step, by a seed; the steps of the one under way are told where it fails.</summary>
internal sealed class History : IAsyncDisposable
{
    private const int MostSteps = 20;
    private const int MostOwn = 12;
    private const int SliceDays = 90;

    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb[Vendor.Zone];
    private static readonly string[] Outages = ["error500", "truncated", "dropped", "tooMany429", "emptyPage"];

    private readonly Vendor _vendor;
    private readonly SeededNumbers _random;
    private readonly int _seed;
    private readonly List<(string Id, bool Days)> _own = [];
    private readonly StringBuilder _told = new();
    private readonly LoggedErrors _errors = new();
    private PushWorld _push = null!;
    private Guid _calendar;
    private Func<bool, Task> _interrupt = _ => Task.CompletedTask;

    private History(Vendor vendor, int seed) => (_vendor, _seed, _random) = (vendor, seed, new SeededNumbers((ulong)seed));

    public HistoryFigures Figures { get; } = new();

    private World World => _push.World;

    private IServiceProvider Hub => _push.Hub;

    private SandboxControl Control => World.Control.Of(_vendor.Name);

    public static async Task<History> BeginAsync(Vendor vendor, int seed)
    {
        var history = new History(vendor, seed);
        history._push = await PushWorld.BuildAsync(change: services =>
        {
            services.AddLogging(l => l.AddProvider(history._errors));
            services.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => new Interrupted(history));
            services.AddHttpClient(ProviderHttp.GuardedClientName).AddHttpMessageHandler(() => new Interrupted(history));
        }, network: new MemoryNetwork());
        var world = history.World;
        var connection = await vendor.ConnectAsync(world, World.Email);
        var calendars = await world.ReadAsync(db => db.Calendars.AsNoTracking().Where(c => c.ConnectionId == connection).ToListAsync());
        history._calendar = calendars.Single(c => vendor.IsPrimary(new CalendarRecord(c.ExternalId, c.Name, c.TimeZone, c.IsPrimary, c.IsWritable, false))).Id;
        await history.PassAsync();
        return history;
    }

    /// <summary>One history, from a true copy to a true copy.</summary>
    public async Task RunAsync()
    {
        _told.Clear();
        try
        {
            for (var steps = _random.Between(4, MostSteps - 1); steps > 0; steps--)
            {
                await StepAsync();
            }

            await EndAsync();
            Figures.Histories++;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {_seed}, history {Figures.Histories + 1}: {e.Message}\n{_told}{_errors}", e);
        }
    }

    private Task StepAsync() => _random.Next(100) switch
    {
        < 42 => ChangeAsync(),
        < 52 => HearAsync(),
        < 65 => PassAsync(),
        < 75 => FailAsync(),
        < 83 => CrashAsync(),
        < 86 => ComeLateAsync(),
        < 89 => ExpireAsync(),
        < 94 => WaitAsync(Duration.FromMinutes(_random.Between(1, 1799))),
        < 95 => RollAsync(),
        _ => SpoilAsync(),
    };

    private async Task ChangeAsync()
    {
        Figures.Changes++;
        if (_own.Count == 0 || (_own.Count < MostOwn && _random.OneIn(3)))
        {
            await AddAsync();
            return;
        }

        var (id, days) = _own[_random.Next(_own.Count)];
        switch (days ? _random.Next(2) : _random.Next(6))
        {
            case 0:
                Tell($"rename {id}");
                await _vendor.RenameAsync(World, id, Title());
                break;
            case 1:
                Tell($"delete {id}");
                await _vendor.DeleteAsync(World, id);
                _own.RemoveAll(o => o.Id == id);
                break;
            case 2:
                await RepeatAsync(id);
                break;
            default:
                await ChangeOccurrenceAsync(id);
                break;
        }
    }

    private Task ChangeAtTheVendorAsync()
    {
        Figures.Changes++;
        return AddAsync();
    }

    private async Task AddAsync()
    {
        var days = _random.OneIn(4);
        var start = Moment();
        var first = start.InZone(Berlin).Date;
        var id = days ? await _vendor.AddDaysAsync(World, Title(), first, first.PlusDays(_random.Between(1, 3))) : await _vendor.AddAsync(World, Title(), start);
        Tell($"add {id} at {start}");
        _own.Add((id, days));
        if (!days && _random.OneIn(2))
        {
            await RepeatAsync(id);
        }
    }

    private async Task RepeatAsync(string id)
    {
        var (start, weeks) = (Moment(), _random.Between(1, 11));
        Tell($"repeat {id} {weeks} times from {start}");
        await _vendor.RepeatAsync(World, id, start, weeks);
    }

    /// <summary>Moves or deletes one occurrence, as far as it is known here: its name is the vendor's.</summary>
    private async Task ChangeOccurrenceAsync(string id)
    {
        await PassAsync();
        var series = _vendor.SeriesOf(id);
        var known = await World.ReadAsync(db => db.Events.AsNoTracking().Where(e => e.CalendarId == _calendar && e.SeriesId == series).OrderBy(e => e.ExternalId).Select(e => new { e.ExternalId, e.Start }).ToListAsync());
        if (known.Count < 2)
        {
            return;
        }

        var one = known[_random.Next(known.Count)];
        if (_random.OneIn(2))
        {
            Tell($"delete occurrence {one.ExternalId}");
            await _vendor.DeleteAsync(World, one.ExternalId);
            return;
        }

        // By less than half a week: vendors let no occurrence pass its neighbour.
        var start = one.Start + Duration.FromHours(_random.Between(1, 59));
        Tell($"move occurrence {one.ExternalId} to {start}");
        await _vendor.MoveAsync(World, one.ExternalId, start);
    }

    private async Task PassAsync()
    {
        Tell("pass");
        Figures.Passes++;
        var done = await SyncAsync(default);
        if (done.Failure is { } failure)
        {
            throw new InvalidOperationException($"A pass nobody disturbed failed: {failure.Reason}");
        }
    }

    /// <summary>A change the vendor pushes: the push comes, comes twice, later than the next, or never.</summary>
    private async Task HearAsync()
    {
        var fate = _random.Of(["comes", "droppedPush", "duplicatedPush", "latePush"]);
        Tell($"a push that {fate}");
        await _push.KeepAsync();
        if (fate != "comes")
        {
            await Control.AddFaultAsync(new { kind = fate, vendor = _vendor.Name, count = 1 });
        }

        await ChangeAtTheVendorAsync();
        await FollowAsync();
        await Control.ClearFaultsAsync();
        if (_random.OneIn(2))
        {
            await Control.ReleasePushesAsync();
            await FollowAsync();
        }
    }

    private async Task FollowAsync()
    {
        await _push.HearAsync();
        Figures.Pushed += (await World.SyncDueAsync(Hub)).Count(r => r is { IsOk: true, Value.Trigger: SyncTrigger.Push });
    }

    private async Task FailAsync()
    {
        var kind = Outages[_random.Next(Outages.Length)];
        var count = _random.Between(1, 3);
        Tell($"pass with {kind} times {count}");
        Figures.Faults++;
        await Control.AddFaultAsync(new { kind, vendor = _vendor.Name, count, retryAfterSeconds = kind == "tooMany429" ? 30 : (int?)null });
        await SyncAsync(default);
        await Control.ClearFaultsAsync();
        World.Time.Advance(TimeSpan.FromMinutes(1));
    }

    /// <summary>The worker is gone before a request is sent, or after its answer came and before anything of it is kept.</summary>
    private async Task CrashAsync()
    {
        var (left, before) = (_random.Between(1, 4), _random.OneIn(2));
        Tell($"crash {(before ? "before" : "after")} request {left}");
        using var crash = new CancellationTokenSource();
        _interrupt = async comes => await (comes == before && --left == 0 ? crash.CancelAsync() : Task.CompletedTask);
        try
        {
            await SyncAsync(crash.Token);
        }
        catch (OperationCanceledException) when (crash.IsCancellationRequested)
        {
            Figures.Crashes++;
        }
        finally
        {
            _interrupt = _ => Task.CompletedTask;
        }

        World.Time.Advance(TimeSpan.FromMinutes(_random.Between(4, 9)));
    }

    /// <summary>A worker that sleeps on an answer goes on when another has taken its place: it may keep nothing.</summary>
    private async Task ComeLateAsync()
    {
        Tell("late worker");
        var (asleep, wake) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _interrupt = async comes =>
        {
            if (!comes && asleep.TrySetResult())
            {
                await wake.Task;
            }
        };
        var late = SyncAsync(default);
        await Task.WhenAny(asleep.Task, late);
        World.Time.Advance(TimeSpan.FromMinutes(4));
        await ChangeAtTheVendorAsync();
        await PassAsync();
        wake.SetResult();
        _interrupt = _ => Task.CompletedTask;
        Assert.False((await late).IsOk, "A worker whose place was taken saved a pass.");
        Figures.Lates++;
    }

    private async Task ExpireAsync()
    {
        Tell("expire sync tokens");
        Figures.Expired++;
        await Control.ExpireSyncTokensAsync(World.Email);
    }

    private Task WaitAsync(Duration time)
    {
        Tell($"wait {time}");
        World.Time.Advance(time.ToTimeSpan());
        return Task.CompletedTask;
    }

    private async Task RollAsync()
    {
        await WaitAsync(Duration.FromDays(8));
        await PassAsync();
        Figures.Rolled++;
    }

    private async Task SpoilAsync()
    {
        await PassAsync();
        var spoiled = await Spoiling.RunAsync(World, _calendar, _random, _random.Next(3), _random.Next(3), _random.Next(3));
        Tell($"spoil {spoiled}");
        var done = await Hub.GetRequiredService<ReconcileCalendar>().RunAsync(_calendar, default);
        Assert.True(done.IsOk, done.Failure?.Reason);
        Assert.Equal(spoiled, done.Value.Drift);
        await PassAsync();
        Figures.Spoiled += spoiled.Total;
    }

    private async Task EndAsync()
    {
        await Control.ReleasePushesAsync();
        await FollowAsync();
        World.Time.Advance(TimeSpan.FromMinutes(5));
        await PassAsync();
        var done = await Hub.GetRequiredService<ReconcileCalendar>().RunAsync(_calendar, default);
        Assert.True(done.IsOk, done.Failure?.Reason);
        Assert.Equal(done.Value.Drift with { Missed = 0, Ghosts = 0, Moved = 0 }, done.Value.Drift);
        var cursor = await World.ReadAsync(db => db.Cursors.AsNoTracking().SingleAsync(c => c.CalendarId == _calendar));
        var window = new Window(cursor.WindowStart!.Value, cursor.WindowEnd!.Value);
        var (held, truth) = (await HeldAsync(window), await TruthAsync(window));
        Assert.Equal(string.Join('\n', truth), string.Join('\n', held));
        Figures.Compared += truth.Count;
    }

    public ValueTask DisposeAsync() => _push.DisposeAsync();

    private async Task<List<string>> HeldAsync(Window window)
    {
        var rows = await World.ReadAsync(db => db.Events.AsNoTracking().Where(e => e.CalendarId == _calendar).Select(e => new { e.Title, e.Start, e.End }).ToListAsync());
        return [.. rows.Where(e => window.Overlaps(e.Start, e.End)).Select(e => $"{e.Start} {e.End} {e.Title}").Order(StringComparer.Ordinal)];
    }

    /// <summary>What the provider has, laid out by its own means.</summary>
    private async Task<List<string>> TruthAsync(Window window)
    {
        static Instant At(string? local) => LocalDateTimePattern.GeneralIso.Parse(local!).Value.InZoneLeniently(Berlin).ToInstant();
        var found = new Dictionary<string, (string Title, Instant Start, Instant End)>(StringComparer.Ordinal);
        var last = window.End.InZone(Berlin).Date.PlusDays(1);
        for (var day = window.Start.InZone(Berlin).Date; day < last; day = day.PlusDays(SliceDays))
        {
            var page = await Control.OccurrencesAsync(World.Email, "primary", LocalDatePattern.Iso.Format(day), LocalDatePattern.Iso.Format(day.PlusDays(SliceDays)));
            foreach (var item in page["items"]!.AsArray())
            {
                found[item!["id"]!.ToString() + item["start"]] = (item["title"]!.ToString(), At(item["start"]!.ToString()), At(item["end"]!.ToString()));
            }
        }

        return [.. found.Values.Where(e => window.Overlaps(e.Start, e.End)).Select(e => $"{e.Start} {e.End} {e.Title}").Order(StringComparer.Ordinal)];
    }

    private async Task<Result<SyncRun>> SyncAsync(CancellationToken cancellationToken) =>
        await Hub.GetRequiredService<SyncCalendar>().RunAsync(await ClaimAsync(), cancellationToken);

    private async Task<SyncClaim> ClaimAsync() =>
        await Hub.GetRequiredService<SyncClaims>().ClaimAsync(_calendar, default) ?? throw new InvalidOperationException("The calendar is held by a worker that should be gone.");

    /// <summary>Mostly soon, sometimes at or beyond the edges of the window; by day, where no clock changes.</summary>
    private Instant Moment()
    {
        var day = World.Time.Now().InZone(Berlin).Date.PlusDays(_random.OneIn(4) ? _random.Between(-40, 419) : _random.Between(-5, 59));
        return (day + new LocalTime(_random.Between(6, 19), 5 * _random.Next(12))).InZoneLeniently(Berlin).ToInstant();
    }

    private string Title() => $"Event {_random.Next(1_000_000)}";

    private void Tell(string what) => _told.AppendLine(what);

    /// <summary>Where a request comes (true) and its answer goes (false), a history may interfere.</summary>
    private sealed class Interrupted(History history) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await history._interrupt(true);
            var response = await base.SendAsync(request, cancellationToken);
            await history._interrupt(false);
            return response;
        }
    }
}
