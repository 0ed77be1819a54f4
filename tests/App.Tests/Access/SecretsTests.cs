using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using App.Auth;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using App.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace App.Tests.Access;

/// <summary>A whole run, after which every credential it issued is looked for wherever it could have been left.</summary>
public sealed class SecretsTests
{
    private const string LastRoute = "/api/v1/connections/disconnect-all";
    private const string Email = "alice@northwind.example";
    private const string AppPassword = "qwnz-cclo-jsig-qotp";
    private const string OrdinaryPassword = "Of-the-account-itself-1";

    private readonly ConcurrentQueue<(string Place, string Text)> _seen = new();

    [Fact]
    public async Task No_credential_is_in_database_logs_pages_answers_or_traces()
    {
        await using var collector = await StartCollectorAsync();
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        var folder = Directory.CreateTempSubdirectory("integrations-secrets-");
        var channels = new HashSet<string>(StringComparer.Ordinal);
        var start = new AppProcessStart();
        await using (var app = await AppProcess.StartAsync(start with { Settings = Settings(folder.FullName, collector.Urls.First(), start.Url) }))
        {
            await RunAsync(new Uri(app.Url), secrets, channels);
            CollectFiles(folder.FullName);
            await UntilTracedAsync(LastRoute);
            _seen.Enqueue(("log", app.Output));
        }

        secrets.UnionWith(await ChannelSecretsAsync(folder.FullName, channels));
        folder.Delete(recursive: true);
        Assert.True(secrets.Count > 15, $"Only {secrets.Count} credentials were issued: the run did not do what it should");
        foreach (var place in (string[])["file", "log", "page", "answer", "trace"])
        {
            Assert.Contains(_seen, s => s.Place.StartsWith(place, StringComparison.Ordinal) && s.Text.Length > 0);
        }

        var leaks = from seen in _seen from secret in secrets where seen.Text.Contains(secret, StringComparison.Ordinal) select $"{seen.Place} has {secret[..Math.Min(12, secret.Length)]}… ({Around(seen.Text, secret)})";
        Assert.True(!leaks.Any(), string.Join(Environment.NewLine, leaks));
    }

    /// <summary>As talkative as an operator may want it; the framework's own debugging repeats every path.</summary>
    private static Dictionary<string, string?> Settings(string folder, string collector, string address) => new()
    {
        ["App:PublicUrl"] = address,
        ["Data:Folder"] = folder,
        ["Telemetry:OtlpEndpoint"] = collector,
        ["Logging:LogLevel:Default"] = "Debug",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Debug",
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Trace",
    };

