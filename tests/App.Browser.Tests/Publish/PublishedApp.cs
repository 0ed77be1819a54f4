using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Playwright;

namespace App.Browser.Tests.Publish;

/// <summary>
/// What an operator runs: the output of <c>dotnet publish</c> in Production, nginx ending TLS before it, an issuer written by others, and the vendors
/// in a process of their own.
/// </summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("integrations-published-").FullName;
    private readonly Stack<IAsyncDisposable> _running = new();
    private Task? _started;

    public string Url { get; private set; } = "";

    public AppProcess App { get; private set; } = null!;

    public SandboxProcess Sandbox { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Talks to the app through nginx; follows no redirects and keeps no cookies.</summary>
    public HttpClient Client { get; private set; } = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Starts everything once; every test is skipped where a program is absent.</summary>
    public Task StartAsync()
    {
        lock (_running)
        {
            return _started ??= StartAllAsync();
        }
    }

    public async Task DisposeAsync()
    {
        while (_running.TryPop(out var program))
        {
            await program.DisposeAsync();
        }

        Client?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAllAsync()
    {
        var (appPort, issuerPort) = (Ports.Free(), Ports.Free());
        var hub = new TlsSite("hub.localhost", Ports.Free(), $"http://127.0.0.1:{appPort}");
        var issuer = new TlsSite("localhost", Ports.Free(), $"http://127.0.0.1:{issuerPort}");
        var certificate = TestCertificate.Create(_folder, hub.Host, issuer.Host);
        Url = hub.Url;

        _running.Push(await Nginx.StartAsync(_folder, certificate, hub, issuer));
        _running.Push(await NodeProgram.StartAsync(
            RepositoryRoot.Path("tests/App.Browser.Tests/Publish/issuer"), "server.mjs", [$"{issuerPort}", issuer.Url, $"{hub.Url}/sign-in/callback"]));
        Sandbox = await SandboxProcess.StartAsync();
        _running.Push(Sandbox);
        App = await StartAppAsync($"http://127.0.0.1:{appPort}", hub.Url, issuer.Url, certificate.CertificateFile);
        _running.Push(App);
        Client = new HttpClient(Loopback(certificate)) { BaseAddress = new Uri(Url) };
        await StartBrowserAsync();
    }

    private async Task<AppProcess> StartAppAsync(string url, string publicUrl, string issuer, string certificate)
    {
        var output = Path.Combine(_folder, "app");
        await PublishAsync(output);
        return await AppProcess.StartAsync(new AppProcessStart
        {
            Assembly = Path.Combine(output, "App.dll"),
            Environment = "Production",
            Url = url,
            WorkingDirectory = output,
            Settings = new Dictionary<string, string?>(Sandbox.ProviderSettings())
            {
                ["App:PublicUrl"] = publicUrl,
                ["App:TrustedProxies:0"] = "127.0.0.1",
                ["Auth:Issuer"] = issuer,
                ["Auth:ClientId"] = "hub",
                ["Auth:ClientSecret"] = "a-secret-of-the-test-only",
                ["Data:Folder"] = Path.Combine(_folder, "data"),
                ["SSL_CERT_FILE"] = certificate,
            },
        });
    }

    /// <summary>Publishes what the build of the tests has already built.</summary>
    private static async Task PublishAsync(string output)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name;
        var start = new ProcessStartInfo("dotnet", ["publish", RepositoryRoot.Path("src/App"), "-c", configuration, "--no-build", "--nologo", "-v", "q", "-nodeReuse:false", "-o", output])
        {
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var printed = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, printed);
    }

    private async Task StartBrowserAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        Skip.IfNot(File.Exists(chromium), "chromium is not installed (Debian: apt-get install chromium)");
        var playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        _running.Push(new Closing(async () =>
        {
            await Browser.DisposeAsync();
            playwright.Dispose();
        }));
    }

    /// <summary>Every name under <c>.localhost</c> is this machine to a browser, but not to every resolver.</summary>
    private static SocketsHttpHandler Loopback(TestCertificate certificate)
    {
        var trusted = X509CertificateLoader.LoadCertificateFromFile(certificate.CertificateFile);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync("127.0.0.1", context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == trusted.GetCertHashString() },
        };
    }

    private sealed class Closing(Func<ValueTask> close) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => close();
    }
}
