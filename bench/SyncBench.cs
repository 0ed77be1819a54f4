using System.Diagnostics;
using App.Domain.Calendars;
using App.Testing;

namespace Bench;

/// <summary>A calendar kept in step against a sandbox in a process of its own: the first pass beside its limits, then the passes of every day.</summary>
internal sealed class SyncBench(SandboxProcess sandbox, Hub hub, Calendar calendar, int events)
{
    private const string Account = "alice@northwind.example";
    private const string CalendarName = "Bench";
    private const int Changes = 10;

    // The runtime compiles a method for good once it was called 30 times, in the background; a server has done so in its first minutes.
    private const int WarmUps = 30;
    private const double LeastRatio = 0.70;
    private const double MostProcessorPer5000 = 0.15;

    private readonly SyncLimits _limits = new(hub, calendar);
    private readonly Dictionary<string, List<double>> _samples = [];
    private double _cold;

    public static async Task<int> RunAsync(int events, int runs, int seed, CancellationToken cancellation)
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        var made = await sandbox.Control.AddCalendarAsync(Account, new { summary = CalendarName });
        var external = made["id"]!.ToString();
        var now = TimeProvider.System.GetUtcNow();
        await sandbox.Control.AddEventsInBulkAsync(Account, external, new { count = events, seed, from = now.AddDays(-25), to = now.AddDays(400) });
        await using var hub = await Hub.CreateAsync(sandbox, Account, cancellation);
        var bench = new SyncBench(sandbox, hub, await hub.CalendarAsync(CalendarName, cancellation), events);
        return await bench.RunAsync(runs, seed, cancellation);
    }

    private async Task<int> RunAsync(int runs, int seed, CancellationToken cancellation)
    {
        for (var run = 0; run < WarmUps + runs; run++)
        {
            await RunOnceAsync(cancellation);
            if (run < WarmUps)
            {
                _cold = run == 0 ? _samples["full.cpu"][0] : _cold;
                _samples.Clear();
            }
        }

        return Print(runs, seed);
    }

    private async Task RunOnceAsync(CancellationToken cancellation)
    {
        List<EventPage> pages = [];
        var (fetch, fetchProcessor) = await MeasureAsync(async () => pages = await _limits.FetchAsync(cancellation));

        await hub.ForgetEventsAsync(cancellation);
        var (insert, insertProcessor) = await MeasureAsync(() =>
        {
            _limits.Insert(pages);
            return Task.CompletedTask;
        });

        await hub.ForgetEventsAsync(cancellation);
        var vendorBefore = sandbox.ProcessorTime;
        SyncRun? full = null;
        var (sync, processor) = await MeasureAsync(async () => full = await hub.SyncAsync(calendar.Id, cancellation));
        if (full!.Added != events)
        {
            throw new InvalidOperationException($"{full.Added} events arrived instead of {events}.");
        }

        Keep("fetch", fetch, fetchProcessor);
        Keep("insert", insert, insertProcessor);
        Keep("full", sync, processor);
        Add("full.rate", events / sync);
        Add("full.ratio", (fetch + insert) / sync);
        Add("full.vendor", (sandbox.ProcessorTime - vendorBefore).TotalSeconds);
        await RunDailyAsync(cancellation);
    }

    private async Task RunDailyAsync(CancellationToken cancellation)
    {
        var listed = (await sandbox.Control.EventsAsync(Account, calendar.ExternalId))["items"]!.AsArray().Take(Changes);
        foreach (var id in listed.Select(e => e!["id"]!.ToString()).ToList())
        {
            await sandbox.Control.ChangeEventAsync(Account, calendar.ExternalId, id, new { summary = $"Changed {Guid.CreateVersion7():N}" });
        }

        SyncRun? changed = null;
        var (incremental, incrementalProcessor) = await MeasureAsync(async () => changed = await hub.SyncAsync(calendar.Id, cancellation));
        if (changed!.Changed != Changes)
        {
            throw new InvalidOperationException($"{changed.Changed} changes arrived instead of {Changes}.");
        }

        await sandbox.Control.ClearRequestsAsync();
        var (quiet, quietProcessor) = await MeasureAsync(() => hub.SyncAsync(calendar.Id, cancellation));
        Keep("incremental", incremental, incrementalProcessor);
        Keep("quiet", quiet, quietProcessor);
        Add("quiet.requests", (await sandbox.Control.RequestsAsync())["items"]!.AsArray().Count);
    }

    private int Print(int runs, int seed)
    {
        var report = new Report($"Sync of {events} events (seed {seed}), SQLite, each commit on disk before it is answered, sandbox in its own process: {WarmUps} warm-ups, {runs} runs");
        report.Add("(a) fetch and parse", Of("fetch"), "s");
        report.Add("(a) CPU per 5,000", Scaled("fetch.cpu"), "CPU-s", "", "sync.fetch.cpu_s_per_5k");
        report.Add("(b) raw insert", Of("insert"), "s");
        report.Add("(b) CPU", Of("insert.cpu"), "CPU-s");
        report.Add("full sync", Of("full"), "s");
        report.Add("full sync, rate", Of("full.rate"), "events/s", "", "sync.full.events_per_second");
        report.Add("full sync, share of the rate of (a) then (b)", Of("full.ratio"), "ratio", $"≥ {LeastRatio}", "sync.full.ratio_to_limit", ratio => ratio >= LeastRatio);
        report.Add("full sync, CPU per 5,000 (ours)", Scaled("full.cpu"), "CPU-s", $"≤ {MostProcessorPer5000}", "sync.full.cpu_s_per_5k", cpu => cpu <= MostProcessorPer5000);
        report.Add("full sync, CPU per 5,000, first of a process", new([_cold * 5000 / events]), "CPU-s", "", "sync.first.cpu_s_per_5k");
        report.Add("full sync, CPU of the sandbox", Of("full.vendor"), "CPU-s");
        report.Add($"incremental sync, {Changes} changes", Of("incremental"), "s", "", "sync.incremental.seconds");
        report.Add("no-change sync", Of("quiet"), "s", "", "sync.nochange.seconds");
        report.Add("no-change sync, requests per calendar", Of("quiet.requests"), "requests", "= 1", "sync.nochange.requests_per_calendar", requests => requests == 1);
        report.Print(Console.Out);
        return report.Reached ? 0 : 1;
    }

    private Samples Of(string name) => new(_samples[name]);

    private Samples Scaled(string name) => new(_samples[name].Select(value => value * 5000 / events));

    private void Keep(string name, double seconds, double processor)
    {
        Add(name, seconds);
        Add($"{name}.cpu", processor);
    }

    private void Add(string name, double value)
    {
        if (!_samples.TryGetValue(name, out var list))
        {
            _samples[name] = list = [];
        }

        list.Add(value);
    }

    private static async Task<(double Seconds, double Processor)> MeasureAsync(Func<Task> work)
    {
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var clock = Stopwatch.GetTimestamp();
        await work();
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        self.Refresh();
        return (seconds, (self.TotalProcessorTime - before).TotalSeconds);
    }
}
