using System.Net;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Control;

public sealed class ControlTests : SandboxTest
{
    private static string EventsOf(string account) => $"/accounts/{account}/calendars/primary/events";

    private static object Event(string id) => new
    {
        id,
        summary = "Made at the vendor",
        start = new { dateTime = "2026-12-08T09:00:00", timeZone = "Europe/Berlin" },
        end = new { dateTime = "2026-12-08T10:00:00", timeZone = "Europe/Berlin" },
    };

    [Fact]
    public async Task A_change_at_the_vendor_is_seen_by_the_next_sync()
    {
        var client = await ConnectAsync();
        var token = (await client.ListAsync("maxResults=2500")).NextSync;
        await Host.PostControlAsync(EventsOf(Alice), Event("vendor0"));
        await Host.ControlAsync(HttpMethod.Patch, EventsOf(Alice) + "/vendor0", new { summary = "Changed" });

        Assert.Equal(["Changed"], (await client.ListAsync($"syncToken={token}")).Summaries);
        await Host.ControlAsync(HttpMethod.Delete, EventsOf(Alice) + "/vendor0");
        Assert.Equal("cancelled", (await client.ListAsync($"syncToken={token}")).Items[0]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Expiring_access_tokens_leaves_the_grant()
    {
        var client = await ConnectAsync();
        await Host.PostControlAsync($"/accounts/{Alice}/expire-access-tokens");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ListAsync()).Status);
        client.Keep((await client.RefreshAsync()).Body);
        Assert.Equal(HttpStatusCode.OK, (await client.ListAsync()).Status);
    }

    [Fact]
    public async Task The_log_tells_every_request_without_its_credentials()
    {
        var client = await ConnectAsync();
        await client.ListAsync("singleEvents=true&oauth_token=stolen");

        var items = (await Host.GetControlAsync("/requests?since=0"))["items"]!.AsArray();
        var last = items[^1]!;

        Assert.Equal("/sandbox/google/calendar/v3/calendars/primary/events?singleEvents=true&oauth_token=***", last["path"]!.GetValue<string>());
        Assert.Equal(Alice, last["account"]!.GetValue<string>());
        Assert.Equal(200, last["status"]!.GetValue<int>());
        Assert.Empty((await Host.GetControlAsync($"/requests?since={last["n"]}"))["items"]!.AsArray());
        await Host.ControlAsync(HttpMethod.Delete, "/requests");
        Assert.Empty((await Host.GetControlAsync("/requests"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Issued_lists_every_credential_of_the_run()
    {
        var client = await ConnectAsync(Alice, "openid", "email");
        var issued = (await Host.GetControlAsync("/issued")).AsArray().Select(i => i!.GetValue<string>()).ToList();

        Assert.Contains(client.AccessToken, issued);
        Assert.Contains(client.RefreshToken, issued);
        Assert.Contains(client.Tokens["id_token"]!.GetValue<string>(), issued);
        Assert.Equal(4, issued.Count);
    }

    [Fact]
    public async Task The_folder_and_the_state_hold_no_credential()
    {
        await ConnectAsync();
        var issued = (await Host.GetControlAsync("/issued")).AsArray().Select(i => i!.GetValue<string>()).ToList();
        var written = string.Concat(Directory.EnumerateFiles(Host.Folder, "*.json", SearchOption.AllDirectories).Select(File.ReadAllText));
        var state = (await Host.GetControlAsync("/state")).ToJsonString();

        Assert.All(issued, credential =>
        {
            Assert.DoesNotContain(credential, written);
            Assert.DoesNotContain(credential, state);
        });
    }

    [Fact]
    public async Task State_tells_accounts_calendars_grants_and_settings()
    {
        await ConnectAsync();
        var state = await Host.GetControlAsync("/state");

        var alice = state["accounts"]!.AsArray().Single(a => a!["vendor"]!.GetValue<string>() == "google" && a["email"]!.GetValue<string>() == Alice)!;
        Assert.Equal(3, alice["calendars"]!.AsArray().Count);
        Assert.Equal("active", state["grants"]![0]!["status"]!.GetValue<string>());
        Assert.Equal("none", state["settings"]!["google"]!["refreshMode"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{\"refreshMode\":\"sometimes\"}")]
    [InlineData("{\"colour\":\"red\"}")]
    [InlineData("{\"latencyMs\":\"long\"}")]
    public async Task A_wrong_setting_is_refused(string body)
    {
        using var answer = await Host.Http.PutAsync("/sandbox/control/settings", new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Reset_goes_back_to_the_seed_and_ends_old_tokens()
    {
        var client = await ConnectAsync();
        var before = (await client.ListAsync("maxResults=2500")).Ids;
        var token = (await client.ListAsync("maxResults=2500")).NextSync;
        await Host.PostControlAsync(EventsOf(Alice), Event("vendor0"));

        await Host.PostControlAsync("/reset");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ListAsync()).Status);
        client = await ConnectAsync();
        Assert.Equal(before, (await client.ListAsync("maxResults=2500")).Ids);
        Assert.Equal(HttpStatusCode.Gone, (await client.ListAsync($"syncToken={token}")).Status);
    }

    [Fact]
    public async Task Bulk_is_the_same_for_the_same_seed_and_makes_series_on_request()
    {
        await Host.PostControlAsync($"/accounts/{Alice}/calendars", new { id = "a@x", summary = "A" });
        await Host.PostControlAsync($"/accounts/{Alice}/calendars", new { id = "b@x", summary = "B" });
        foreach (var calendar in new[] { "a@x", "b@x" })
        {
            var made = await Host.PostControlAsync($"/accounts/{Alice}/calendars/{calendar}/events/bulk", new { count = 300, seed = 5, recurringShare = 0.2, from = "2026-11-01T00:00:00Z", to = "2027-02-01T00:00:00Z" });
            Assert.Equal(300, made["added"]!.GetValue<int>());
        }

        var client = await ConnectAsync();
        var first = (await client.AllPagesAsync("maxResults=2500", "a@x")).Items;
        var second = (await client.AllPagesAsync("maxResults=2500", "b@x")).Items;

        Assert.Equal(first.Select(i => $"{i["summary"]} {i["start"]!["dateTime"]}"), second.Select(i => $"{i["summary"]} {i["start"]!["dateTime"]}"));
        Assert.InRange(first.Count(i => i["recurrence"] is not null), 30, 90);
    }
}
