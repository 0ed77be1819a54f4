namespace App.Testing;

/// <summary>The simulated vendors in a process of their own, on another host name (<c>localhost</c>) than the program under test.</summary>
public sealed class SandboxProcess : IAsyncDisposable
{
    private readonly AppProcess _process;
    private readonly string? _temporary;

    private SandboxProcess(AppProcess process, string? temporary)
    {
        _process = process;
        _temporary = temporary;
        Control = new SandboxControl(process.Client);
    }

    public string Url => _process.Url;

    public SandboxControl Control { get; }

    public string Output => _process.Output;

    public TimeSpan ProcessorTime => _process.ProcessorTime;

    /// <summary>Starts it on an empty folder of its own, or on a given one to find its state again.</summary>
    public static async Task<SandboxProcess> StartAsync(string? folder = null, IReadOnlyDictionary<string, string?>? settings = null, int? port = null)
    {
        var temporary = folder is null ? Directory.CreateTempSubdirectory("integrations-sandbox-").FullName : null;
        var process = await AppProcess.StartAsync(new AppProcessStart
        {
            Assembly = RepositoryRoot.Assembly("src/App.Sandbox"),
            Url = $"http://localhost:{port ?? Ports.Free()}",
            ReadyPath = "/sandbox/control/state",
            Settings = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
            {
                ["Sandbox:Enabled"] = "true",
                ["Sandbox:Folder"] = folder ?? temporary,
            },
        });
        return new SandboxProcess(process, temporary);
    }

    public Task KillAsync() => _process.KillAsync();

    /// <summary>The settings that point a program at this sandbox instead of the vendors.</summary>
    public IReadOnlyDictionary<string, string?> ProviderSettings() => SandboxProviders.At(Url);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        if (_temporary is not null)
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }
}
