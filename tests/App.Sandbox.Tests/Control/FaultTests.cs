using System.Net;
using System.Text.Json;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Control;

public sealed class FaultTests : SandboxTest
{
    private GoogleClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await ConnectAsync();
    }

    private Task AddAsync(object fault) => Host.PostControlAsync("/faults", fault);

    [Theory]
    [InlineData("unauthorized", HttpStatusCode.Unauthorized, "authError")]
    [InlineData("rateLimit403", HttpStatusCode.Forbidden, "userRateLimitExceeded")]
    [InlineData("tooMany429", HttpStatusCode.TooManyRequests, "rateLimitExceeded")]
    [InlineData("error500", HttpStatusCode.InternalServerError, "backendError")]
    public async Task A_fault_strikes_as_often_as_it_was_asked_to(string kind, HttpStatusCode status, string reason)
    {
        await AddAsync(new { kind, count = 2 });

        var answers = new[] { await _client.ListAsync(), await _client.GetAsync("users/me/calendarList"), await _client.ListAsync() };

        Assert.Equal([status, status, HttpStatusCode.OK], answers.Select(a => a.Status));
        Assert.Equal(reason, answers[0].Reason);
        Assert.Equal(HttpStatusCode.OK, (await _client.RefreshAsync()).Status);
    }

    [Fact]
    public async Task A_limit_may_say_when_to_come_back()
    {
        await AddAsync(new { kind = "tooMany429", retryAfterSeconds = 17 });

        Assert.Equal(17, (await _client.ListAsync()).Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    [Fact]
    public async Task A_fault_strikes_one_operation_or_account_only()
    {
        var bob = await ConnectAsync("bob@northwind.example");
        await AddAsync(new { kind = "error500", operation = "calendarList", account = Alice });

        Assert.Equal(HttpStatusCode.OK, (await _client.ListAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.GetAsync("users/me/calendarList")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _client.GetAsync("users/me/calendarList")).Status);
    }

    [Fact]
    public async Task Gone_strikes_only_a_listing_with_a_sync_token()
    {
        var token = (await _client.ListAsync("maxResults=2500")).NextSync;
        await AddAsync(new { kind = "gone410", count = 1 });

        Assert.Equal(HttpStatusCode.OK, (await _client.ListAsync()).Status);
        Assert.Equal("fullSyncRequired", (await _client.ListAsync($"syncToken={token}")).Reason);
        Assert.Equal(HttpStatusCode.OK, (await _client.ListAsync($"syncToken={token}")).Status);
    }

    [Fact]
    public async Task The_token_endpoint_can_be_down_alone()
    {
        await AddAsync(new { kind = "tokenDown", count = 1 });

        Assert.Equal(HttpStatusCode.OK, (await _client.ListAsync()).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _client.RefreshAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await _client.RefreshAsync()).Status);
    }

    [Fact]
    public async Task An_exchange_may_withhold_the_refresh_token()
    {
        await AddAsync(new { kind = "noRefreshToken", count = 1 });

        Assert.Null((await ConnectAsync()).RefreshToken);
        Assert.NotNull((await ConnectAsync()).RefreshToken);
    }

    [Fact]
    public async Task An_answer_may_end_in_the_middle()
    {
        await AddAsync(new { kind = "truncated", count = 1 });

        await Assert.ThrowsAnyAsync<JsonException>(() => _client.ListAsync());
        Assert.Equal(HttpStatusCode.OK, (await _client.ListAsync()).Status);
    }

    [Fact]
    public async Task A_connection_may_be_dropped()
    {
        await AddAsync(new { kind = "dropped", count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.ListAsync());
        Assert.Equal(HttpStatusCode.OK, (await _client.ListAsync()).Status);
    }

    [Fact]
    public async Task A_page_may_be_empty_though_more_follow()
    {
        var all = (await _client.AllPagesAsync("maxResults=2500")).Items.Count;
        await AddAsync(new { kind = "emptyPage", count = 1 });

        var empty = await _client.ListAsync("maxResults=2500");
        var (items, last) = await _client.AllPagesAsync($"maxResults=2500&pageToken={empty.NextPage}");

        Assert.Empty(empty.Items);
        Assert.Equal(all, items.Count);
        Assert.NotNull(last.NextSync);
    }

    [Fact]
    public async Task One_event_may_make_no_sense()
    {
        await AddAsync(new { kind = "malformedEvent", count = 1 });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/google/calendar/v3/calendars/primary/events");
        request.Headers.Authorization = new("Bearer", _client.AccessToken);

        var text = await (await Host.Http.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains("\"start\":\"tomorrow\"", text);
        Assert.Contains("Stand-up", text);
    }

    [Fact]
    public async Task Faults_are_cleared_one_by_one_or_all()
    {
        var first = (await Host.PostControlAsync("/faults", new { kind = "error500" }))["id"]!.GetValue<string>();
        await AddAsync(new { kind = "unauthorized" });
        Assert.Equal(HttpStatusCode.InternalServerError, (await _client.ListAsync()).Status);
        await Host.ControlAsync(HttpMethod.Delete, "/faults/" + first);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.ListAsync()).Status);
        await Host.ControlAsync(HttpMethod.Delete, "/faults");
        Assert.Equal(HttpStatusCode.OK, (await _client.ListAsync()).Status);
    }

    [Fact]
    public async Task A_slow_answer_comes_late_but_whole()
    {
        await AddAsync(new { kind = "slow", delayMs = 1, count = 1 });

        Assert.Equal(HttpStatusCode.OK, (await _client.ListAsync()).Status);
        Assert.Empty((await Host.GetControlAsync("/state"))["faults"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"kind":"sabotage"}""")]
    [InlineData("""{"operation":"token"}""")]
    [InlineData("nonsense")]
    public async Task An_unknown_fault_is_refused(string body)
    {
        using var answer = await Host.Http.PostAsync("/sandbox/control/faults", new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_wrong_clock_shows_in_the_date_and_in_what_expires()
    {
        await Host.SettingsAsync(new { clockSkewSeconds = 7200, vendor = "google" });

        Assert.Equal(HttpStatusCode.Unauthorized, (await _client.ListAsync()).Status);
        var client = await ConnectAsync();
        var answer = await client.ListAsync();
        Assert.Equal(new DateTimeOffset(2026, 11, 18, 11, 0, 0, TimeSpan.Zero), answer.Headers.Date);
    }
}
