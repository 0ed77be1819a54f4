using System.Diagnostics;
using App.Testing;

namespace Bench;

/// <summary>How long an operator waits: from the start of the process to the first 200 of <c>/health/ready</c>, database and key ring to be made.</summary>
internal static class StartBench
{
    private const double GoalSeconds = 3;

    public static async Task<int> RunAsync(int runs, CancellationToken cancellation)
    {
        var ready = new List<double>();
        var processor = new List<double>();
        for (var run = 0; run <= runs; run++)
        {
            var (seconds, cpu) = await StartOnceAsync(cancellation);
            if (run > 0)
            {
                ready.Add(seconds);
                processor.Add(cpu);
            }
        }

        var report = new Report($"Start, empty folder, SQLite: 1 warm-up, {runs} runs");
        report.Add("start to ready", new(ready), "s", $"≤ {GoalSeconds}", "start.ready_seconds", seconds => seconds <= GoalSeconds);
        report.Add("CPU until ready", new(processor), "CPU-s");
        report.Print(Console.Out);
        return report.Reached ? 0 : 1;
    }

    private static async Task<(double Seconds, double Processor)> StartOnceAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("integrations-bench-").FullName;
        try
        {
            var clock = Stopwatch.GetTimestamp();
            await using var app = AppProcess.Launch(new AppProcessStart
            {
                Environment = "Production",
                Settings = new Dictionary<string, string?>
                {
                    ["Data:Folder"] = folder,
                    ["Auth:Issuer"] = "https://issuer.invalid",
                    ["Auth:ClientId"] = "bench",
                    ["Auth:ClientSecret"] = "bench",
                },
            });
            await app.WaitUntilReadyAsync(every: TimeSpan.FromMilliseconds(5), cancellation: cancellation);
            return (Stopwatch.GetElapsedTime(clock).TotalSeconds, app.ProcessorTime.TotalSeconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
