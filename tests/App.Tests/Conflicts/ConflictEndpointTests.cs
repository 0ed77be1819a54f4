using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using App.Tests.Api;
using App.Tests.Hosting;
using NodaTime;

namespace App.Tests.Conflicts;

/// <summary>Conflicts as programs see them; found by the application itself as time is booked and blocked.</summary>
public sealed class ConflictEndpointTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Root = "/api/v1/conflicts";

    [Fact]
    public async Task A_conflict_is_found_previewed_decided_told_and_undone()
    {
        var conflict = await ClashAsync(host.Bob, days: 20);
        var path = $"{Root}/{conflict["id"]}";
        Assert.Equal(("bookingAndBlock", "open", "Interview", "Focus"), ((string?)conflict["kind"], (string?)conflict["state"], (string?)conflict["first"]!["title"], (string?)conflict["second"]!["title"]));
        using var read = await host.Bob.SendAsync(HttpMethod.Get, path);
        Assert.StartsWith($"\"{conflict["version"]}-", read.Headers.ETag!.Tag, StringComparison.Ordinal);
        var ways = (await host.Bob.GetJsonAsync($"{path}/suggestions"))["items"]!.AsArray();
        Assert.Contains(ways, w => (string?)w!["resolution"] == "shortenBlock");
        Assert.Contains(ways, w => (string?)w!["resolution"] == "moveBooking");

        var decision = new { conflicts = new[] { new { conflictId = (string?)conflict["id"], resolution = "shortenBlock", version = (long)conflict["version"]! } } };
        var preview = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/preview", decision), HttpStatusCode.OK);
        Assert.Equal((1, (string?)conflict["end"]), ((int)preview["ended"]!, (string?)preview["items"]![0]!["changes"]![0]!["after"]!["start"]));
        var resolved = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/resolve", decision), HttpStatusCode.OK);
        Assert.Equal(("resolved", "shortenBlock"), await StateAsync(path));

        var again = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/resolve", decision), HttpStatusCode.OK);
        Assert.Equal("stale", (string?)again["items"]![0]!["refused"]!["code"]);
        var line = (await host.Bob.GetJsonAsync($"{Root}/history?conflict={conflict["id"]}"))["items"]![0]!;
        Assert.Equal(((string?)resolved["items"]![0]!["decisionId"], "Bob Meyer", true), ((string?)line["id"], (string?)line["by"], (bool)line["canUndo"]!));

        using var stale = await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/history/{line["id"]}/undo", null, ("If-Match", "\"99\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var undone = await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/history/{line["id"]}/undo");
        Assert.Equal(HttpStatusCode.NoContent, undone.StatusCode);
        Assert.Equal(("open", null), await StateAsync(path));
        var twice = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/history/{line["id"]}/undo"), HttpStatusCode.Conflict);
        Assert.Equal("undone_already", (string?)twice["code"]);
    }

    [Fact]
    public async Task A_booking_in_conflict_moves_to_the_time_that_was_suggested()
    {
        var conflict = await ClashAsync(host.Alice, days: 21);
        var ways = (await host.Alice.GetJsonAsync($"{Root}/{conflict["id"]}/suggestions"))["items"]!.AsArray();
        var way = ways.Single(w => (string?)w!["resolution"] == "moveBooking")!;
        Assert.NotNull(way["to"]);

        var decision = new { conflicts = new[] { new { conflictId = (string?)conflict["id"], resolution = "moveBooking", to = (string?)way["to"] } } };
        var resolved = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Post, $"{Root}/resolve", decision), HttpStatusCode.OK);

        Assert.Null(resolved["items"]![0]!["refused"]);
        var booking = await host.Alice.GetJsonAsync($"/api/v1/bookings/{way["bookingId"]}");
        Assert.Equal((string?)way["to"], (string?)booking["start"]);
    }

    [Fact]
    public async Task What_is_anothers_looks_like_what_is_not_there()
    {
        var conflict = await ClashAsync(host.Olivia, days: 22);
        foreach (var stranger in new[] { host.Alice, host.Carol })
        {
            Assert.DoesNotContain((await stranger.GetJsonAsync(Root))["items"]!.AsArray(), c => (string?)c!["id"] == (string?)conflict["id"]);
            foreach (var path in new[] { "", "/suggestions" })
            {
                using var refused = await stranger.SendAsync(HttpMethod.Get, $"{Root}/{conflict["id"]}{path}");
                Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            }

            var decision = new { conflicts = new[] { new { conflictId = (string?)conflict["id"], resolution = "keepBoth" } } };
            var outcome = await Visitor.ReadAsync(await stranger.SendAsync(HttpMethod.Post, $"{Root}/resolve", decision), HttpStatusCode.OK);
            Assert.Equal("not_found", (string?)outcome["items"]![0]!["refused"]!["code"]);
        }
    }

    [Theory]
    [InlineData("conflicts", """{ "conflicts": [] }""")]
    [InlineData("conflicts", """{ "conflicts": [{ "conflictId": "019aa2f0-7c1e-7b52-9f4a-0d6f3c5b1e27", "resolution": "keepBoth" }, { "conflictId": "019aa2f0-7c1e-7b52-9f4a-0d6f3c5b1e27", "resolution": "keepBoth" }] }""")]
    public async Task Bad_decisions_name_their_field(string field, string body)
    {
        foreach (var path in new[] { "preview", "resolve" })
        {
            var problem = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/{path}", JsonNode.Parse(body)), HttpStatusCode.BadRequest);
            Assert.Contains(problem["errors"]!.AsObject(), e => e.Key == field);
        }
    }

    [Theory]
    [InlineData("state=lost", "state")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to")]
    public async Task Bad_questions_name_their_field(string query, string field)
    {
        var problem = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Get, $"{Root}?{query}"), HttpStatusCode.BadRequest);
        Assert.Contains(problem["errors"]!.AsObject(), e => e.Key == field);
    }

    /// <summary>Books an hour and then blocks from its middle on; the conflict is there once the application has looked.</summary>
    private async Task<JsonNode> ClashAsync(Visitor visitor, int days)
    {
        var day = Instant.FromDateTimeOffset(host.Hub.Get<TimeProvider>().GetUtcNow()).InUtc().Date.PlusDays(days);
        var start = day.At(new LocalTime(10, 0)).InUtc().ToInstant();
        var booking = new { hosts = new[] { (string?)(await visitor.GetJsonAsync("/api/v1/me"))["id"] }, title = "Interview", start = Text(start), end = Text(start + Duration.FromHours(1)), timeZone = "Etc/UTC", outsideRules = true };
        await Visitor.ReadAsync(await visitor.SendAsync(HttpMethod.Post, "/api/v1/bookings", booking), HttpStatusCode.Created);
        var block = new { title = "Focus", start = Local(day, 10, 30), end = Local(day, 12, 0), timeZone = "Etc/UTC" };
        await Visitor.ReadAsync(await visitor.SendAsync(HttpMethod.Post, "/api/v1/time-blocks", block), HttpStatusCode.Created);
        var query = $"{Root}?state=open&from={Text(start)}&to={Text(start + Duration.FromHours(3))}";
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            if ((await visitor.GetJsonAsync(query))["items"]!.AsArray() is [{ } found, ..])
            {
                return found;
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private async Task<(string?, string?)> StateAsync(string path)
    {
        var conflict = await host.Bob.GetJsonAsync(path);
        return ((string?)conflict["state"], (string?)conflict["outcome"]);
    }

    private static string Text(Instant moment) => moment.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Local(LocalDate day, int hour, int minute) => day.At(new LocalTime(hour, minute)).ToString("uuuu-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
