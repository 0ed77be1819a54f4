using System.Diagnostics;
using System.Globalization;
using App.Infrastructure.Database;

namespace Bench;

/// <summary>Other processes that book in the same database; told by a line what to do, they answer by one.</summary>
internal sealed class BookingPeers : IDisposable
{
    public const string Command = "booking-peer";

    private readonly List<Process> _peers = [];

    public static async Task<BookingPeers> StartAsync(string connection, int count, int tasks)
    {
        var peers = new BookingPeers();
        for (var i = 0; i < count; i++)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(BookingPeers).Assembly.Location, Command, "--share", Text(i), "--shares", Text(count), "--tasks", Text(tasks)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            start.Environment["BENCH_CONNECTION"] = connection;
            peers._peers.Add(Process.Start(start)!);
        }

        foreach (var peer in peers._peers)
        {
            await peer.StandardOutput.ReadLineAsync();
        }

        return peers;
    }

    /// <summary>Has all of them make their share of a round at once.</summary>
    public async Task<RoundResult> RunAsync(string kind, int round, int slots, int attempts)
    {
        var clock = Stopwatch.GetTimestamp();
        foreach (var peer in _peers)
        {
            await peer.StandardInput.WriteLineAsync($"{kind} {Text(round)} {Text(slots)} {Text(attempts)}");
        }

        RoundResult? sum = null;
        foreach (var peer in _peers)
        {
            var answer = Read(await peer.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A peer ended."));
            sum = sum?.Plus(answer) ?? answer;
        }

        return sum! with { Seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds };
    }

    /// <summary>What such a process does.</summary>
    public static async Task<int> ServeAsync(int share, int shares, int tasks, CancellationToken cancellation)
    {
        await using var hub = await BookingHub.OpenAsync(DatabaseProvider.PostgreSql, Environment.GetEnvironmentVariable("BENCH_CONNECTION")!, cancellation);
        var round = new BookingRound(hub, tasks);
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync(cancellation) is { } line)
        {
            var words = line.Split(' ');
            var (number, slots, attempts) = (Number(words[1]), Number(words[2]), Number(words[3]));
            var done = await round.RunAsync(words[0], number, slots, attempts, share, shares, cancellation);
            await Console.Out.WriteLineAsync($"{Text(done.Attempts)} {Text(done.Winners)} {Text(done.Taken)} {Text(done.Faults)} {done.FirstFault.ReplaceLineEndings(" ")}");
        }

        return 0;
    }

    public void Dispose()
    {
        foreach (var peer in _peers)
        {
            peer.StandardInput.Close();
            peer.WaitForExit();
            peer.Dispose();
        }
    }

    private static RoundResult Read(string line)
    {
        var words = line.Split(' ', 5);
        return new RoundResult(Number(words[0]), Number(words[1]), Number(words[2]), Number(words[3]), 0, words[4]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
