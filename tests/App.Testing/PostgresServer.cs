using System.Diagnostics;
using System.Globalization;

namespace App.Testing;

/// <summary>
/// A PostgreSQL server of our own on loopback, started once per process and gone with it. Each test makes a database in it.
/// <c>POSTGRES_BIN</c> names the folder of its programs where it isn't Debian's.
/// </summary>
public sealed class PostgresServer
{
    private static readonly Lazy<string?> Bin = new(FindBin);
    private static readonly Lazy<Task<PostgresServer>> Instance = new(() => StartAsync("-c fsync=off -c full_page_writes=off"));

    private readonly int _port;
    private int _databases;

    private PostgresServer(int port) => _port = port;

    /// <summary>Why there is no server to be had here; null where there is.</summary>
    public static string? Missing => Bin.Value is null ? "PostgreSQL is not installed (Debian: apt-get install postgresql)" : null;

    /// <summary>The server of this test process; the calling test is skipped where PostgreSQL is absent.</summary>
    public static Task<PostgresServer> SharedAsync()
    {
        Skip.If(Missing is not null, Missing);
        return Instance.Value;
    }

    /// <summary>A server of its own that keeps what it committed, as one in production does: for what is measured.</summary>
    public static Task<PostgresServer> StartDurableAsync() => StartAsync("-c fsync=on -c synchronous_commit=on");

    /// <summary>Makes an empty database, or a copy of another one, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string name = "test", string? template = null)
    {
        var database = $"{name.ToLowerInvariant()}_{Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture)}";
        string[] copy = template is null ? [] : ["-T", template];
        await RunAsync(Path.Combine(Bin.Value!, "createdb"), ["-h", "127.0.0.1", "-p", Port, "-U", "postgres", .. copy, database]);

        // Each test has a database and so a pool of its own: what is idle is given back soon, or many quick tests together use up the server's connections.
        return $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Pooling=true;Maximum Pool Size=20;Connection Idle Lifetime=5;Connection Pruning Interval=2";
    }

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private static string? FindBin()
    {
        if (Environment.GetEnvironmentVariable("POSTGRES_BIN") is { Length: > 0 } named && File.Exists(Path.Combine(named, "initdb")))
        {
            return named;
        }

        return Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(v => Path.Combine(v, "bin")).Where(b => File.Exists(Path.Combine(b, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
    }

    private static async Task<PostgresServer> StartAsync(string durability)
    {
        var folder = Directory.CreateTempSubdirectory("integrations-postgres-").FullName;
        var server = new PostgresServer(Ports.Free());
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", ["postgres", folder]);
        }

        var data = Path.Combine(folder, "data");
        var control = Path.Combine(Bin.Value!, "pg_ctl");
        await RunAsServerAsync(Path.Combine(Bin.Value!, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]);
        Watchdog.Run($"{string.Join(' ', AsServer(control))} stop -D {data} -m immediate; rm -rf {folder}");
        var settings = $"-p {server.Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {durability} -c max_connections=1000 -c shared_buffers=64MB";
        await RunAsServerAsync(control, ["start", "-w", "-t", "60", "-D", data, "-l", Path.Combine(folder, "log"), "-o", settings]);
        return server;
    }

    /// <summary>The server and initdb refuse to run as root.</summary>
    private static string[] AsServer(string program) => Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", program] : [program];

    private static Task RunAsServerAsync(string program, string[] arguments)
    {
        string[] command = [.. AsServer(program), .. arguments];
        return RunAsync(command[0], command[1..]);
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        // pg_ctl's server keeps inherited streams open: it must not get a pipe that we would wait on.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" >\"$0\" 2>&1 </dev/null", Path.GetTempFileName(), program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var output = await File.ReadAllTextAsync(start.ArgumentList[2]);
        File.Delete(start.ArgumentList[2]);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
        }
    }
}
