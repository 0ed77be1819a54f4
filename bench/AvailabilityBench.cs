using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using App.Domain.Availability;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Database;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bench;

/// <summary>"When are they all free?", from the store, beside a bare scan of the index that has the same rows. Each answer opens its own connection from the pool and keeps nothing for the next.</summary>
internal static class AvailabilityBench
{
    private const int AllDays = 90;
    private const int FewDays = 14;
    private const int ADay = 10;
    private const int Minutes = 30;
    private const double LeastRatio = 0.5;
    private const double MostSqlite = 45;
    private const double MostPostgreSql = 60;
    private const double MostOneHost = 2;

    // The runtime compiles a method for good once it was called 30 times, in the background; a server has done so in its first minutes.
    private const int WarmUps = 40;

    public static async Task<int> RunAsync(int hosts, int runs, int seed, CancellationToken cancellation)
    {
        var report = new Report($"Availability of {hosts} hosts over {AllDays} days with {ADay} events a day each (seed {seed}), all fresh: {WarmUps} warm-ups, {runs} runs, p95");
        await MeasureAsync(report, DatabaseProvider.Sqlite, hosts, runs, seed, MostSqlite, cancellation);
        if (PostgresServer.Missing is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
        }
        else
        {
            await MeasureAsync(report, DatabaseProvider.PostgreSql, hosts, runs, seed, MostPostgreSql, cancellation);
        }

        report.Print(Console.Out);
        return report.Reached ? 0 : 1;
    }

    private static async Task MeasureAsync(Report report, DatabaseProvider provider, int hosts, int runs, int seed, double most, CancellationToken cancellation)
    {
        var days = DaysFromTomorrow(AllDays);
        await using var store = await AvailabilityStore.CreateAsync(provider, days, hosts, ADay, seed, cancellation);
        var (limit, all, half, few, processor) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), (Limit: TimeSpan.Zero, All: TimeSpan.Zero));
        for (var run = 0; run < WarmUps + runs; run++)
        {
            var began = Environment.CpuUsage.TotalTime;
            limit.Add(await TimeAsync(() => ScanAsync(store, days, hosts, cancellation)));
            var scanned = Environment.CpuUsage.TotalTime;
            all.Add(await TimeAsync(() => AskAsync(store, store.Hosts, days, cancellation)));
            var asked = Environment.CpuUsage.TotalTime;
            processor = run < WarmUps ? processor : (processor.Limit + (scanned - began), processor.All + (asked - scanned));
            half.Add(await TimeAsync(() => AskAsync(store, store.Hosts, DaysFromTomorrow(AllDays / 2), cancellation)));
            few.Add(await TimeAsync(() => AskAsync(store, [store.Hosts[run % hosts]], DaysFromTomorrow(FewDays), cancellation)));
        }

        var (name, database) = provider == DatabaseProvider.Sqlite ? ("sqlite", "SQLite") : ("postgresql", "PostgreSQL");
        Samples Of(List<double> times) => new(times.Skip(WarmUps));
        report.Add($"{database}, bare scan of the covering index, median", Of(limit), "ms", "", $"availability.{name}.limit_ms");
        report.Add($"{database}, bare scan, CPU of ours", new Samples([processor.Limit.TotalMilliseconds / runs]), "CPU-ms");
        report.Add($"{database}, {hosts} hosts × {AllDays} days, median", Of(all), "ms");
        report.Add($"{database}, {hosts} hosts × {AllDays} days, CPU of ours", new Samples([processor.All.TotalMilliseconds / runs]), "CPU-ms", "", $"availability.{name}.cpu_ms");
        report.Add($"{database}, {hosts} hosts × {AllDays} days, p95", new Samples([Of(all).P95]), "ms", $"≤ {most}", $"availability.{name}.p95_ms", p95 => p95 <= most);
        report.Add($"{database}, share of the speed of the bare scan", new Samples([Of(limit).Median / Of(all).Median]), "ratio", provider == DatabaseProvider.Sqlite ? $"≥ {LeastRatio}" : "", $"availability.{name}.ratio_to_limit", provider == DatabaseProvider.Sqlite ? ratio => ratio >= LeastRatio : null);
        report.Add($"{database}, {AllDays} days cost as {AllDays / 2} days, times", new Samples([Of(all).Median / Of(half).Median]), "ratio", "", $"availability.{name}.doubling");
        report.Add($"{database}, one host × {FewDays} days, p95", new Samples([Of(few).P95]), "ms", $"< {MostOneHost}", provider == DatabaseProvider.Sqlite ? "availability.one_host.p95_ms" : $"availability.{name}.one_host.p95_ms", p95 => p95 < MostOneHost);
    }

    private static async Task AskAsync(AvailabilityStore store, IReadOnlyList<Guid> hosts, Window days, CancellationToken cancellation)
    {
        var query = new AvailabilityQuery(days.Start, days.End, Minutes) { Hosts = hosts, Mode = HostMode.Any, Limit = AvailabilityQuery.MostSlots };
        var answer = (await store.Availability.RunAsync(store.Member, query, cancellation)).Value;
        if (answer.Slots.Count == 0 || answer.Hosts.Count != hosts.Count)
        {
            throw new InvalidOperationException($"{answer.Slots.Count} slots of {answer.Hosts.Count} hosts.");
        }
    }

    /// <summary>Reads all that says when someone is busy, and does nothing with it.</summary>
    private static async Task ScanAsync(AvailabilityStore store, Window days, int hosts, CancellationToken cancellation)
    {
        await using var db = store.Database.ForOrganization(store.Member);
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        Add(command, "from", InstantConverter.ToMicroseconds(days.Start));
        Add(command, "to", InstantConverter.ToMicroseconds(days.End));
        var names = store.Calendars.Select((id, i) => Add(command, string.Create(CultureInfo.InvariantCulture, $"c{i}"), id)).ToList();
        command.CommandText = $"""SELECT "Start", "End", "Status", "Transparency", "Response", "Type", "StartDate" FROM "Events" WHERE "CalendarId" IN ({string.Join(", ", names)}) AND "Start" < @to AND "End" > @from""";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (rows, sum) = (0, 0L);
        while (await reader.ReadAsync(cancellation))
        {
            sum += reader.GetInt64(1) - reader.GetInt64(0) + reader.GetInt32(2) + reader.GetInt32(3) + reader.GetInt32(4) + reader.GetInt32(5) + (reader.IsDBNull(6) ? 0 : 1);
            rows++;
        }

        if (rows != hosts * AllDays * ADay || sum == 0)
        {
            throw new InvalidOperationException($"{rows} rows.");
        }
    }

    private static string Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return "@" + name;
    }

    private static Window DaysFromTomorrow(int days)
    {
        var tomorrow = Instant.FromUnixTimeSeconds(((TimeProvider.System.Now().ToUnixTimeSeconds() / 86_400) + 1) * 86_400);
        return new Window(tomorrow, tomorrow + Duration.FromDays(days));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }
}
