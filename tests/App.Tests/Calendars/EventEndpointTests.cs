using System.Net;
using System.Text.Json.Nodes;
using App.Domain.Time;
using App.Tests.Access;
using App.Tests.Api;
using App.Tests.Hosting;
using NodaTime;
using NodaTime.Text;

namespace App.Tests.Calendars;

/// <summary>Events written by a program: at the vendor, and here.</summary>
public sealed class EventEndpointTests(ApiHost host) : IClassFixture<ApiHost>, IAsyncLifetime
{
    private const string Events = "/api/v1/calendar-events";
    private const string Alice = "alice@northwind.example";

    private static readonly Instant Start = TimeProvider.System.Now().InUtc().Date.PlusDays(20).At(new LocalTime(13, 0)).InUtc().ToInstant();

    public async Task InitializeAsync()
    {
        if ((await host.Alice.GetJsonAsync("/api/v1/connections"))["items"]!.AsArray().Count == 0)
        {
            await Story.ConnectAsync(host.Alice, Alice);
            await Story.UntilAsync(host.Alice, "/api/v1/calendars", c => c["items"]!.AsArray() is { Count: > 0 } all && all.All(k => k!["trueUpTo"] is not null && !(bool)k["syncing"]!));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_event_is_made_changed_under_its_ETag_and_deleted()
    {
        var made = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Post, Events, Body("Interview with Priya")), HttpStatusCode.Created);
        Assert.Equal("interview", (string?)made["purpose"]);
        var path = $"{Events}/{made["id"]}";
        var read = await host.Alice.SendAsync(HttpMethod.Get, path);
        Assert.StartsWith($"\"{made["version"]}-", read.Headers.ETag!.ToString(), StringComparison.Ordinal);

        var changed = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Patch, path, new { title = "Second round" }), HttpStatusCode.OK);
        Assert.Equal("Second round", (string?)changed["title"]);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await host.Alice.SendAsync(HttpMethod.Delete, path, null, ("If-Match", read.Headers.ETag!.ToString()))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Alice.SendAsync(HttpMethod.Delete, path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Alice.SendAsync(HttpMethod.Get, path)).StatusCode);
    }

    [Theory]
    [InlineData("title", "")]
    [InlineData("end", null)]
    [InlineData("end", "2020-01-01T00:00:00Z")]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("location", "two\nlines")]
    [InlineData("link", "javascript:alert(1)")]
    [InlineData("description", "bell\a")]
    public async Task Bad_input_names_its_field_of_the_body(string field, string? value)
    {
        var body = Body("Nothing");
        body[field] = value;

        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Post, Events, body), HttpStatusCode.BadRequest);

        Assert.Equal([field], problem["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task Whole_days_that_end_before_they_begin_name_the_date_that_is_wrong()
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Post, Events, new { title = "Fair", startDate = "2030-05-02", endDate = "2030-05-02" }), HttpStatusCode.BadRequest);

        Assert.Equal(["endDate"], problem["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task A_member_without_a_calendar_is_told_to_choose_one() =>
        Assert.NotNull((await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Events, Body("Nothing")), HttpStatusCode.BadRequest))["errors"]!["calendarId"]);

    private static JsonObject Body(string title) => new()
    {
        ["title"] = title,
        ["start"] = InstantPattern.General.Format(Start),
        ["end"] = InstantPattern.General.Format(Start + Duration.FromHours(1)),
        ["timeZone"] = "Europe/Berlin",
        ["reminders"] = new JsonArray(30),
        ["purpose"] = "interview",
    };
}
