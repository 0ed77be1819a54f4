using System.Net;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Google;

public sealed class OtherOperationTests : SandboxTest
{
    private const string Calendar = "busy@group.calendar.google.com";
    private GoogleClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Host.PostControlAsync($"/accounts/{Alice}/calendars", new { id = Calendar, summary = "Busy" });
        _client = await ConnectAsync();
    }

    private Task AddAsync(object body) => Host.PostControlAsync($"/accounts/{Alice}/calendars/{Calendar}/events", body);

    private static object At(int hour) => new { dateTime = $"2026-12-08T{hour:D2}:00:00Z" };

    [Fact]
    public async Task Free_busy_merges_what_blocks_and_leaves_out_what_does_not()
    {
        await AddAsync(new { start = At(8), end = At(10) });
        await AddAsync(new { start = At(9), end = At(11), status = "tentative" });
        await AddAsync(new { start = At(13), end = At(14), transparency = "transparent" });
        await AddAsync(new { start = At(15), end = At(16), organizer = new { email = "bob@northwind.example" }, attendees = new[] { new { email = Alice, responseStatus = "declined" } } });
        await AddAsync(new { start = At(23), end = new { dateTime = "2026-12-09T01:00:00Z" } });

        var answer = await _client.PostAsync("freeBusy", new
        {
            timeMin = "2026-12-08T00:00:00Z",
            timeMax = "2026-12-09T00:00:00Z",
            items = new[] { new { id = Calendar }, new { id = "nobody@fabrikam.example" } },
        });

        var busy = answer.Body["calendars"]![Calendar]!["busy"]!.AsArray().Select(b => $"{b!["start"]} {b["end"]}");
        Assert.Equal(["2026-12-08T08:00:00Z 2026-12-08T11:00:00Z", "2026-12-08T23:00:00Z 2026-12-09T00:00:00Z"], busy);
        Assert.Equal("notFound", answer.Body["calendars"]!["nobody@fabrikam.example"]!["errors"]![0]!["reason"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Free_busy_refuses_an_empty_range()
    {
        var answer = await _client.PostAsync("freeBusy", new { timeMin = "2026-12-08T00:00:00Z", timeMax = "2026-12-08T00:00:00Z" });

        Assert.Equal("timeRangeEmpty", answer.Reason);
    }

    [Fact]
    public async Task Alice_has_three_seeded_calendars_and_one_is_primary()
    {
        await Host.ControlAsync(HttpMethod.Delete, $"/accounts/{Alice}/calendars/{Calendar}");
        var list = await _client.GetAsync("users/me/calendarList");

        Assert.Equal([Alice, "Family", "Team"], list.Summaries);
        Assert.True(list.Items[0]!["primary"]!.GetValue<bool>());
        Assert.Null(list.Items[1]!["primary"]);
        Assert.Equal("Europe/Berlin", list.Items[0]!["timeZone"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_calendar_list_comes_in_pages()
    {
        var first = await _client.GetAsync("users/me/calendarList?maxResults=3");
        var second = await _client.GetAsync($"users/me/calendarList?maxResults=3&pageToken={first.NextPage}");

        Assert.Equal(4, first.Ids.Concat(second.Ids).Distinct().Count());
        Assert.Null(first.NextSync);
        Assert.NotNull(second.NextSync);
    }

    [Fact]
    public async Task The_seed_holds_every_kind_of_event()
    {
        var items = (await _client.AllPagesAsync("singleEvents=true&timeMin=2026-11-16T00:00:00%2B01:00&timeMax=2026-11-30T00:00:00%2B01:00")).Items;

        Assert.Equal(
            ["birthday", "default", "focusTime", "outOfOffice", "workingLocation"],
            items.Select(i => i["eventType"]!.GetValue<string>()).Distinct().Order());
        Assert.Equal(10, items.Count(i => i["summary"]!.GetValue<string>() == "Stand-up"));
        Assert.Contains(items, i => i["transparency"]?.GetValue<string>() == "transparent" && i["eventType"]!.GetValue<string>() == "default");
        Assert.Contains(items, i => i["status"]!.GetValue<string>() == "tentative");
        Assert.Contains(items, i => i["attendees"]?.AsArray().Any(a => a!["self"] is not null && a["responseStatus"]!.GetValue<string>() == "declined") == true);
        Assert.Contains(items, i => i["start"]!["date"]?.GetValue<string>() == "2026-11-14");
    }

    [Fact]
    public async Task Settings_tell_zone_and_locale()
    {
        Assert.Equal("Europe/Berlin", (await _client.GetAsync("users/me/settings/timezone")).Body["value"]!.GetValue<string>());
        Assert.Contains("locale", (await _client.GetAsync("users/me/settings")).Ids);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("users/me/settings/mood")).Status);
    }

    [Fact]
    public async Task A_channel_is_opened_once_and_stopped_by_its_owner()
    {
        var channel = new { id = "ch-1", type = "web_hook", address = "https://hub.example/hooks/google", token = "opaque", @params = new { ttl = "3600" } };
        var opened = await _client.PostAsync("calendars/primary/events/watch", channel);
        var bob = await ConnectAsync("bob@northwind.example");
        var stop = new { id = "ch-1", resourceId = opened.Body["resourceId"]!.GetValue<string>() };

        Assert.Equal(new DateTimeOffset(2026, 11, 18, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString(), opened.Body["expiration"]!.GetValue<string>());
        Assert.Equal("channelIdNotUnique", (await _client.PostAsync("calendars/primary/events/watch", channel)).Reason);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.PostAsync("channels/stop", stop)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.PostAsync("channels/stop", stop)).Status);
    }

    [Fact]
    public async Task A_channel_to_a_plain_http_address_is_refused()
    {
        var answer = await _client.PostAsync("calendars/primary/events/watch", new { id = "ch-1", type = "web_hook", address = "http://hub.example/hooks" });

        Assert.Equal("push.webhookUrlNotHttps", answer.Reason);
    }
}
