using System.Net;
using App.Sandbox.Tests.Hosting;
using App.Testing;

namespace App.Sandbox.Tests.Control;

/// <summary>The program of its own, killed while it answers.</summary>
public sealed class KillTests
{
    private const int Kills = 5;
    private const int AnswersBetween = 15;

    [Fact]
    public async Task Killed_while_answering_it_forgets_nothing_it_said()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-kill-").FullName;
        var start = new AppProcessStart
        {
            Assembly = RepositoryRoot.Assembly("src/App.Sandbox"),
            ReadyPath = "/sandbox/control/stats",
            Settings = new Dictionary<string, string?> { ["Sandbox:Folder"] = folder },
        };
        var said = new Said();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var sandbox = await AppProcess.StartAsync(start);
            await RememberedAsync(sandbox, said);
            await Task.WhenAll(WriteUntilKilledAsync(sandbox, said, kill), RefreshUntilKilledAsync(sandbox, said));
        }

        await using var last = await AppProcess.StartAsync(start);
        await RememberedAsync(last, said);
        Assert.True(said.Events.Count >= Kills * AnswersBetween);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task RememberedAsync(AppProcess sandbox, Said said)
    {
        if (said.RefreshToken is null)
        {
            using var settings = await sandbox.Client.PutAsync("/sandbox/control/settings", new StringContent("""{"refreshMode":"keep"}"""));
            Assert.Equal(HttpStatusCode.OK, settings.StatusCode);
            var first = await GoogleClient.ConnectAsync(sandbox.Client, "alice@northwind.example");
            (said.AccessToken, said.RefreshToken) = (first.AccessToken, first.RefreshToken);
            return;
        }

        var client = new GoogleClient(sandbox.Client) { AccessToken = said.AccessToken!, RefreshToken = said.RefreshToken };
        var listed = (await client.AllPagesAsync("maxResults=2500")).Items.Select(i => i["id"]!.GetValue<string>());
        Assert.Empty(said.Events.Except(listed));
        var (status, tokens) = await client.RefreshAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        client.Keep(tokens);
        (said.AccessToken, said.RefreshToken) = (client.AccessToken, client.RefreshToken);
    }

    private static async Task WriteUntilKilledAsync(AppProcess sandbox, Said said, int round)
    {
        var client = new GoogleClient(sandbox.Client) { AccessToken = said.AccessToken! };
        try
        {
            for (var i = 0; ; i++)
            {
                var id = $"kill{round:D3}{i:D6}";
                if ((await client.InsertAsync(new { id, start = new { date = "2026-12-01" }, end = new { date = "2026-12-02" } })).Status == HttpStatusCode.OK)
                {
                    said.Events.Add(id);
                }

                if (i == AnswersBetween)
                {
                    _ = sandbox.KillAsync();
                }
            }
        }
        catch (HttpRequestException)
        {
            // The connection ended with the process; what was answered before counts.
        }
    }

    private static async Task RefreshUntilKilledAsync(AppProcess sandbox, Said said)
    {
        var client = new GoogleClient(sandbox.Client) { RefreshToken = said.RefreshToken };
        try
        {
            while (true)
            {
                client.Keep((await client.RefreshAsync()).Body);
                (said.AccessToken, said.RefreshToken) = (client.AccessToken, client.RefreshToken);
            }
        }
        catch (HttpRequestException)
        {
            // As above.
        }
    }

    /// <summary>What the sandbox has answered, and so has to know after any kill.</summary>
    private sealed class Said
    {
        public List<string> Events { get; } = [];

        public string? AccessToken { get; set; }

        public string? RefreshToken { get; set; }
    }
}
