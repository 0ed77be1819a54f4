using System.Diagnostics;
using App.Testing;

namespace Bench;

/// <summary>
/// How long an operator waits: from the start of the process to the first 200 of <c>/health/ready</c>, database and key ring to be made; as built, and
/// published and compiled ahead.
/// </summary>
internal static class StartBench
{
    private const double GoalSeconds = 3;

    public static async Task<int> RunAsync(int runs, CancellationToken cancellation)
    {
        var published = Directory.CreateTempSubdirectory("integrations-bench-").FullName;
        try
        {
            var report = new Report($"Start, empty folder, SQLite: 1 warm-up, {runs} runs");
            var plain = await MeasureAsync(RepositoryRoot.Assembly("src/App"), runs, cancellation);
            report.Add("built, start to ready", plain.Seconds, "s", $"≤ {GoalSeconds}", "start.ready_seconds", seconds => seconds <= GoalSeconds);
            report.Add("built, CPU until ready", plain.Processor, "CPU-s");

            await PublishAsync(published, cancellation);
            var ahead = await MeasureAsync(Path.Combine(published, "App.dll"), runs, cancellation);
            report.Add("published, start to ready", ahead.Seconds, "s", $"≤ {GoalSeconds}", "start.published.ready_seconds", seconds => seconds <= GoalSeconds);
            report.Add("published, CPU until ready", ahead.Processor, "CPU-s");
            report.Print(Console.Out);
            return report.Reached ? 0 : 1;
        }
        finally
        {
            Directory.Delete(published, recursive: true);
        }
    }

    /// <summary>As docs/operations.md says.</summary>
    private static async Task PublishAsync(string folder, CancellationToken cancellation)
    {
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", RepositoryRoot.Path("src/App"), "-c", "Release", "-p:PublishReadyToRun=true", "--nologo", "-v", "q", "-o", folder]))!;
        await publish.WaitForExitAsync(cancellation);
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet publish ended with {publish.ExitCode}.");
        }
    }

    private static async Task<(Samples Seconds, Samples Processor)> MeasureAsync(string assembly, int runs, CancellationToken cancellation)
    {
        var (ready, processor) = (new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            var (seconds, cpu) = await StartOnceAsync(assembly, cancellation);
            if (run > 0)
            {
                ready.Add(seconds);
                processor.Add(cpu);
            }
        }

        return (new Samples(ready), new Samples(processor));
    }

    private static async Task<(double Seconds, double Processor)> StartOnceAsync(string assembly, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("integrations-bench-").FullName;
        try
        {
            var clock = Stopwatch.GetTimestamp();
            await using var app = AppProcess.Launch(new AppProcessStart
            {
                Assembly = assembly,
                Environment = "Production",
                WorkingDirectory = Path.GetDirectoryName(assembly),
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
