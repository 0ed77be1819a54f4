using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace App.Testing;

/// <summary>A real Radicale (Debian package <c>radicale</c>) on an empty folder, with one account. Tests are skipped where it is not installed.</summary>
public sealed class RadicaleServer : IAsyncDisposable
{
    public const string UserName = "alice";
    public const string Password = "wonder-land-tea-time";

    private const string Collections = "collections";

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _client;
    private readonly string _user;

    private RadicaleServer(Process process, DirectoryInfo folder, string url, string user)
    {
        (_process, _folder, Url, _user) = (process, folder, url, user);
        // Radicale speaks HTTP/1.0 and closes each connection; HttpClient would keep it, and lose the next request on it.
        _client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = new Uri(url) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Password}")));
    }

    /// <summary>Ends with a slash.</summary>
    public string Url { get; }

    public static async Task<RadicaleServer> StartAsync(string user = UserName)
    {
        Skip.If(Programs.Find("radicale") is null, "Radicale is not installed (Debian: apt-get install radicale)");
        var folder = Directory.CreateTempSubdirectory("radicale-");
        var url = $"http://localhost:{Ports.Free()}/";
        var users = Path.Combine(folder.FullName, "users");
        await File.WriteAllTextAsync(users, $"{user}:{Password}\n");
        var start = new ProcessStartInfo(Programs.Find("radicale")!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--config", "", "--server-hosts", new Uri(url).Authority, "--auth-type", "htpasswd", "--auth-htpasswd-filename", users, "--auth-htpasswd-encryption", "plain", "--auth-delay", "0", "--storage-filesystem-folder", Path.Combine(folder.FullName, Collections), "--rights-type", "owner_only", "--logging-level", "warning"])
        {
            start.ArgumentList.Add(argument);
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Watchdog.Kill(process);
        var server = new RadicaleServer(process, folder, url, user);
        await server.UntilListeningAsync();
        return server;
    }

    /// <summary>Makes a collection that holds the given components.</summary>
    public Task MakeCalendarAsync(string name, string component = "VEVENT") => SendAsync(
        "MKCALENDAR",
        $"{_user}/{name}/",
        $"""<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop><d:displayname>{name}</d:displayname><c:supported-calendar-component-set><c:comp name="{component}"/></c:supported-calendar-component-set></d:prop></d:set></c:mkcalendar>""",
        "application/xml");

    public Task PutAsync(string calendar, string name, string ics) => SendAsync("PUT", $"{_user}/{calendar}/{name}", ics, "text/calendar");

    public Task<string> GetAsync(string calendar, string name) => _client.GetStringAsync(new Uri($"{_user}/{calendar}/{name}", UriKind.Relative));

    /// <summary>Fills a calendar anew with all events of a text.</summary>
    public Task PutWholeAsync(string calendar, string ics) => SendAsync("PUT", $"{_user}/{calendar}/", ics, "text/calendar");

    public Task DeleteAsync(string calendar, string name) => SendAsync("DELETE", $"{_user}/{calendar}/{name}", null, null);

    /// <summary>What clients hold for their next pass is no longer taken, as after a while (<c>max_sync_token_age</c>).</summary>
    public void ForgetSyncTokens()
    {
        foreach (var tokens in Directory.GetDirectories(Path.Combine(_folder.FullName, Collections), "sync-token", SearchOption.AllDirectories))
        {
            Directory.Delete(tokens, recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task SendAsync(string method, string path, string? body, string? type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type!) };
        using var response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private async Task UntilListeningAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var answer = await _client.GetAsync(new Uri("/.web", UriKind.Relative), limit.Token);
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }
}
