using System.Net;
using App.Tests.Hosting;

namespace App.Tests.Access;

public sealed class PostgreSqlStoryTests
{
    private const string Email = "alice@northwind.example";

    [SkippableFact]
    public async Task The_same_story_runs_on_PostgreSQL()
    {
        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("story");
        await using var hub = HubHost.Start(("Database:Provider", "postgresql"), ("Database:ConnectionString", connection));
        using var alice = await hub.SignInAsync(Email);

        var id = await Story.ConnectAsync(alice, Email);
        await Story.UntilAsync(alice, "/api/v1/calendars", c => c["items"]!.AsArray() is { Count: > 0 } all && all.All(i => i!["trueUpTo"] is not null));
        var events = (await alice.GetJsonAsync("/api/v1/calendar-events?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z"))["items"]!.AsArray();
        var once = await alice.SendAsync(HttpMethod.Post, $"/api/v1/connections/{id}/pause", null, ("Idempotency-Key", "pause"));
        var twice = await alice.SendAsync(HttpMethod.Post, $"/api/v1/connections/{id}/pause", null, ("Idempotency-Key", "pause"));
        var ended = await alice.SendAsync(HttpMethod.Delete, $"/api/v1/connections/{id}");

        Assert.NotEmpty(events);
        Assert.Equal("paused", (string?)(await Visitor.ReadAsync(once, HttpStatusCode.OK))["status"]);
        Assert.True(twice.Headers.Contains("Idempotency-Replayed"));
        Assert.True((bool?)(await Visitor.ReadAsync(ended, HttpStatusCode.OK))["revoked"]);
        Assert.Empty((await alice.GetJsonAsync("/api/v1/connections"))["items"]!.AsArray());
    }
}
