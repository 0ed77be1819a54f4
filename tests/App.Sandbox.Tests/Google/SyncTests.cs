using System.Net;
using System.Text.Json.Nodes;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Google;

public sealed class SyncTests : SandboxTest
{
    private const string Calendar = "sync@group.calendar.google.com";
    private const string Window = "singleEvents=true&timeMin=2026-12-01T00:00:00Z&timeMax=2027-01-01T00:00:00Z";
    private const string Events = "calendars/" + Calendar + "/events";
    private GoogleClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Host.PostControlAsync($"/accounts/{Alice}/calendars", new { id = Calendar, summary = "Syncing" });
        _client = await ConnectAsync();
    }

    private Task<Answer> AddAsync(string id, string day = "2026-12-08", string? rule = null) => _client.InsertAsync(
        new
        {
            id,
            summary = id,
            start = new { dateTime = day + "T09:00:00", timeZone = "Europe/Berlin" },
            end = new { dateTime = day + "T09:30:00", timeZone = "Europe/Berlin" },
            recurrence = rule is null ? null : new[] { "RRULE:" + rule },
        },
        calendar: Calendar);

    private async Task<string> TokenAsync(string query = Window) => (await _client.AllPagesAsync(query, Calendar)).Last.NextSync!;

    private Task<Answer> SinceAsync(string token, string query = "singleEvents=true") => _client.ListAsync($"{query}&syncToken={token}", Calendar);

    private static string[] States(Answer answer) =>
        [.. answer.Items.Select(i => $"{i!["id"]} {i["status"]} {i["summary"]}".TrimEnd())];

    [Fact]
    public async Task Nothing_changed_is_an_empty_page_with_a_token()
    {
        await AddAsync("steady0");
        var answer = await SinceAsync(await TokenAsync());

        Assert.Empty(answer.Items);
        Assert.NotNull(answer.NextSync);
    }

    [Fact]
    public async Task An_event_changed_often_appears_once_as_it_is_now()
    {
        await AddAsync("often00");
        await AddAsync("calm000");
        var token = await TokenAsync();
        await _client.PatchAsync($"{Events}/often00", new { summary = "first" });
        await AddAsync("fresh00");
        await _client.PatchAsync($"{Events}/often00", new { summary = "second" });

        var answer = await SinceAsync(token);

        Assert.Equal(["fresh00 confirmed fresh00", "often00 confirmed second"], States(answer));
        Assert.Empty((await SinceAsync(answer.NextSync!)).Items);
    }

    [Fact]
    public async Task A_deletion_is_told_with_id_and_status_only()
    {
        await AddAsync("gone000");
        var token = await TokenAsync();
        await _client.DeleteAsync($"{Events}/gone000");

        var gone = Assert.Single((await SinceAsync(token)).Items)!.AsObject();

        Assert.Equal(["kind", "etag", "id", "status"], gone.Select(p => p.Key));
    }

    [Fact]
    public async Task A_cancelled_instance_is_told_with_its_place_in_the_series()
    {
        await AddAsync("series0", rule: "FREQ=DAILY;COUNT=3");
        var token = await TokenAsync();
        await _client.DeleteAsync($"{Events}/series0_20261209T080000Z");

        foreach (var (query, since) in new[] { ("singleEvents=true", token), ("showDeleted=true", await TokenAsync("")) })
        {
            Assert.Equal(query == "singleEvents=true" ? 1 : 0, (await SinceAsync(since, query)).Items.Count);
        }

        var gone = Assert.Single((await SinceAsync(token)).Items)!;
        Assert.Equal("series0_20261209T080000Z", gone["id"]!.GetValue<string>());
        Assert.Equal("series0", gone["recurringEventId"]!.GetValue<string>());
        Assert.Equal("2026-12-09T09:00:00+01:00", gone["originalStartTime"]!["dateTime"]!.GetValue<string>());
        Assert.Null(gone["start"]);
    }

    [Fact]
    public async Task A_changed_series_appears_as_its_instances_inside_the_remembered_window()
    {
        await AddAsync("series0", "2026-11-25", "FREQ=WEEKLY");
        var token = await TokenAsync();
        await _client.PatchAsync($"{Events}/series0", new { summary = "Renamed" });

        var answer = await SinceAsync(token);

        Assert.Equal(5, answer.Items.Count);
        Assert.All(answer.Summaries, s => Assert.Equal("Renamed", s));
        Assert.Equal("series0_20261202T080000Z", answer.Ids[0]);
        Assert.Equal("series0_20261230T080000Z", answer.Ids[4]);
    }

    [Fact]
    public async Task A_shortened_series_tells_which_instances_are_gone()
    {
        await AddAsync("series0", rule: "FREQ=DAILY;COUNT=4");
        var token = await TokenAsync();
        await _client.PatchAsync($"{Events}/series0", new { recurrence = new[] { "RRULE:FREQ=DAILY;COUNT=2" } });

        var states = States(await SinceAsync(token));

        Assert.Equal(
            [
                "series0_20261208T080000Z confirmed series0", "series0_20261209T080000Z confirmed series0",
                "series0_20261210T080000Z cancelled", "series0_20261211T080000Z cancelled",
            ],
            states);
    }

    [Fact]
    public async Task A_moved_series_cancels_the_old_instances_and_its_exceptions()
    {
        await AddAsync("series0", rule: "FREQ=DAILY;COUNT=2");
        await _client.PatchAsync($"{Events}/series0_20261209T080000Z", new { summary = "Exception" });
        var token = await TokenAsync();
        await _client.PatchAsync($"{Events}/series0", new { start = Time("10:00"), end = Time("10:30") });

        var (items, _) = await _client.AllPagesAsync($"singleEvents=true&syncToken={token}", Calendar);
        var live = items.Where(i => i["status"]!.GetValue<string>() == "confirmed").Select(i => i["id"]!.GetValue<string>()).Order();
        var gone = items.Where(i => i["status"]!.GetValue<string>() == "cancelled").Select(i => i["id"]!.GetValue<string>()).Order();

        Assert.Equal(["series0_20261208T090000Z", "series0_20261209T090000Z"], live);
        Assert.Equal(["series0_20261208T080000Z", "series0_20261209T080000Z"], gone);

        static object Time(string at) => new { dateTime = $"2026-12-08T{at}:00", timeZone = "Europe/Berlin" };
    }

    [Fact]
    public async Task A_deleted_series_cancels_each_instance_never_the_series()
    {
        await AddAsync("series0", rule: "FREQ=DAILY;COUNT=3");
        await _client.PatchAsync($"{Events}/series0_20261209T080000Z", new { summary = "Exception" });
        var token = await TokenAsync();
        await _client.DeleteAsync($"{Events}/series0");

        var answer = await SinceAsync(token);

        Assert.Equal(["series0_20261208T080000Z", "series0_20261209T080000Z", "series0_20261210T080000Z"], answer.Ids.Order());
        Assert.All(answer.Items, i => Assert.Equal("cancelled", i!["status"]!.GetValue<string>()));
        Assert.All(answer.Items, i => Assert.Equal("series0", i!["recurringEventId"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_single_event_that_becomes_a_series_is_replaced_by_its_instances()
    {
        await AddAsync("series0");
        var token = await TokenAsync();
        await _client.PatchAsync($"{Events}/series0", new { recurrence = new[] { "RRULE:FREQ=DAILY;COUNT=2" } });

        Assert.Equal(
            ["series0 cancelled", "series0_20261208T080000Z confirmed series0", "series0_20261209T080000Z confirmed series0"],
            States(await SinceAsync(token)).Order());
    }

    [Fact]
    public async Task An_event_moved_out_of_the_window_is_still_told()
    {
        await AddAsync("mover00");
        await AddAsync("outside", "2027-03-01");
        var token = await TokenAsync();
        await _client.PatchAsync($"{Events}/mover00", new { start = Time(10), end = Time(11) });
        await _client.PatchAsync($"{Events}/outside", new { summary = "never in the window" });

        var moved = Assert.Single((await SinceAsync(token)).Items)!;

        Assert.Equal("mover00", moved["id"]!.GetValue<string>());
        Assert.StartsWith("2027-02-01", moved["start"]!["dateTime"]!.GetValue<string>());

        static object Time(int hour) => new { dateTime = $"2027-02-01T{hour}:00:00", timeZone = "Europe/Berlin" };
    }

    [Fact]
    public async Task Without_expansion_a_series_is_told_as_itself()
    {
        await AddAsync("series0", rule: "FREQ=DAILY;COUNT=3");
        var token = await TokenAsync("");
        await _client.PatchAsync($"{Events}/series0", new { summary = "Renamed" });
        await _client.DeleteAsync($"{Events}/series0_20261209T080000Z");

        Assert.Equal(["series0 confirmed Renamed", "series0_20261209T080000Z cancelled"], States(await SinceAsync(token, "")));
    }

    [Fact]
    public async Task A_change_between_two_pages_is_not_lost()
    {
        for (var i = 0; i < 6; i++)
        {
            await AddAsync($"paged0{i}");
        }

        var first = await _client.ListAsync(Window + "&maxResults=4", Calendar);
        await _client.PatchAsync($"{Events}/paged00", new { summary = "changed while paging" });
        await _client.DeleteAsync($"{Events}/paged01");
        var last = await _client.ListAsync($"{Window}&maxResults=4&pageToken={first.NextPage}", Calendar);

        Assert.Equal(
            ["paged00 confirmed changed while paging", "paged01 cancelled"],
            States(await SinceAsync(last.NextSync!)));
    }

    [Fact]
    public async Task Changes_come_in_pages_too()
    {
        await AddAsync("first00");
        var token = await TokenAsync();
        for (var i = 0; i < 5; i++)
        {
            await AddAsync($"added0{i}");
        }

        var (items, last) = await _client.AllPagesAsync($"singleEvents=true&maxResults=2&syncToken={token}", Calendar);

        Assert.Equal(5, items.Count);
        Assert.Empty((await SinceAsync(last.NextSync!)).Items);
    }

    [Theory]
    [InlineData("timeMin=2026-12-01T00:00:00Z")]
    [InlineData("timeMax=2026-12-01T00:00:00Z")]
    [InlineData("q=x")]
    [InlineData("iCalUID=x")]
    [InlineData("orderBy=updated")]
    [InlineData("updatedMin=2026-12-01T00:00:00Z")]
    [InlineData("privateExtendedProperty=a%3Db")]
    [InlineData("sharedExtendedProperty=a%3Db")]
    [InlineData("showDeleted=false")]
    [InlineData("eventTypes=default")]
    public async Task A_sync_token_forbids_other_parameters(string parameter)
    {
        var token = await TokenAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await SinceAsync(token, "singleEvents=true&" + parameter)).Status);
    }

    [Fact]
    public async Task A_sync_token_wants_the_first_requests_parameters()
    {
        var token = await TokenAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await SinceAsync(token, "")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SinceAsync(token, "singleEvents=true&showDeleted=true&maxResults=7")).Status);
    }

    [Fact]
    public async Task A_listing_that_cannot_be_continued_gives_no_token()
    {
        foreach (var query in new[] { "q=x", "singleEvents=true&orderBy=startTime", "orderBy=updated", "updatedMin=2026-01-01T00:00:00Z" })
        {
            Assert.Null((await _client.ListAsync(query, Calendar)).NextSync);
        }
    }

    [Fact]
    public async Task A_sync_token_expires_with_age_and_on_demand()
    {
        await Host.SettingsAsync(new { syncTokenSeconds = 3600, accessTokenSeconds = 90_000 });
        _client = await ConnectAsync();
        var old = await TokenAsync();
        Host.Clock.Advance(TimeSpan.FromHours(1));
        var aged = await SinceAsync(old);
        var fresh = await TokenAsync();
        await Host.PostControlAsync($"/accounts/{Alice}/expire-sync-tokens");
        var demanded = await SinceAsync(fresh);

        foreach (var answer in new[] { aged, demanded })
        {
            Assert.Equal(HttpStatusCode.Gone, answer.Status);
            Assert.Equal("fullSyncRequired", answer.Reason);
        }

        Assert.Equal(HttpStatusCode.OK, (await SinceAsync(await TokenAsync())).Status);
    }

    [Fact]
    public async Task A_sync_token_is_of_one_calendar_and_account()
    {
        var token = await TokenAsync();
        var bob = await ConnectAsync("bob@northwind.example");

        Assert.Equal(HttpStatusCode.Gone, (await _client.ListAsync($"singleEvents=true&syncToken={token}")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await bob.ListAsync($"singleEvents=true&syncToken={token}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SinceAsync("invented")).Status);
    }

    [Fact]
    public async Task Applying_changes_converges_to_a_fresh_listing()
    {
        var held = new Dictionary<string, string>();
        await AddAsync("series0", "2026-12-01", "FREQ=DAILY;COUNT=20");
        await AddAsync("single0");
        var (all, last) = await _client.AllPagesAsync(Window + "&maxResults=5", Calendar);
        Apply(held, all);
        var token = last.NextSync!;
        var changes = new Func<Task>[]
        {
            () => _client.PatchAsync($"{Events}/series0_20261205T080000Z", new { summary = "alone" }),
            () => _client.DeleteAsync($"{Events}/series0_20261206T080000Z"),
            () => _client.PatchAsync($"{Events}/series0", new { recurrence = new[] { "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=10", "EXDATE;TZID=Europe/Berlin:20261207T090000" } }),
            () => _client.PatchAsync($"{Events}/single0", new { recurrence = new[] { "RRULE:FREQ=WEEKLY" } }),
            () => _client.PatchAsync($"{Events}/single0", new { recurrence = (string[]?)null }),
            () => _client.DeleteAsync($"{Events}/series0"),
        };
        foreach (var change in changes)
        {
            await change();
            (all, last) = await _client.AllPagesAsync($"singleEvents=true&maxResults=3&syncToken={token}", Calendar);
            Apply(held, all);
            token = last.NextSync!;
            var fresh = new Dictionary<string, string>();
            Apply(fresh, (await _client.AllPagesAsync(Window, Calendar)).Items);
            Assert.Equal(fresh.OrderBy(f => f.Key), held.OrderBy(h => h.Key));
        }
    }

    private static void Apply(Dictionary<string, string> held, List<JsonNode> items)
    {
        foreach (var item in items)
        {
            var id = item["id"]!.GetValue<string>();
            if (item["status"]!.GetValue<string>() == "cancelled")
            {
                held.Remove(id);
            }
            else
            {
                held[id] = item.ToJsonString();
            }
        }
    }

    [Fact]
    public async Task The_calendar_list_has_a_sync_token_of_its_own()
    {
        var first = await _client.GetAsync("users/me/calendarList");
        Assert.Empty((await _client.GetAsync($"users/me/calendarList?syncToken={first.NextSync}")).Items);
        await Host.PostControlAsync($"/accounts/{Alice}/calendars", new { summary = "Added" });
        await Host.ControlAsync(HttpMethod.Delete, $"/accounts/{Alice}/calendars/{Calendar}");

        var answer = await _client.GetAsync($"users/me/calendarList?syncToken={first.NextSync}");

        Assert.Contains("Added", answer.Summaries);
        Assert.True(answer.Items.Single(i => i!["id"]!.GetValue<string>() == Calendar)!["deleted"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync($"users/me/calendarList?minAccessRole=owner&syncToken={first.NextSync}")).Status);
        await Host.PostControlAsync($"/accounts/{Alice}/expire-sync-tokens");
        Assert.Equal(HttpStatusCode.Gone, (await _client.GetAsync($"users/me/calendarList?syncToken={first.NextSync}")).Status);
    }
}
