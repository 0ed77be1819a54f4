using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using App.Infrastructure.Database;
using App.Testing;

namespace Bench;

/// <summary>
/// Messages to endpoints: how fast a committed backlog is delivered, beside requests that are signed and sent with nothing stored; how fast what is published arrives; and whether endpoints wait for each
/// other. Every delivery is signed and every attempt is logged.
/// </summary>
internal sealed class WebhooksBench(WebhookSink sink, int runs, int messages, int most)
{
    private const int AtOnce = 64;
    private const int Published = 20_000;
    private const int Publishers = 32;
    private const int Quiet = 200;
    private const int Endpoints = 10;

    public static async Task<int> RunAsync(int runs, int messages, int stored, string only, CancellationToken cancellation)
    {
        using var sink = await WebhookSink.StartAsync();
        var bench = new WebhooksBench(sink, runs, messages, stored);
        var limit = await bench.LimitAsync(cancellation);
        var reached = only == "postgresql" || await bench.OnSqliteAsync(limit, cancellation);
        return only == "sqlite" || PostgresServer.Missing is not null || await bench.OnPostgreSqlAsync(limit, cancellation) ? reached ? 0 : 1 : 1;
    }

    private async Task<bool> OnSqliteAsync(Samples limit, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("integrations-bench-").FullName;
        try
        {
            await using var hub = await WebhookHub.CreateAsync(DatabaseProvider.Sqlite, DatabaseSetup.SqliteFile(Path.Combine(folder, "bench.db")), cancellation);
            return await MeasureAsync(hub, "sqlite", "SQLite", new Goals(25_000, 0.45, 4_000, 1.0), limit, cancellation);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> OnPostgreSqlAsync(Samples limit, CancellationToken cancellation)
    {
        var server = await PostgresServer.StartDurableAsync();
        await using var hub = await WebhookHub.CreateAsync(DatabaseProvider.PostgreSql, await server.CreateDatabaseAsync("bench"), cancellation);
        return await MeasureAsync(hub, "postgresql", "PostgreSQL", new Goals(15_000, 0.3, 5_000, null), limit, cancellation);
    }

    private async Task<bool> MeasureAsync(WebhookHub hub, string name, string database, Goals goals, Samples limit, CancellationToken cancellation)
    {
        var report = new Report($"Webhooks, {database} ({await hub.DurabilityAsync(cancellation)}): {messages} messages of 1 KB, {AtOnce} requests at once to a sink of its own process; 1 warm-up, {runs} runs");
        await hub.AddEndpointAsync(sink.Url("ok"), cancellation);
        var (drain, processor) = await DrainAsync(hub, 1 + runs, cancellation);
        report.Add("signed and sent, nothing stored", limit, "per s", "", "webhooks.limit.per_second");
        report.Add("drain of a committed backlog", drain, "per s", $"≥ {goals.Drain}", $"webhooks.{name}.drain_per_second", n => n >= goals.Drain);
        report.Add("drain, share of that", new([drain.Median / limit.Median]), "ratio", $"≥ {goals.Share}", $"webhooks.{name}.drain_ratio_to_limit", n => n >= goals.Share);
        report.Add("CPU of ours for 10,000", processor, "CPU-s", goals.Processor is { } p ? $"≤ {p}" : "", $"webhooks.{name}.cpu_s_per_10k", goals.Processor is { } most ? n => n <= most : null);
        report.Add("published to delivered, each in a transaction of its own", await PublishAsync(hub, cancellation), "per s", $"≥ {goals.Publish}", $"webhooks.{name}.publish_per_second", n => n >= goals.Publish);
        await hub.RemoveEndpointsAsync(cancellation);
        await hub.AddEndpointAsync(sink.Url("mark/0"), cancellation);
        report.Add("idle: from commit to first byte, p95", await IdleAsync(hub, cancellation), "ms", "< 20", name == "sqlite" ? "webhooks.idle.p95_ms" : $"webhooks.{name}.idle.p95_ms", n => n < 20);
        report.Add("1 of 10 endpoints hangs: p95 of the others changes by", await NeighbourAsync(hub, report, cancellation), "percent", "≤ 20", name == "sqlite" ? "webhooks.slow_neighbour.p95_change_percent" : $"webhooks.{name}.slow_neighbour.p95_change_percent", n => n <= 20);
        await hub.RemoveEndpointsAsync(cancellation);
        await hub.AddEndpointAsync(sink.Url("ok"), cancellation);
        await MeasureFullAsync(hub, report, name, drain, cancellation);
        report.Print(Console.Out);
        return report.Reached;
    }

    /// <summary>The same drain with so many deliveries stored.</summary>
    private async Task MeasureFullAsync(WebhookHub hub, Report report, string name, Samples empty, CancellationToken cancellation)
    {
        var stored = (await hub.CountAsync(cancellation)).Delivered;
        while (stored < most)
        {
            await DrainAsync(hub, 1, cancellation);
            stored += messages;
        }

        if (most > 0)
        {
            var full = await DrainAsync(hub, 3, cancellation);
            report.Add($"drain with {stored} deliveries stored", full.Rate, "per s", "", $"webhooks.{name}.full_drain_per_second");
            report.Add("changes by", new([((full.Rate.Median / empty.Median) - 1) * 100]), "percent", "≥ -10", $"webhooks.{name}.full_change_percent", n => n >= -10);
        }
    }

    private async Task<Samples> LimitAsync(CancellationToken cancellation)
    {
        var (rates, body, key) = (new List<double>(), Encoding.UTF8.GetBytes(new string('x', 1024)), RandomNumberGenerator.GetBytes(32));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var run = 0; run < 1 + runs; run++)
        {
            var next = 0;
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(
                async () =>
                {
                    while (Interlocked.Increment(ref next) <= messages)
                    {
                        using var request = new HttpRequestMessage(HttpMethod.Post, sink.Url("ok")) { Content = new ByteArrayContent(body) };
                        request.Headers.Add("webhook-id", "msg_1");
                        request.Headers.Add("webhook-timestamp", "1");
                        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, body)));
                        using var response = await http.SendAsync(request, cancellation);
                    }
                },
                cancellation)));
            rates.Add(messages / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return new Samples(rates.Skip(1));
    }

    private async Task<(Samples Rate, Samples Processor)> DrainAsync(WebhookHub hub, int rounds, CancellationToken cancellation)
    {
        var (rates, processor) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            await hub.FillAsync(messages, cancellation);
            GC.Collect();
            var (before, came, began) = (Environment.CpuUsage.TotalTime, await sink.CountAsync(), Stopwatch.GetTimestamp());
            await using (await hub.DeliverAsync(cancellation))
            {
                await hub.WaitAsync(cancellation);
                rates.Add(messages / Stopwatch.GetElapsedTime(began).TotalSeconds);
                processor.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds * 10_000 / messages);
            }

            if (await sink.CountAsync() - came is var arrived && arrived != messages)
            {
                throw new InvalidOperationException($"{arrived} of {messages} arrived.");
            }
        }

        var first = rounds > 1 ? 1 : 0;
        return (new Samples(rates.Skip(first)), new Samples(processor.Skip(first)));
    }

    private async Task<Samples> PublishAsync(WebhookHub hub, CancellationToken cancellation)
    {
        var rates = new List<double>();
        await using (await hub.DeliverAsync(cancellation))
        {
            for (var run = 0; run < 1 + runs; run++)
            {
                var (next, began) = (0, Stopwatch.GetTimestamp());
                await Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => Task.Run(
                    async () =>
                    {
                        while (Interlocked.Increment(ref next) is var number && number <= Published)
                        {
                            await hub.PublishAsync(number, cancellation);
                        }
                    },
                    cancellation)));
                await hub.WaitAsync(cancellation);
                rates.Add(Published / Stopwatch.GetElapsedTime(began).TotalSeconds);
            }
        }

        return new Samples(rates.Skip(1));
    }

    private async Task<Samples> IdleAsync(WebhookHub hub, CancellationToken cancellation)
    {
        await using var delivering = await hub.DeliverAsync(cancellation);
        await hub.WaitAsync(cancellation);
        await sink.TakeMarksAsync();
        var committed = new Dictionary<string, long>();
        for (var i = 0; i < Quiet; i++)
        {
            var id = await hub.PublishAsync(i, cancellation);
            committed[App.Domain.Webhooks.Message.WireId(id)] = Stopwatch.GetTimestamp();
            await hub.WaitAsync(cancellation);
        }

        return new Samples([new Samples((await sink.TakeMarksAsync()).Skip(Quiet / 4).Select(m => Stopwatch.GetElapsedTime(committed[m.Id], m.At).TotalMilliseconds)).P95]);
    }

    private async Task<Samples> NeighbourAsync(WebhookHub hub, Report report, CancellationToken cancellation)
    {
        var (calm, hanging) = (new List<double>(), new List<double>());
        for (var run = 0; run < 1 + runs; run++)
        {
            calm.Add(await BesideAsync(hub, "mark/9", cancellation));
            hanging.Add(await BesideAsync(hub, "hang", cancellation));
        }

        var (before, after) = (new Samples(calm.Skip(1)), new Samples(hanging.Skip(1)));
        report.Add("10 endpoints, all well: from commit to first byte, p95", before, "ms");
        report.Add("10 endpoints, one hangs: the others', p95", after, "ms");
        return new Samples([((after.Median / before.Median) - 1) * 100]);
    }

    /// <summary>How long nine endpoints wait beside a tenth, at 100 messages a second.</summary>
    private async Task<double> BesideAsync(WebhookHub hub, string tenth, CancellationToken cancellation)
    {
        const int Messages = 400;
        await hub.RemoveEndpointsAsync(cancellation);
        foreach (var path in Enumerable.Range(0, Endpoints - 1).Select(i => $"mark/{i}").Append(tenth))
        {
            await hub.AddEndpointAsync(sink.Url(path), cancellation);
        }

        await sink.TakeMarksAsync();
        var committed = new Dictionary<string, long>();
        await using (await hub.DeliverAsync(cancellation))
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            for (var i = 0; i < Messages; i++)
            {
                var id = await hub.PublishAsync(i, cancellation);
                committed[App.Domain.Webhooks.Message.WireId(id)] = Stopwatch.GetTimestamp();
                await timer.WaitForNextTickAsync(cancellation);
            }

            await Task.Delay(1000, cancellation);
        }

        var waits = (await sink.TakeMarksAsync()).Where(m => m.Path != "/mark/9" && committed.ContainsKey(m.Id)).Select(m => Stopwatch.GetElapsedTime(committed[m.Id], m.At).TotalMilliseconds).ToList();
        return waits.Count == Messages * (Endpoints - 1) ? new Samples(waits.Skip(waits.Count / 4)).P95 : throw new InvalidOperationException($"{waits.Count} arrived.");
    }

    private sealed record Goals(double Drain, double Share, double Publish, double? Processor);
}
