using System.Diagnostics;
using App.Testing;

namespace Bench;

/// <summary>The peer: vdirsyncer, from the same server into a folder of files.</summary>
internal sealed class Vdirsyncer : IDisposable
{
    private readonly string _program;
    private readonly string _calendar;
    private readonly DirectoryInfo _folder;

    private Vdirsyncer(string program, string calendar, DirectoryInfo folder) => (_program, _calendar, _folder) = (program, calendar, folder);

    /// <summary>Null where it is not installed.</summary>
    public static async Task<Vdirsyncer?> FindAsync(RadicaleServer server, string calendar)
    {
        if (Programs.Find("vdirsyncer") is not { } program)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("vdirsyncer-");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "config"),
            $"""
            [general]
            status_path = "{folder.FullName}/status/"
            [pair bench]
            a = "here"
            b = "there"
            collections = ["{calendar}"]
            conflict_resolution = "b wins"
            [storage here]
            type = "filesystem"
            path = "{folder.FullName}/files/"
            fileext = ".ics"
            [storage there]
            type = "caldav"
            url = "{server.Url}{RadicaleServer.UserName}/"
            username = "{RadicaleServer.UserName}"
            password = "{RadicaleServer.Password}"

            """);
        return new Vdirsyncer(program, calendar, folder);
    }

    /// <summary>So that the next sync is a first one; finding the calendar is not measured.</summary>
    public async Task ForgetAsync()
    {
        foreach (var name in (string[])["status", "files"])
        {
            var path = Path.Combine(_folder.FullName, name);
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }

        Directory.CreateDirectory(Path.Combine(_folder.FullName, "files", _calendar));
        await RunAsync("discover");
    }

    /// <summary>Seconds, the start of its process included.</summary>
    public async Task<double> SyncAsync()
    {
        var clock = Stopwatch.GetTimestamp();
        await RunAsync("sync");
        return Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RunAsync(string command)
    {
        var start = new ProcessStartInfo(_program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--config", Path.Combine(_folder.FullName, "config"), command])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"vdirsyncer {command} ended with {process.ExitCode}: {await output} {error}");
        }
    }
}
