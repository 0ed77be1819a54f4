using System.Net;
using System.Text.Json.Nodes;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Microsoft;

public sealed class DeltaTests : SandboxTest
{
    private const string Control = $"/microsoft/accounts/{Alice}/calendars/primary/events";
    private const string Delta = "me/calendarView/delta?startDateTime=2026-11-16T00:00:00Z&endDateTime=2026-11-30T00:00:00Z";

    private GraphClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await ConnectMicrosoftAsync();
    }

    private static object Event(string subject, string date = "2026-11-18", object? recurrence = null) => new
    {
        subject,
        start = new { dateTime = date + "T12:00:00", timeZone = "W. Europe Standard Time" },
        end = new { dateTime = date + "T13:00:00", timeZone = "W. Europe Standard Time" },
        recurrence,
    };

    private static object Daily(int count) => new
    {
        pattern = new { type = "daily", interval = 1 },
        range = new { type = "numbered", startDate = "2026-11-18", numberOfOccurrences = count },
    };

    private static string Type(JsonObject item) => item["@removed"] is null ? item["type"]!.GetValue<string>() : "removed";

    private static string IdOf(JsonNode item) => item["id"]!.GetValue<string>();

    private async Task<string> AddAsync(object body) => IdOf(await Host.PostControlAsync(Control, body));

    [Fact]
    public async Task A_first_round_tells_series_in_full_and_their_occurrences_in_few_words()
    {
        var (items, _) = await _client.RoundAsync(Delta);
        var series = items.Single(i => i["subject"]?.GetValue<string>() == "Stand-up" && Type(i) == "seriesMaster");
        var occurrences = items.Where(i => Type(i) == "occurrence" && i["seriesMasterId"]!.GetValue<string>() == IdOf(series)).ToList();
        var exception = items.Single(i => Type(i) == "exception" && i["seriesMasterId"]!.GetValue<string>() == IdOf(series));

        Assert.Equal(8, occurrences.Count);
        Assert.All(occurrences, o => Assert.Equal(["@odata.etag", "id", "seriesMasterId", "type", "start", "end"], o.Select(p => p.Key)));
        Assert.Equal("2026-11-18T09:15:00.0000000", exception["start"]!["dateTime"]!.GetValue<string>());
        Assert.Equal("2026-11-18T08:15:00Z", exception["originalStart"]!.GetValue<string>());
        Assert.DoesNotContain(items, i => Type(i) == "removed");
    }

    [Fact]
    public async Task Pages_are_as_large_as_preferred_and_together_make_the_round()
    {
        var (whole, _) = await _client.RoundAsync(Delta);
        var (paged, _) = await _client.RoundAsync(Delta, GraphClient.Immutable + ", odata.maxpagesize=3");
        var first = await _client.GetAsync(Delta, GraphClient.Immutable + ", odata.maxpagesize=3");

        Assert.Equal(3, first.Value.Count);
        Assert.Null(first.DeltaLink);
        Assert.Equal(whole.Select(i => i.ToJsonString()), paged.Select(i => i.ToJsonString()));
    }

    [Fact]
    public async Task A_round_without_changes_is_empty()
    {
        var (_, link) = await _client.RoundAsync(Delta);
        var (items, again) = await _client.RoundAsync(link);

        Assert.Empty(items);
        Assert.Contains("$deltatoken=", again);
    }

    [Fact]
    public async Task Changes_deletions_and_what_left_the_window_are_told()
    {
        var (moved, deleted) = (await AddAsync(Event("Moved")), await AddAsync(Event("Deleted")));
        var (_, link) = await _client.RoundAsync(Delta);

        var added = await AddAsync(Event("Added"));
        await Host.ControlAsync(HttpMethod.Patch, $"{Control}/{moved}", Event("Moved", "2027-02-01"));
        await Host.ControlAsync(HttpMethod.Delete, $"{Control}/{deleted}");
        var outside = await AddAsync(Event("Elsewhere", "2027-03-01"));
        var (items, _) = await _client.RoundAsync(link);

        Assert.Equal([(added, "singleInstance"), (moved, "removed"), (deleted, "removed"), (outside, "removed")], items.Select(i => (IdOf(i), Type(i))));
        Assert.Equal("deleted", items[1]["@removed"]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_window_is_frozen_in_the_link()
    {
        var (_, link) = await _client.RoundAsync(Delta);
        var later = await AddAsync(Event("Later", "2026-12-05"));

        var (items, _) = await _client.RoundAsync(link + "&endDateTime=2027-01-01T00:00:00Z");

        Assert.Equal([(later, "removed")], items.Select(i => (IdOf(i), Type(i))));
    }

    [Fact]
    public async Task An_occurrence_that_is_changed_or_cancelled_is_told_alone()
    {
        var series = await AddAsync(Event("Daily", recurrence: Daily(4)));
        var (before, link) = await _client.RoundAsync(Delta);
        var days = before.Where(i => i["seriesMasterId"]?.GetValue<string>() == series).Select(IdOf).ToList();

        await _client.PatchAsync($"me/events/{days[1]}", new { subject = "Other" });
        await _client.DeleteAsync($"me/events/{days[2]}");
        var (items, _) = await _client.RoundAsync(link);

        Assert.Equal([(days[1], "exception"), (days[2], "removed")], items.Select(i => (IdOf(i), Type(i))));
        Assert.Equal(series, items[0]["seriesMasterId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_shortened_series_tells_which_occurrences_are_gone()
    {
        var series = await AddAsync(Event("Daily", recurrence: Daily(4)));
        var (before, link) = await _client.RoundAsync(Delta);
        var days = before.Where(i => i["seriesMasterId"]?.GetValue<string>() == series).Select(IdOf).ToList();

        await _client.PatchAsync($"me/events/{series}", new { recurrence = Daily(2) });
        var (items, _) = await _client.RoundAsync(link);

        Assert.Equal(
            [(series, "seriesMaster"), (days[0], "occurrence"), (days[1], "occurrence"), (days[2], "removed"), (days[3], "removed")],
            items.Select(i => (IdOf(i), Type(i))));
    }

    [Fact]
    public async Task A_deleted_series_takes_everything_with_it()
    {
        var series = await AddAsync(Event("Daily", recurrence: Daily(3)));
        var (before, link) = await _client.RoundAsync(Delta);
        var days = before.Where(i => i["seriesMasterId"]?.GetValue<string>() == series).Select(IdOf).ToList();
        await _client.PatchAsync($"me/events/{days[1]}", new { subject = "Other" });

        await _client.DeleteAsync($"me/events/{series}");
        var (items, _) = await _client.RoundAsync(link);

        Assert.All(items, i => Assert.Equal("removed", Type(i)));
        Assert.Equal(days.Append(series).Order(), items.Select(IdOf).Distinct().Order());
    }

    [Fact]
    public async Task A_series_that_is_moved_takes_its_exceptions_back()
    {
        var series = await AddAsync(Event("Daily", recurrence: Daily(3)));
        var (before, link) = await _client.RoundAsync(Delta);
        var days = before.Where(i => i["seriesMasterId"]?.GetValue<string>() == series).Select(IdOf).ToList();
        await _client.PatchAsync($"me/events/{days[1]}", new { subject = "Other" });
        await _client.DeleteAsync($"me/events/{days[2]}");

        await _client.PatchAsync($"me/events/{series}", new
        {
            start = new { dateTime = "2026-11-18T15:00:00", timeZone = "UTC" },
            end = new { dateTime = "2026-11-18T16:00:00", timeZone = "UTC" },
        });
        var (items, _) = await _client.RoundAsync(link);

        Assert.Equal([(series, "seriesMaster"), .. days.Select(d => (d, "occurrence"))], items.Select(i => (IdOf(i), Type(i))));
        Assert.All(items, i => Assert.EndsWith("T15:00:00.0000000", i["start"]!["dateTime"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gone410", HttpStatusCode.Gone, "syncStateNotFound")]
    [InlineData("badRequest400", HttpStatusCode.BadRequest, "resyncRequired")]
    public async Task An_expired_token_is_refused_as_was_set(string setting, HttpStatusCode status, string code)
    {
        await Host.SettingsAsync(new { vendor = "microsoft", deltaReset = setting, syncTokenSeconds = 60 });
        var (_, link) = await _client.RoundAsync(Delta);
        var (_, other) = await _client.RoundAsync(Delta);
        Host.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(link)).Status);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        var answer = await _client.GetAsync(other);

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal(setting == "gone410", answer.Headers.Location is not null);
    }

    [Fact]
    public async Task Tokens_are_expired_by_hand_refused_when_forged_and_struck_by_the_fault()
    {
        var (_, link) = await _client.RoundAsync(Delta);
        await Host.PostControlAsync("/faults", new { kind = "gone410", count = 1 });

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("me/calendars")).Status);
        Assert.Equal("syncStateNotFound", (await _client.GetAsync(link)).Code);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(link)).Status);
        Assert.Equal("resyncRequired", (await _client.GetAsync("me/calendarView/delta?$deltatoken=forged")).Code);
        await Host.PostControlAsync($"/microsoft/accounts/{Alice}/expire-sync-tokens");
        Assert.Equal(HttpStatusCode.Gone, (await _client.GetAsync(link)).Status);
    }

    [Theory]
    [InlineData("$select=subject")]
    [InlineData("$filter=showAs eq 'busy'")]
    [InlineData("$orderby=subject")]
    public async Task What_is_not_supported_is_refused(string parameter)
    {
        var answer = await _client.GetAsync($"{Delta}&{parameter}");

        Assert.Equal("ErrorInvalidUrlQuery", answer.Code);
    }

    [Fact]
    public async Task A_page_may_be_empty_though_more_follow()
    {
        await Host.PostControlAsync("/faults", new { kind = "emptyPage", count = 1, vendor = "microsoft" });

        var empty = await _client.GetAsync(Delta);
        var (items, link) = await _client.RoundAsync(empty.NextLink ?? empty.DeltaLink!);

        Assert.Empty(empty.Value);
        Assert.NotNull(empty.NextLink);
        Assert.NotEmpty(items);
        Assert.NotNull(link);
    }

    [Fact]
    public async Task Ids_are_of_the_kind_that_is_asked_for()
    {
        var (immutable, _) = await _client.RoundAsync(Delta);
        var (mutable, _) = await _client.RoundAsync(Delta, "odata.maxpagesize=100");

        Assert.All(immutable, i => Assert.StartsWith("AAkALg", IdOf(i), StringComparison.Ordinal));
        Assert.All(mutable, i => Assert.StartsWith("AAMkAD", IdOf(i), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"me/events/{IdOf(mutable[0])}")).Status);
    }
}
