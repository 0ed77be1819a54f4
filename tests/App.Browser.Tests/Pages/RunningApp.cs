using Microsoft.Playwright;

namespace App.Browser.Tests.Pages;

/// <summary>The application with its sandbox in a process of its own, and a browser to look at it.</summary>
public sealed class RunningApp : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("integrations-pages-");
    private readonly HashSet<string> _connected = new(StringComparer.Ordinal);
    private IPlaywright? _playwright;
    private AppProcess? _app;
    private IBrowser? _browser;

    public string Url => _app!.Url;

    public SandboxControl Sandbox { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        _app = await AppProcess.StartAsync(new AppProcessStart
        {
            Url = url,
            Settings = new Dictionary<string, string?>
            {
                ["Data:Folder"] = Path.Combine(_folder.FullName, "data"),
                ["Sandbox:Folder"] = Path.Combine(_folder.FullName, "sandbox"),
                ["App:PublicUrl"] = url,
            },
        });
        Sandbox = new SandboxControl(_app.Client);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        _playwright?.Dispose();
        await (_app?.DisposeAsync() ?? default);
        _folder.Delete(recursive: true);
    }

    /// <summary>A window of someone signed in; by first name, as the sandbox offers her.</summary>
    public async Task<Visit> VisitAsync(string person, bool dark = false, int width = 1280)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width < 768 ? 812 : 900 },
            HasTouch = width < 768,
            TimezoneId = "Europe/Berlin",
        });
        await context.AddCookiesAsync([new() { Name = "app-theme", Value = dark ? "standard-dark" : "standard", Url = Url }]);
        var visit = new Visit(await context.NewPageAsync(), Url);
        await visit.SignInAsync(person);
        return visit;
    }

    /// <summary>Someone with her Google Calendar connected and read; once for all tests.</summary>
    public async Task<Visit> VisitConnectedAsync(string person, string account, bool dark = false, int width = 1280)
    {
        var visit = await VisitAsync(person, dark, width);
        if (_connected.Add(person))
        {
            await visit.ConnectAsync(account);
        }

        return visit;
    }
}
