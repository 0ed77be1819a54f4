using System.Net;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Control;

/// <summary>As for Google, a second sandbox is started on the folder of one that was not shut down.</summary>
public sealed class VendorPersistenceTests : SandboxTest
{
    private const string Delta = "me/calendarView/delta?startDateTime=2026-11-16T00:00:00Z&endDateTime=2026-11-30T00:00:00Z";

    private Task<SandboxHost> SurvivorAsync() => SandboxHost.StartAsync(Host.Folder, Host.Clock);

    [Fact]
    public async Task Graph_events_tokens_and_delta_links_survive()
    {
        var client = await ConnectMicrosoftAsync();
        var (items, link) = await client.RoundAsync(Delta);
        var series = items.First(i => i["type"]?.GetValue<string>() == "seriesMaster")["id"]!.GetValue<string>();
        var occurrence = items.Last(i => i["seriesMasterId"]?.GetValue<string>() == series)["id"]!.GetValue<string>();
        await client.PatchAsync($"me/events/{series}", new { recurrence = new { pattern = new { type = "daily", interval = 2 }, range = new { type = "numbered", startDate = "2026-11-17", numberOfOccurrences = 2 } } });
        await client.DeleteAsync($"me/events/{occurrence}");
        var expected = (await client.RoundAsync(link)).Items.Select(i => i.ToJsonString());

        await using var survivor = await SurvivorAsync();
        var again = new GraphClient(survivor.Http) { AccessToken = client.AccessToken, RefreshToken = client.RefreshToken };

        Assert.Equal(Plain(expected), Plain((await again.RoundAsync(link)).Items.Select(i => i.ToJsonString())));
        Assert.Equal(HttpStatusCode.OK, (await again.RefreshAsync()).Status);
    }

    [Fact]
    public async Task Caldav_resources_passwords_and_sync_tokens_survive()
    {
        await Host.PostControlAsync($"/accounts/{Alice}/revoke");
        var client = await DavClient.ConnectAsync(Host, Alice);
        var token = (await client.SyncAsync()).SyncToken;
        await client.PutAsync("a.ics", DavClient.Ics("A", "First"));
        await client.PutAsync("b.ics", DavClient.Ics("B", "Second"));
        await client.DeleteAsync("b.ics");
        var etag = (await client.GetAsync("a.ics")).ETag;

        await using var survivor = await SurvivorAsync();
        var again = await DavClient.ConnectAsync(survivor, Alice);
        var changed = await again.SyncAsync(token);

        Assert.Equal(etag, changed["a.ics"].Text(DavClient.ETag));
        Assert.Contains("404", changed["b.ics"].Status);
    }

    [Fact]
    public async Task Settings_of_one_vendor_survive_and_do_not_touch_the_others()
    {
        await Host.SettingsAsync(new { vendor = "caldav", invalidSyncToken = "gone410", prefixes = "odd" });

        await using var survivor = await SurvivorAsync();
        var settings = (await survivor.GetControlAsync("/state"))["settings"]!;

        Assert.Equal("gone410", settings["caldav"]!["invalidSyncToken"]!.GetValue<string>());
        Assert.Equal("keep", settings["microsoft"]!["refreshMode"]!.GetValue<string>());
        Assert.Equal(4, settings["microsoft"]!["concurrentRequests"]!.GetValue<int>());
        Assert.Null(settings["google"]!["prefixes"]);
    }

    [Fact]
    public async Task A_password_is_in_no_file()
    {
        await DavClient.ConnectAsync(Host, Alice);
        var password = (await Host.GetControlAsync($"/caldav/accounts/{Alice}/password"))["appPassword"]!.GetValue<string>();
        var written = string.Concat(Directory.EnumerateFiles(Host.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".key", StringComparison.Ordinal)).Select(File.ReadAllText));

        Assert.Contains(password, (await Host.GetControlAsync("/issued")).AsArray().Select(i => i!.GetValue<string>()));
        Assert.DoesNotContain(password, written);
        Assert.DoesNotContain(password, (await Host.GetControlAsync("/state")).ToJsonString());
    }

    /// <summary>Without the address of the sandbox, which is another after the restart.</summary>
    private static IEnumerable<string> Plain(IEnumerable<string> items) => items.Select(i => i.Replace("127.0.0.1", "", StringComparison.Ordinal));
}
