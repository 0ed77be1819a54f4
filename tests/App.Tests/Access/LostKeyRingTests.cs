using System.Net;
using System.Text.Json.Nodes;
using App.Tests.Hosting;

namespace App.Tests.Access;

/// <summary>The key ring's folder is lost between two starts: what everyone sees, and both ways out.</summary>
public sealed class LostKeyRingTests : IDisposable
{
    private const string Alice = "alice@northwind.example";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("integrations-ring-");
    private readonly string _url = $"http://127.0.0.1:{Ports.Free()}";

    private string Keys => Path.Combine(_folder.FullName, "keys");

    private string Aside => Path.Combine(_folder.FullName, "aside");

    [Fact]
    public async Task It_is_said_and_the_right_ring_is_noticed_when_it_is_put_back()
    {
        var id = await ConnectAsync();
        Directory.Move(Keys, Aside);
        await using var app = await AppProcess.StartAsync(new AppProcessStart { Url = _url, Settings = Settings });
        await AssertSaidAsync(app, id);

        Copy(Aside, Keys);
        await UntilReadyAsync(app, "ready");

        Assert.Equal("active", await CheckedAsync(app, id));
    }

    [Fact]
    public async Task It_is_given_up_by_command_while_the_application_runs()
    {
        var id = await ConnectAsync();
        Directory.Move(Keys, Aside);
        await using var app = await AppProcess.StartAsync(new AppProcessStart { Url = _url, Settings = Settings });

        var (asked, question) = await CommandAsync();
        Assert.True(asked == 1 && question.Contains("1 connection,", StringComparison.Ordinal) && question.Contains("Nothing was changed.", StringComparison.Ordinal), question);
        Assert.Equal("degraded", (string?)(await ReadyAsync(app))["status"]);

        var (given, told) = await CommandAsync("--yes");
        Assert.True(given == 0 && told.Contains("1 connection,", StringComparison.Ordinal), told);
        await UntilReadyAsync(app, "ready");
        using var alice = await SignInAsync(app, Alice);
        Assert.Equal("needsReconnect", (string?)(await alice.GetJsonAsync($"/api/v1/connections/{id}"))["status"]);

        var (again, nothing) = await CommandAsync("--yes");
        Assert.True(again == 0 && nothing.Contains("Nothing was changed.", StringComparison.Ordinal), nothing);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Data:Folder"] = _folder.FullName };

    private async Task<string> ConnectAsync()
    {
        await using var app = await AppProcess.StartAsync(new AppProcessStart { Url = _url, Settings = Settings });
        using var alice = await SignInAsync(app, Alice);
        return await Story.ConnectAsync(alice, Alice);
    }

    private static async Task AssertSaidAsync(AppProcess app, string id)
    {
        Assert.Contains("Put the right ring back", app.Output, StringComparison.Ordinal);
        var ready = await ReadyAsync(app);
        Assert.Equal(("degraded", "The key ring does not open what this database holds."), ((string?)ready["status"], (string?)ready["seals"]));
        Assert.NotEqual("needsReconnect", await CheckedAsync(app, id));
        Assert.Contains("Tell your administrator", await PageAsync(app, Alice), StringComparison.Ordinal);
        Assert.Contains("Put the right ring back", await PageAsync(app, "olivia@northwind.example"), StringComparison.Ordinal);
    }

    /// <summary>How the connection stands after the vendor was asked whose account it is.</summary>
    private static async Task<string?> CheckedAsync(AppProcess app, string id)
    {
        using var alice = await SignInAsync(app, Alice);
        using var answer = await alice.SendAsync(HttpMethod.Post, $"/api/v1/connections/{id}/health/check");
        return (string?)(await alice.GetJsonAsync($"/api/v1/connections/{id}"))["status"];
    }

    private static async Task<string> PageAsync(AppProcess app, string person)
    {
        using var visitor = await SignInAsync(app, person);
        using var page = await visitor.SendAsync(HttpMethod.Get, "/integrations/logs");
        return await page.Content.ReadAsStringAsync();
    }

    private static async Task<Visitor> SignInAsync(AppProcess app, string person)
    {
        var visitor = new Visitor(new Uri(app.Url));
        await visitor.SignInAsync(person);
        return visitor;
    }

    private static async Task<JsonNode> ReadyAsync(AppProcess app) => await Visitor.ReadAsync(await app.Client.GetAsync("/health/ready"), HttpStatusCode.OK);

    private static async Task UntilReadyAsync(AppProcess app, string status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((string?)(await ReadyAsync(app))["status"] != status)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task<(int Code, string Output)> CommandAsync(params string[] options)
    {
        await using var command = AppProcess.Launch(new AppProcessStart { Arguments = ["keys", "give-up-lost", .. options, $"--Data:Folder={_folder.FullName}"] });
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await command.WaitForExitAsync(limit.Token);
        return (command.ExitCode, command.Output);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
