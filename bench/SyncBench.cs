using System.Diagnostics;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bench;

/// <summary>
/// A full pass over many events from a sandbox in a process of its own, beside (a) fetching and parsing the same pages and (b) inserting the same rows by
/// prepared statements; then passes that find ten changes, and none.
/// </summary>
internal sealed class SyncBench(SandboxProcess sandbox, int events, int runs)
{
    private const string Email = "alice@northwind.example";
    private const string Calendar = "Bench";
    private const double LeastRatio = 0.70;
    private const double MostCpu = 0.15;

    private readonly List<Timing> _fetches = [];
    private readonly List<Timing> _inserts = [];
    private readonly List<Timing> _passes = [];
    private readonly List<Timing> _changes = [];
    private readonly List<Timing> _quiet = [];
    private double _quietRequests;

    public static async Task<int> RunAsync(int events, int seed, int runs)
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        var calendar = (await sandbox.Control.AddCalendarAsync(Email, new { summary = Calendar }))["id"]!.ToString();
        await sandbox.Control.AddEventsInBulkAsync(Email, calendar, new { count = events, seed });
        var bench = new SyncBench(sandbox, events, runs);
        for (var run = 0; run <= runs; run++)
        {
            await bench.MeasureAsync(calendar, counted: run > 0);
        }

        return bench.Print();
    }

    private async Task MeasureAsync(string calendar, bool counted)
    {
        await using var hub = await Hub.StartAsync(sandbox, Calendar);
        var pages = new List<EventPage>();
        Note(_fetches, await Timing.OfAsync(() => FetchAsync(hub, calendar, pages)), counted);
        await using (var other = await Hub.StartAsync(sandbox, Calendar))
        {
            Note(_inserts, await Timing.OfAsync(() => InsertAsync(other, pages)), counted);
        }

        Note(_passes, await Timing.OfAsync(hub.SyncAsync), counted);
        if (await hub.CountAsync() != events)
        {
            throw new InvalidOperationException($"{await hub.CountAsync()} events were stored of {events}.");
        }

        await ChangeTenAsync(calendar);
        Note(_changes, await Timing.OfAsync(hub.SyncAsync), counted);
        await sandbox.Control.ClearRequestsAsync();
        Note(_quiet, await Timing.OfAsync(hub.SyncAsync), counted);
        _quietRequests = (await sandbox.Control.RequestsAsync())["items"]!.AsArray().Count;
    }

    private static void Note(List<Timing> timings, Timing timing, bool counted)
    {
        if (counted)
        {
            timings.Add(timing);
        }
    }

    /// <summary>(a): the same pages, read and thrown away.</summary>
    private static async Task FetchAsync(Hub hub, string calendar, List<EventPage> pages)
    {
        var grant = (await hub.Get<Grants>().GetAsync(hub.ConnectionId, default)).Value;
        var reader = hub.Get<ICalendarReader>("google-calendar");
        var window = Window.Around(TimeProvider.System.Now());
        string? token = null;
        do
        {
            var page = (await reader.ReadEventsAsync(grant, new EventPageRequest(calendar, window, DateTimeZoneProviders.Tzdb["Europe/Berlin"], null, token), default)).Value;
            pages.Add(page);
            token = page.NextPageToken;
        }
        while (token is not null);
    }

    /// <summary>(b): the same rows into the same table, a transaction a page.</summary>
    private static async Task InsertAsync(Hub hub, List<EventPage> pages)
    {
        await using var db = hub.Get<AppDatabase>().ForSystem("bench");
        var calendar = await db.Calendars.AsNoTracking().SingleAsync(c => c.Id == hub.CalendarId);
        foreach (var page in pages)
        {
            await RawInsert.RunAsync(db, calendar, page.Events);
        }
    }

    private async Task ChangeTenAsync(string calendar)
    {
        var some = (await sandbox.Control.EventsAsync(Email, calendar))["items"]!.AsArray().Where(e => e!["recurringEventId"] is null && e["recurrence"] is null).Take(10).Select(e => e!["id"]!.ToString()).ToList();
        foreach (var id in some)
        {
            await sandbox.Control.ChangeEventAsync(Email, calendar, id, new { summary = "Changed " + Guid.CreateVersion7() });
        }
    }

    private int Print()
    {
        var limit = _fetches.Zip(_inserts, (a, b) => a.Seconds + b.Seconds).ToList();
        var report = new Report($"Full sync of {events} events, SQLite synchronous=FULL, sandbox in its own process: 1 warm-up, {runs} runs");
        report.Add("(a) fetch and parse", new(_fetches.Select(t => events / t.Seconds)), "events/s");
        report.Add("(b) raw insert", new(_inserts.Select(t => events / t.Seconds)), "events/s");
        report.Add("(a) then (b)", new(limit.Select(s => events / s)), "events/s", "the limit");
        report.Add("full sync", new(_passes.Select(t => events / t.Seconds)), "events/s", "", "sync.full.events_per_second");
        report.Add("full sync, of the limit", new(_passes.Zip(limit, (p, s) => s / p.Seconds)), "ratio", $"≥ {LeastRatio}", "sync.full.ratio_to_limit", r => r >= LeastRatio);
        report.Add("CPU of (a)", new(_fetches.Select(t => t.Cpu * 5000 / events)), "CPU-s per 5k");
        report.Add("CPU of (b)", new(_inserts.Select(t => t.Cpu * 5000 / events)), "CPU-s per 5k");
        report.Add("CPU of the full sync", new(_passes.Select(t => t.Cpu * 5000 / events)), "CPU-s per 5k", $"≤ {MostCpu}", "sync.full.cpu_s_per_5k", c => c <= MostCpu);
        report.Add("pass with 10 changes", new(_changes.Select(t => t.Seconds * 1000)), "ms", "", "sync.changes.milliseconds");
        report.Add("pass without changes", new(_quiet.Select(t => t.Seconds * 1000)), "ms", "", "sync.nochange.milliseconds");
        report.Add("requests without changes", new([_quietRequests]), "per calendar", "= 1", "sync.nochange.requests_per_calendar", n => n == 1);
        report.Print(Console.Out);
        return report.Reached ? 0 : 1;
    }

    /// <summary>Wall clock and processor time of this process, garbage of before cleared away.</summary>
    private readonly record struct Timing(double Seconds, double Cpu)
    {
        public static async Task<Timing> OfAsync(Func<Task> work)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var (cpu, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            await work();
            return new(Stopwatch.GetElapsedTime(clock).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        }
    }
}
