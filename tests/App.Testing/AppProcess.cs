using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace App.Testing;

/// <summary>How a program under test is started. Settings are configuration keys (<c>Database:Provider</c>).</summary>
public sealed record AppProcessStart
{
    public string Assembly { get; init; } = RepositoryRoot.Assembly("src/App");

    public string Environment { get; init; } = "Development";

    /// <summary>The address to listen on; a free port on loopback unless given.</summary>
    public string Url { get; init; } = $"http://127.0.0.1:{Ports.Free()}";

    public string ReadyPath { get; init; } = "/health/ready";

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The working folder; null: beside the project's sources, as <c>dotnet run</c> has it.</summary>
    public string? WorkingDirectory { get; init; }

    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>A program of this repository in a process of its own, which can be killed like any other.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private AppProcess(Process process, string url)
    {
        _process = process;
        Url = url;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(url) };
    }

    public string Url { get; }

    /// <summary>Talks to the program; follows no redirects and keeps no cookies.</summary>
    public HttpClient Client { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Everything the program has written so far.</summary>
    public string Output => string.Join(System.Environment.NewLine, _output);

    /// <summary>Starts the program and waits until it is ready.</summary>
    public static async Task<AppProcess> StartAsync(AppProcessStart start)
    {
        var app = Launch(start);
        try
        {
            await app.WaitUntilReadyAsync(start.ReadyPath, start.ReadyWithin);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program and doesn't wait.</summary>
    public static AppProcess Launch(AppProcessStart start)
    {
        var info = new ProcessStartInfo("dotnet", ["exec", start.Assembly, .. start.Arguments])
        {
            WorkingDirectory = start.WorkingDirectory ?? SourcesOf(start.Assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment["ASPNETCORE_ENVIRONMENT"] = start.Environment;
        info.Environment["DOTNET_ENVIRONMENT"] = start.Environment;
        info.Environment["ASPNETCORE_URLS"] = start.Url;
        foreach (var (key, value) in start.Settings)
        {
            info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var app = new AppProcess(new Process { StartInfo = info }, start.Url);
        app.Begin();
        return app;
    }

    public async Task WaitUntilReadyAsync(string path = "/health/ready", TimeSpan? within = null, TimeSpan? every = null, CancellationToken cancellation = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(within ?? TimeSpan.FromSeconds(60));
        while (!await IsReadyAsync(path, limit.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The program ended with {_process.ExitCode} before it was ready:{System.Environment.NewLine}{Output}");
            }

            try
            {
                await Task.Delay(every ?? TimeSpan.FromMilliseconds(50), limit.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"{Url}{path} is not ready:{System.Environment.NewLine}{Output}");
            }
        }
    }

    /// <summary>kill -9: the program gets no chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public Task WaitForExitAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Client.Dispose();
    }

    private void Begin()
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Watchdog.Kill(_process);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }

    private async Task<bool> IsReadyAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var response = await Client.GetAsync(path, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>bin/Debug/net10.0/App.dll lies three folders below the project; a published program is its own folder.</summary>
    private static string SourcesOf(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly)!;
        var project = Path.GetFullPath(Path.Combine(folder, "..", "..", ".."));
        return Directory.GetFiles(project, "*.csproj").Length > 0 ? project : folder;
    }
}
