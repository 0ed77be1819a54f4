using App.Infrastructure.Database;
using App.Testing;

namespace Bench;

/// <summary>
/// Bookings that never double: many attempts at once on few slots, and on times of four hosts that overlap at random; on SQLite from many tasks, on PostgreSQL
/// from two processes.
/// </summary>
internal sealed class BookingsBench(BookingHub hub, Func<string, int, int, int, Task<RoundResult>> run, int runs, int attempts)
{
    private const int Slots = 100;
    private const int Hosts = 20;
    private const int Peers = 2;
    private const int WarmUps = 3;
    private const int ManyHostsAttempts = 1000;
    private const double LeastPerSecond = 5000;

    public static async Task<int> RunAsync(int runs, int attempts, int tasks, CancellationToken cancellation)
    {
        var sqlite = await OnSqliteAsync(runs, attempts, tasks, cancellation);
        var postgres = PostgresServer.Missing is null ? await OnPostgreSqlAsync(runs, attempts, tasks, cancellation) : await MissAsync();
        return sqlite && postgres ? 0 : 1;
    }

    private static async Task<bool> OnSqliteAsync(int runs, int attempts, int tasks, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("integrations-bench-").FullName;
        try
        {
            await using var hub = await BookingHub.CreateAsync(DatabaseProvider.Sqlite, DatabaseSetup.SqliteFile(Path.Combine(folder, "bench.db")), Hosts, cancellation);
            var round = new BookingRound(hub, tasks);
            var bench = new BookingsBench(
                hub,
                (kind, number, slots, count) => round.RunAsync(kind, number, slots, count, 0, 1, cancellation),
                runs,
                attempts);
            return await bench.MeasureAsync("sqlite", $"SQLite, {tasks} tasks", cancellation);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> OnPostgreSqlAsync(int runs, int attempts, int tasks, CancellationToken cancellation)
    {
        var server = await PostgresServer.StartDurableAsync();
        var connection = await server.CreateDatabaseAsync("bench");
        await using var hub = await BookingHub.CreateAsync(DatabaseProvider.PostgreSql, connection, Hosts, cancellation);
        using var peers = await BookingPeers.StartAsync(connection, Peers, tasks / Peers);
        return await new BookingsBench(hub, peers.RunAsync, runs, attempts).MeasureAsync("postgresql", $"PostgreSQL, {Peers} processes of {tasks / Peers} tasks", cancellation);
    }

    private static async Task<bool> MissAsync()
    {
        await Console.Error.WriteLineAsync(PostgresServer.Missing);
        return false;
    }

    private async Task<bool> MeasureAsync(string name, string where, CancellationToken cancellation)
    {
        var (rates, bare, winners, doubles, faults, deadlocks, first) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0, 0, "");
        for (var number = 0; number < WarmUps + runs; number++)
        {
            var result = await run(BookingRound.Slots, number, Slots, attempts);
            var (bookings, doubled) = await hub.CountAsync(BookingRound.DayOf(number), cancellation);
            faults += result.Faults;
            first = first.Length > 0 ? first : result.FirstFault;
            winners.Add(bookings == result.Winners ? bookings : -1);
            doubles.Add(doubled);
            var asked = await run(BookingRound.Bare, number, Slots, attempts);
            if (number >= WarmUps)
            {
                rates.Add(result.Attempts / result.Seconds);
                bare.Add(asked.Attempts / asked.Seconds);
            }
        }

        var many = await run(BookingRound.Many, WarmUps + runs, 0, ManyHostsAttempts);
        var (booked, overlapping) = await hub.CountAsync(BookingRound.DayOf(WarmUps + runs), cancellation);
        doubles.Add(overlapping);
        deadlocks += many.Faults;
        first = first.Length > 0 ? first : many.FirstFault;
        var report = new Report($"Bookings: {attempts} attempts on {Slots} slots, {where} ({await hub.DurabilityAsync(cancellation)}): {WarmUps} warm-ups, {runs} runs");
        report.Add("doubles", new([doubles.Max()]), "bookings", "= 0", $"bookings.{name}.doubles", n => n == 0);
        report.Add("winners", new(winners), "bookings", $"= {Slots}", $"bookings.{name}.winners", n => n == Slots && winners.TrueForAll(w => w == Slots));
        report.Add("attempts", new(rates), "attempts/s", $"≥ {LeastPerSecond:0}", $"bookings.{name}.attempts_per_second", n => n >= LeastPerSecond);
        report.Add("the driver alone asking what an attempt has to know", new(bare), "attempts/s", "", $"bookings.{name}.limit_per_second");
        report.Add("attempts, share of that", new([.. rates.Zip(bare, (rate, limit) => rate / limit)]), "ratio", "", $"bookings.{name}.ratio_to_limit");
        report.Add("attempts that were neither booked nor refused as taken", new([faults]), "attempts", "= 0", $"bookings.{name}.faults", n => n == 0);
        report.Add($"4 of {Hosts} hosts, random times, {many.Attempts} attempts: booked", new([booked]), "bookings");
        report.Add("of them deadlocks and other faults a caller sees", new([deadlocks]), "attempts", "= 0", $"bookings.{name}.deadlocks", n => n == 0);
        report.Add("of them in a second", new([many.Attempts / many.Seconds]), "attempts/s");
        report.Print(Console.Out);
        if (first.Length > 0)
        {
            await Console.Error.WriteLineAsync($"First fault: {first}");
        }

        return report.Reached;
    }
}
