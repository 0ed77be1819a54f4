using System.Net;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Control;

/// <summary>A second sandbox is started on the folder of one that was not shut down, as after kill -9.</summary>
public sealed class PersistenceTests : SandboxTest
{
    private const string Events = "calendars/primary/events";

    private async Task<SandboxHost> SurvivorAsync() => await SandboxHost.StartAsync(Host.Folder, Host.Clock);

    [Fact]
    public async Task Tokens_events_and_sync_tokens_survive()
    {
        var client = await ConnectAsync();
        var token = (await client.ListAsync("maxResults=2500&singleEvents=true&timeMax=2027-01-01T00:00:00Z")).NextSync;
        await client.InsertAsync(new { id = "kept000", summary = "Kept", start = new { date = "2026-12-01" }, end = new { date = "2026-12-02" } });
        var standUp = (await client.ListAsync("q=Stand-up")).Ids[0];
        await client.PatchAsync($"{Events}/{standUp}", new { recurrence = new[] { "RRULE:FREQ=WEEKLY;BYDAY=MO" } });
        await client.DeleteAsync($"{Events}/{standUp}_20261123T081500Z");
        var expected = (await client.AllPagesAsync($"maxResults=2500&singleEvents=true&syncToken={token}")).Items.Select(i => i.ToJsonString()).ToList();

        await using var survivor = await SurvivorAsync();
        var again = new GoogleClient(survivor.Http) { AccessToken = client.AccessToken, RefreshToken = client.RefreshToken };

        Assert.Equal(expected, (await again.AllPagesAsync($"maxResults=2500&singleEvents=true&syncToken={token}")).Items.Select(i => i.ToJsonString()));
        Assert.Contains("Kept", (await again.ListAsync("maxResults=2500")).Summaries);
        Assert.Equal(HttpStatusCode.OK, (await again.RefreshAsync()).Status);
    }

    [Fact]
    public async Task A_spent_code_stays_spent_and_a_rotation_stays_made()
    {
        await Host.SettingsAsync(new { refreshMode = "strict" });
        var client = await ConnectAsync();
        var code = await client.ConsentAsync(Alice, ["openid"]);
        await client.ExchangeAsync(code);
        var old = client.RefreshToken!;
        client.Keep((await client.RefreshAsync()).Body);

        await using var survivor = await SurvivorAsync();
        var again = new GoogleClient(survivor.Http) { RefreshToken = client.RefreshToken };

        Assert.Equal(HttpStatusCode.BadRequest, (await again.ExchangeAsync(code)).Status);
        again.Keep((await again.RefreshAsync()).Body);
        Assert.Equal(HttpStatusCode.BadRequest, (await again.RefreshAsync(old)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await again.RefreshAsync()).Status);
    }

    [Fact]
    public async Task A_line_half_written_is_left_out_and_written_over()
    {
        var client = await ConnectAsync();
        await client.InsertAsync(new { id = "entire0", start = new { date = "2026-12-01" }, end = new { date = "2026-12-02" } });
        var journal = Directory.EnumerateFiles(Path.Combine(Host.Folder, "google"), "*.jsonl").First(f => File.ReadAllText(f).Contains("entire0"));
        await File.AppendAllTextAsync(journal, """{"s":999,"e":{"id":"half""");

        await using (var survivor = await SurvivorAsync())
        {
            var again = new GoogleClient(survivor.Http) { AccessToken = client.AccessToken };
            Assert.Equal(HttpStatusCode.OK, (await again.InsertAsync(new { id = "later00", start = new { date = "2026-12-01" }, end = new { date = "2026-12-02" } })).Status);
        }

        await using var third = await SurvivorAsync();
        var ids = (await new GoogleClient(third.Http) { AccessToken = client.AccessToken }.ListAsync("maxResults=2500")).Ids;
        Assert.Contains("entire0", ids);
        Assert.Contains("later00", ids);
        Assert.DoesNotContain(ids, id => id.StartsWith("half", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_survive()
    {
        await Host.SettingsAsync(new { refreshMode = "grace", graceSeconds = 5 });

        await using var survivor = await SurvivorAsync();

        Assert.Equal("grace", (await survivor.GetControlAsync("/state"))["settings"]!["google"]!["refreshMode"]!.GetValue<string>());
    }
}
