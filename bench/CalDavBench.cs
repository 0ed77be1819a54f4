using System.Diagnostics;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Providers.Shared;
using App.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bench;

/// <summary>
/// A calendar of a real Radicale kept in step: the first pass and those of every day, beside (a) the same requests sent bare, their answers dropped, and (b)
/// vdirsyncer doing the same, where it is installed.
/// </summary>
internal sealed class CalDavBench(RadicaleServer server, Hub hub, Recorder recorder, Calendar calendar, int events, int seed)
{
    private const string CalendarName = "bench";
    private const int Changes = 10;
    private const int WarmUps = 3;

    private readonly Dictionary<string, List<double>> _samples = [];

    public static async Task<int> RunAsync(int events, int runs, int seed, CancellationToken cancellation)
    {
        if (Programs.Find("radicale") is null)
        {
            await Console.Error.WriteLineAsync("Radicale is not installed (Debian: apt-get install radicale).");
            return 2;
        }

        await using var server = await RadicaleServer.StartAsync();
        await server.MakeCalendarAsync(CalendarName);
        await server.PutWholeAsync(CalendarName, Text(Enumerable.Range(0, events).Select(i => Event(i, seed, "Event"))));
        var recorder = new Recorder();
        await using var hub = await Hub.CreateAsync(
            new AccountRequest("caldav", new AccountInput(server.Url, RadicaleServer.UserName, RadicaleServer.Password)),
            services => services.AddHttpClient(ProviderHttp.GuardedClientName).AddHttpMessageHandler(recorder.Handler),
            cancellation);
        var bench = new CalDavBench(server, hub, recorder, await hub.CalendarAsync(CalendarName, cancellation), events, seed);
        return await bench.RunAsync(runs, cancellation);
    }

    private async Task<int> RunAsync(int runs, CancellationToken cancellation)
    {
        for (var run = 0; run < WarmUps + runs; run++)
        {
            await RunOnceAsync(run, cancellation);
            if (run < WarmUps)
            {
                _samples.Clear();
            }
        }

        if (await Vdirsyncer.FindAsync(server, CalendarName) is { } peer)
        {
            using (peer)
            {
                for (var run = 0; run < runs; run++)
                {
                    await peer.ForgetAsync();
                    Add("peer.first", await peer.SyncAsync());
                    Add("peer.quiet", await peer.SyncAsync());
                }
            }
        }

        return Print(runs);
    }

    private async Task RunOnceAsync(int run, CancellationToken cancellation)
    {
        await hub.ForgetEventsAsync(cancellation);
        var first = await MeasureAsync("first", cancellation);
        if (first.Added < events)
        {
            throw new InvalidOperationException($"{first.Added} occurrences arrived of {events} events.");
        }

        await MeasureAsync("quiet", cancellation);
        for (var i = 0; i < Changes; i++)
        {
            await server.PutAsync(CalendarName, $"changed-{i}.ics", Text([Event(events + i, seed, $"Changed {run}")]));
        }

        var changed = await MeasureAsync("changed", cancellation);
        if (changed.Added + changed.Changed < Changes)
        {
            throw new InvalidOperationException($"{changed.Added + changed.Changed} changes arrived instead of {Changes}.");
        }
    }

    /// <summary>One pass, and the same requests bare.</summary>
    private async Task<SyncRun> MeasureAsync(string name, CancellationToken cancellation)
    {
        recorder.Forget();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        var (before, clock) = (self.TotalProcessorTime, Stopwatch.GetTimestamp());
        var run = await hub.SyncAsync(calendar.Id, cancellation);
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        self.Refresh();
        Add(name, seconds);
        Add($"{name}.cpu", (self.TotalProcessorTime - before).TotalSeconds);
        Add($"{name}.requests", recorder.Count);
        clock = Stopwatch.GetTimestamp();
        await recorder.RepeatAsync(cancellation);
        var floor = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        Add($"{name}.floor", floor);
        Add($"{name}.ratio", seconds / floor);
        return run;
    }

    private int Print(int runs)
    {
        var report = new Report($"CalDAV: {events} events (seed {seed}) of a real Radicale, SQLite, each commit on disk before it is answered: {WarmUps} warm-ups, {runs} runs");
        report.Add("(a) first sync, bare requests", Of("first.floor"), "s");
        report.Add("first sync", Of("first"), "s", "", "caldav.first.seconds");
        report.Add("first sync, to (a)", Of("first.ratio"), "ratio", "≤ 1.4", "caldav.first.ratio_to_floor", r => r <= 1.4);
        report.Add("first sync, CPU (ours)", Of("first.cpu"), "CPU-s", "", "caldav.first.cpu_seconds");
        report.Add("(a) no-change sync, bare requests", Of("quiet.floor"), "s");
        report.Add("no-change sync", Of("quiet"), "s", "", "caldav.nochange.seconds");
        report.Add("no-change sync, to (a)", Of("quiet.ratio"), "ratio", "≤ 1.3", "caldav.nochange.ratio_to_floor", r => r <= 1.3);
        report.Add("no-change sync, requests", Of("quiet.requests"), "requests", "= 1", "caldav.nochange.requests_per_calendar", r => r == 1);
        report.Add($"sync of {Changes} changes", Of("changed"), "s", "", "caldav.changed.seconds");
        report.Add($"sync of {Changes} changes, requests", Of("changed.requests"), "requests");
        if (_samples.ContainsKey("peer.first"))
        {
            var (first, quiet) = (Of("first").Median, Of("quiet").Median);
            report.Add("(b) first sync, vdirsyncer", Of("peer.first"), "s");
            report.Add("first sync, faster than (b)", new(_samples["peer.first"].Select(p => p / first)), "times", "≥ 2.5", "caldav.first.speedup_over_vdirsyncer", r => r >= 2.5);
            report.Add("(b) no-change sync, vdirsyncer", Of("peer.quiet"), "s");
            report.Add("no-change sync, faster than (b)", new(_samples["peer.quiet"].Select(p => p / quiet)), "times", "≥ 5", "caldav.nochange.speedup_over_vdirsyncer", r => r >= 5);
        }

        report.Print(Console.Out);
        return report.Reached ? 0 : 1;
    }

    private Samples Of(string name) => new(_samples[name]);

    private void Add(string name, double value)
    {
        if (!_samples.TryGetValue(name, out var list))
        {
            _samples[name] = list = [];
        }

        list.Add(value);
    }

    private static string Text(IEnumerable<string> components) => $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\nX-WR-CALNAME:{CalendarName}\r\n{string.Concat(components)}END:VCALENDAR\r\n";

    private static string Event(int number, int seed, string title)
    {
        var random = new SeededNumbers((ulong)(seed * 100_003) + (ulong)number);
        var start = TimeProvider.System.Now().InUtc().Date.PlusDays(random.Next(400) - 20) + new LocalTime(random.Next(24), 5 * random.Next(12));
        var guests = string.Concat(Enumerable.Range(0, random.Next(4)).Select(g => $"ATTENDEE;CN=Guest {g};PARTSTAT=ACCEPTED:mailto:guest{g}@example.com\r\n"));
        return $"BEGIN:VEVENT\r\nUID:bench-{number}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{start:uuuuMMdd'T'HHmmss'Z'}\r\nDURATION:PT1H\r\nSUMMARY:{title} {number}\r\nLOCATION:Room {number % 40}\r\nDESCRIPTION:What event {number} is about\r\n{guests}END:VEVENT\r\n";
    }
}