    private async Task RunAsync(Uri address, HashSet<string> secrets, HashSet<string> channels)
    {
        using var olivia = await SignInAsync(address, "olivia@northwind.example");
        using var alice = await SignInAsync(address, Email);
        var control = new SandboxControl(alice.Client);
        secrets.Add("sandbox-secret");
        secrets.UnionWith(new[] { olivia, alice }.SelectMany(v => v.Cookies.GetAllCookies()).Where(c => c.Value.Length > 40).Select(c => c.Value));
        secrets.Add((string)(await Visitor.ReadAsync(await olivia.SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "Applicants" }, ("Idempotency-Key", "a")), HttpStatusCode.Created))["secret"]!);
        var link = (string)(await Visitor.ReadAsync(await olivia.SendAsync(HttpMethod.Post, "/api/v1/invitations", new { email = "dana@northwind.example" }, ("Idempotency-Key", "b")), HttpStatusCode.Created))["link"]!;
        secrets.Add(link.Split('/')[^1]);
        using (var dana = new Visitor(address))
        {
            // Her own page may carry her own token, in the link that takes it along.
            await dana.SendAsync(HttpMethod.Get, new Uri(link).AbsolutePath);
        }

        var id = await ConnectAndSyncAsync(alice, null);
        await Story.UntilAsync(alice, "/api/v1/calendars", c => c["items"]!.AsArray().All(i => (bool)i!["isPushed"]!));
        channels.UnionWith((await control.StateAsync())["channels"]!.AsArray().Select(c => (string)c!["id"]!));
        await control.ExpireAccessTokensAsync(Email);
        await VisitAllAsync(alice, olivia, id);
        await Visitor.ReadAsync(await alice.SendAsync(HttpMethod.Post, $"/api/v1/connections/{id}/sync?full=true"), HttpStatusCode.Accepted);
        await Story.UntilAsync(alice, $"/api/v1/sync-runs?connection={id}&status=succeeded&limit=200", r => r["items"]!.AsArray().Count(i => (bool)i!["full"]!) > 1);
        await Visitor.ReadAsync(await alice.SendAsync(HttpMethod.Post, $"/api/v1/connections/{id}/refresh"), HttpStatusCode.OK);
        await control.RevokeAsync(Email);
        await alice.SendAsync(HttpMethod.Post, $"/api/v1/connections/{id}/health/check");
        await Story.UntilAsync(alice, $"/api/v1/connections/{id}", c => (string?)c["status"] == "needsReconnect");
        await VisitAllAsync(alice, olivia, id);
        Assert.Equal(id, await ConnectAndSyncAsync(alice, id));
        await VisitAllAsync(alice, olivia, id);
        secrets.UnionWith(Strings(await control.IssuedAsync()).Where(s => s.Length >= 16 && !s.Contains('@', StringComparison.Ordinal) && !s.Contains(' ', StringComparison.Ordinal) && !s.StartsWith("http", StringComparison.Ordinal)));
        secrets.UnionWith([AppPassword, OrdinaryPassword]);
        await Visitor.ReadAsync(await alice.SendAsync(HttpMethod.Post, "/api/v1/connections", new { provider = "apple-calendar", userName = Email, password = OrdinaryPassword }), HttpStatusCode.BadRequest);
        var apple = (string)(await Visitor.ReadAsync(await alice.SendAsync(HttpMethod.Post, "/api/v1/connections", new { provider = "apple-calendar", userName = Email, password = AppPassword }, ("Idempotency-Key", "c")), HttpStatusCode.Created))["id"]!;
        await Story.UntilAsync(alice, "/api/v1/calendars", c => c["items"]!.AsArray().All(i => i!["trueUpTo"] is not null));
        await VisitAllAsync(alice, olivia, apple);
        await control.AddFaultAsync(new { kind = "error500", operation = "revoke" });
        await Visitor.ReadAsync(await alice.SendAsync(HttpMethod.Delete, $"/api/v1/connections/{id}"), HttpStatusCode.OK);
        await VisitAllAsync(alice, olivia, id);
        await Visitor.ReadAsync(await alice.SendAsync(HttpMethod.Post, LastRoute), HttpStatusCode.OK);
    }

    /// <summary>What vendors were given to repeat with each signal: computed again, for it is stored nowhere.</summary>
    private static async Task<IReadOnlyList<string>> ChannelSecretsAsync(string folder, IReadOnlyCollection<string> channels)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddAppDatabase(DatabaseProvider.Sqlite, DatabaseSetup.SqliteFile(Path.Combine(folder, "integrations.db")))
            .AddSeals(Path.Combine(folder, "keys")).AddSingleton<ChannelKey>().BuildServiceProvider();
        var key = services.GetRequiredService<ChannelKey>();
        Assert.True((await key.LoadAsync(default)).IsOk);
        Assert.NotEmpty(channels);
        var secrets = channels.Select(c => key.SecretOf(key.Read(c)!.Value)).ToList();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return secrets;
    }

    private static async Task<Visitor> SignInAsync(Uri address, string person)
    {
        var visitor = new Visitor(address);
        await visitor.SignInAsync(person);
        return visitor;
    }

    /// <summary>Spans are sent in batches, in order: when the last one is there, all are.</summary>
    private async Task UntilTracedAsync(string route)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!_seen.Any(s => s.Place == "trace v1/traces" && s.Text.Contains(route, StringComparison.Ordinal)))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<string> ConnectAndSyncAsync(Visitor visitor, string? revive)
    {
        var id = await Story.ConnectAsync(visitor, Email, revive);
        await Story.UntilAsync(visitor, "/api/v1/calendars", c => c["items"]!.AsArray() is { Count: > 0 } all && all.All(i => i!["trueUpTo"] is not null));
        return id;
    }

    private async Task VisitAllAsync(Visitor alice, Visitor olivia, string connection)
    {
        var pages = typeof(Policies).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>()).Select(r => r.Template);
        foreach (var page in pages.Select(p => System.Text.RegularExpressions.Regex.Replace(p, @"\{[^}]+\}", m => m.Value.Contains("Key", StringComparison.Ordinal) ? "google-calendar" : connection)))
        {
            await VisitAsync("page", alice, page);
            await VisitAsync("page", olivia, page);
        }

        foreach (var path in WhoMay.Rows.Keys.Where(n => n.StartsWith("GET /api/", StringComparison.Ordinal)).Select(n => n[4..].Replace("{id:guid}", connection, StringComparison.Ordinal)))
        {
            await VisitAsync("answer", alice, path + "?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z");
            await VisitAsync("answer", olivia, path + "?everyone=true");
        }
    }

    private async Task VisitAsync(string kind, Visitor visitor, string path)
    {
        using var response = await visitor.SendAsync(HttpMethod.Get, path);
        _seen.Enqueue(($"{kind} {path}", await response.Content.ReadAsStringAsync()));
        _seen.Enqueue(($"{kind} {path} (headers)", string.Join('\n', response.Headers.Where(h => h.Key != "Set-Cookie").SelectMany(h => h.Value))));
    }

    /// <summary>The vendor's own memory is not ours, and the key ring is what opens the seals.</summary>
    private void CollectFiles(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.StartsWith(Path.Combine(folder, "sandbox"), StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            _seen.Enqueue(($"file {Path.GetRelativePath(folder, file)}", Encoding.Latin1.GetString(copy.ToArray())));
            _seen.Enqueue(($"file {Path.GetRelativePath(folder, file)} as UTF-16", Encoding.Unicode.GetString(copy.ToArray())));
        }
    }

    private async Task<WebApplication> StartCollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.MapPost("/{**path}", async (string path, HttpRequest request) =>
        {
            using var copy = new MemoryStream();
            await request.Body.CopyToAsync(copy);
            _seen.Enqueue(($"trace {path}", Encoding.Latin1.GetString(copy.ToArray())));
        });
        await collector.StartAsync();
        return collector;
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Strings(p.Value)),
        JsonArray a => a.SelectMany(Strings),
        JsonValue v when v.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.Ordinal);
        return text[Math.Max(0, at - 120)..at].ReplaceLineEndings(" ");
    }
}
