using System.Net;
using System.Text;
using App.Tests.Hosting;

namespace App.Tests.Api;

public sealed class ApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Whoever_has_not_said_who_she_is_gets_a_problem_and_no_redirect()
    {
        using var stranger = host.Hub.Visit();

        var response = await stranger.SendAsync(HttpMethod.Get, "/api/v1/me");

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("unauthenticated", (string?)(await Visitor.ReadAsync(response, HttpStatusCode.Unauthorized))["code"]);
    }

    [Fact]
    public async Task A_member_reads_who_she_is()
    {
        var me = await host.Alice.GetJsonAsync("/api/v1/me");

        Assert.Equal("alice@northwind.example", (string?)me["email"]);
        Assert.Equal("member", (string?)me["role"]);
        Assert.Equal("Northwind", (string?)me["organizationName"]);
    }

    [Theory]
    [InlineData("timezon")]
    [InlineData("x' could not be converted to System.Int32. Path: ")]
    [InlineData("x' could not be mapped to any y")]
    public async Task A_field_that_does_not_exist_is_named(string field)
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Patch, "/api/v1/me", new Dictionary<string, string> { [field] = "Europe/Berlin" }), HttpStatusCode.BadRequest);

        Assert.Equal("invalid", (string?)problem["code"]);
        Assert.Equal("Is not a field of this request.", (string?)problem["errors"]![field]![0]);
    }

    [Fact]
    public async Task A_field_that_is_missing_is_named()
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Post, "/api/v1/connections/authorize", new { returnPath = "/integrations" }), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]!["provider"]);
    }

    [Fact]
    public async Task A_field_of_the_wrong_kind_is_named()
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Post, "/api/v1/connections/authorize", new { provider = 3 }), HttpStatusCode.BadRequest);

        Assert.Equal("Must be text.", (string?)problem["errors"]!["provider"]![0]);
    }

    [Fact]
    public async Task A_use_case_names_the_field_it_refuses()
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Patch, "/api/v1/me", new { timeZone = "Mars/Olympus" }), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]!["timeZone"]);
    }

    [Theory]
    [InlineData("/api/v1/calendar-events?to=2026-01-12T09:00:00Z", "from")]
    [InlineData("/api/v1/calendar-events?from=monday&to=2026-01-12T09:00:00Z", "from")]
    [InlineData("/api/v1/activities?limit=0", "limit")]
    [InlineData("/api/v1/activities?limit=201", "limit")]
    [InlineData("/api/v1/activities?limit=many", "limit")]
    [InlineData("/api/v1/activities?cursor=abc", "cursor")]
    [InlineData("/api/v1/activities?level=1", "level")]
    [InlineData("/api/v1/sync-runs?status=fine", "status")]
    [InlineData("/api/v1/availability?from=9999-12-01T00:00:00Z&to=9999-12-31T12:00:00Z", "from")]
    [InlineData("/api/v1/availability/explain?at=9999-12-31T23:59:59Z", "at")]
    [InlineData("/api/v1/interviews/upcoming?from=9999-12-20T00:00:00Z", "from")]
    [InlineData("/api/v1/bookings?from=1989-12-31T23:59:59Z", "from")]
    public async Task A_parameter_that_cant_be_used_is_named(string path, string field)
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Get, path), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]![field]);
    }

    [Theory]
    [InlineData("POST", "/api/v1/conflicts/preview", """{ "conflicts": [null] }""", "conflicts")]
    [InlineData("PATCH", "/api/v1/availability/rules", """{ "workingHours": [null] }""", "workingHours")]
    [InlineData("POST", "/api/v1/calendar-events", """{ "title": "Tea", "attendees": [null] }""", "attendees")]
    [InlineData("POST", "/api/v1/bookings/holds", """{ "booking": { "hosts": [], "title": "Tea", "start": "2026-01-12T09:00:00Z", "end": "2026-01-12T10:00:00Z", "timeZone": "UTC", "attendees": [null] } }""", "attendees")]
    [InlineData("POST", "/api/v1/time-blocks", """{ "title": "Tea", "start": "9999-12-31T23:59", "end": "9999-12-31T23:59", "timeZone": "UTC" }""", "start")]
    [InlineData("PATCH", "/api/v1/time-blocks/0193c5a0-0000-7000-8000-000000000000", """{ "start": "9999-12-31T23:59" }""", "start")]
    [InlineData("POST", "/api/v1/conflicts/resolve", """{ "conflicts": [{ "conflictId": "0193c5a0-0000-7000-8000-000000000000", "resolution": "moveBooking", "to": "9999-12-31T23:55:00Z" }] }""", "conflicts[0].to")]
    public async Task What_no_use_case_can_take_is_refused_by_its_name(string method, string path, string body, string field)
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(new HttpMethod(method), path, System.Text.Json.Nodes.JsonNode.Parse(body)), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task A_filter_takes_the_words_that_bodies_use() =>
        Assert.NotNull((await host.Olivia.GetJsonAsync("/api/v1/activities?level=warning&everyone=true"))["items"]);

    [Fact]
    public async Task What_is_not_json_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/me") { Content = new StringContent("{", Encoding.UTF8, "application/json") };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        var problem = await Visitor.ReadAsync(await host.Alice.Client.SendAsync(request), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]!["body"]);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/me") { Content = new StringContent($$"""{"name":"{{new string('x', 2_000_000)}}"}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        var problem = await Visitor.ReadAsync(await host.Alice.Client.SendAsync(request), HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal("too_large", (string?)problem["code"]);
    }

    [Fact]
    public async Task Another_site_cant_make_a_signed_in_browser_change_things()
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Patch, "/api/v1/me", new { locale = "en-GB" }, ("Sec-Fetch-Site", "cross-site")), HttpStatusCode.Forbidden);

        Assert.Equal("cross_site", (string?)problem["code"]);
    }

    [Fact]
    public async Task A_stale_version_changes_nothing()
    {
        var read = await host.Bob.SendAsync(HttpMethod.Get, "/api/v1/me");
        var tag = read.Headers.ETag!.Tag;
        var changed = await host.Bob.SendAsync(HttpMethod.Patch, "/api/v1/me", new { timeZone = "Europe/Paris" }, ("If-Match", tag));

        var stale = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Patch, "/api/v1/me", new { timeZone = "Europe/Rome" }, ("If-Match", tag)), HttpStatusCode.PreconditionFailed);

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag!.Tag);
        Assert.Equal("stale", (string?)stale["code"]);
        Assert.Equal("Europe/Paris", (string?)(await host.Bob.GetJsonAsync("/api/v1/me"))["timeZone"]);
    }

    [Fact]
    public async Task A_version_the_caller_has_is_not_sent_again()
    {
        var read = await host.Olivia.SendAsync(HttpMethod.Get, "/api/v1/me");

        var again = await host.Olivia.SendAsync(HttpMethod.Get, "/api/v1/me", null, ("If-None-Match", read.Headers.ETag!.Tag));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_refusal_is_worded_again_for_a_repeated_call()
    {
        for (var time = 0; time < 2; time++)
        {
            var answer = await host.Olivia.SendAsync(HttpMethod.Post, "/api/v1/nothing", new { }, ("Idempotency-Key", "the-same-wrong-address"));
            Assert.Equal("not_found", (string?)(await Visitor.ReadAsync(answer, HttpStatusCode.NotFound))["code"]);
        }
    }

    [Fact]
    public async Task A_method_an_address_does_not_take_is_said_to_be_that()
    {
        var answer = await host.Olivia.SendAsync(HttpMethod.Delete, "/api/v1/me");

        Assert.Equal("method_not_allowed", (string?)(await Visitor.ReadAsync(answer, HttpStatusCode.MethodNotAllowed))["code"]);
        Assert.Contains("GET", answer.Content.Headers.Allow);
        Assert.Equal("not_found", (string?)(await Visitor.ReadAsync(await host.Olivia.SendAsync(HttpMethod.Get, "/api/v1/nothing"), HttpStatusCode.NotFound))["code"]);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        var all = (await host.Olivia.GetJsonAsync("/api/v1/activities?everyone=true&limit=200"))["items"]!.AsArray().Select(i => (string)i!["id"]!).ToList();
        var (seen, next) = (new List<string>(), "/api/v1/activities?everyone=true&limit=2");
        while (next is not null)
        {
            using var response = await host.Olivia.SendAsync(HttpMethod.Get, next);
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single()[1..].Split('>')[0] : null;
            var page = await Visitor.ReadAsync(response, HttpStatusCode.OK);
            Assert.Equal(next is null, page["next"] is null);
            seen.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
        }

        Assert.True(all.Count > 2);
        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task An_address_that_is_not_there_is_a_problem() =>
        Assert.Equal("not_found", (string?)(await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Get, "/api/v1/nothing"), HttpStatusCode.NotFound))["code"]);

    [Fact]
    public async Task A_password_connects_an_account_and_what_is_wrong_is_said_of_its_field()
    {
        var wrong = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, "/api/v1/connections", new { provider = "apple-calendar", userName = "bob@northwind.example", password = "My-own-1" }), HttpStatusCode.BadRequest);
        var made = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, "/api/v1/connections", new { provider = "apple-calendar", userName = "bob@northwind.example", password = "tldn-wkcl-ygcn-yxex" }), HttpStatusCode.Created);

        Assert.Contains("app-specific", wrong["errors"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(("apple-calendar", "bob@northwind.example"), ((string)made["provider"]!, (string)made["accountName"]!));
        await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"/api/v1/connections/{made["id"]}/refresh"), HttpStatusCode.UnprocessableEntity);
        await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Delete, $"/api/v1/connections/{made["id"]}"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_not_connected_by_a_password_says_how_it_is_connected()
    {
        var byConsent = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Post, "/api/v1/connections", new { provider = "google-calendar" }), HttpStatusCode.BadRequest);
        var coming = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Post, "/api/v1/connections", new { provider = "zoom" }), HttpStatusCode.BadRequest);

        Assert.Contains("/connections/authorize", byConsent["errors"]!["provider"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("yet", coming["errors"]!["provider"]!.ToString(), StringComparison.Ordinal);
    }
}
