using System.Diagnostics;

namespace App.Testing;

/// <summary>
/// A program of a folder with a <c>package.json</c> and a lock file, run by node. Its packages are installed the first time; the test is skipped where
/// node or npm is absent.
/// </summary>
public sealed class NodeProgram : IAsyncDisposable
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    private readonly Process _process;

    private NodeProgram(Process process) => _process = process;

    /// <summary>Starts a script and waits until it prints <c>ready</c>.</summary>
    public static async Task<NodeProgram> StartAsync(string folder, string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        await InstallAsync(folder);
        var process = new Process { StartInfo = Start(folder, "node", [script, .. arguments], environment) };
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null or "ready")
            {
                ready.TrySetResult(line.Data is not null);
            }
        };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Watchdog.Kill(process);
        var program = new NodeProgram(process);
        if (await ready.Task)
        {
            return program;
        }

        await program.DisposeAsync();
        throw new InvalidOperationException($"{script} ended before it was ready.");
    }

    /// <summary>Runs a script to its end and returns what it printed; <paramref name="input"/> goes to its standard input.</summary>
    public static async Task<string> RunAsync(string folder, string script, IEnumerable<string> arguments, string input = "")
    {
        await InstallAsync(folder);
        using var process = Process.Start(Start(folder, "node", [script, .. arguments], null))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{script} ended with {process.ExitCode}: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task InstallAsync(string folder)
    {
        Skip.If(Programs.Find("node") is null, "node is not installed (Debian: apt-get install nodejs)");
        await Installing.WaitAsync();
        try
        {
            if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
            {
                return;
            }

            Skip.If(Programs.Find("npm") is null, "npm is not installed (Debian: apt-get install npm)");
            using var install = Process.Start(Start(folder, "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], null))!;
            var output = install.StandardOutput.ReadToEndAsync();
            var errors = await install.StandardError.ReadToEndAsync();
            await install.WaitForExitAsync();
            if (install.ExitCode != 0)
            {
                throw new InvalidOperationException($"npm ci in {folder} ended with {install.ExitCode}: {await output}{errors}");
            }
        }
        finally
        {
            Installing.Release();
        }
    }

    private static ProcessStartInfo Start(string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[key] = value;
        }

        return info;
    }
}
