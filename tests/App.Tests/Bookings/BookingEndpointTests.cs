using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using App.Infrastructure.Database;
using App.Tests.Api;
using App.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Tests.Bookings;

/// <summary>Bookings as programs see them.</summary>
public sealed class BookingEndpointTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Root = "/api/v1/bookings";

    private static int _slots;

    [Fact]
    public async Task A_booking_is_made_read_moved_and_cancelled()
    {
        var slot = NextSlot();
        using var created = await host.Bob.SendAsync(HttpMethod.Post, Root, await BodyAsync(slot));
        var booking = await Visitor.ReadAsync(created, HttpStatusCode.Created);
        var path = $"{Root}/{booking["id"]}";
        Assert.Equal(path, created.Headers.Location!.OriginalString);
        Assert.Equal(("pending", "interview", "application-1"), ((string?)booking["status"], (string?)booking["kind"], (string?)booking["reference"]));

        using var read = await host.Bob.SendAsync(HttpMethod.Get, path);
        Assert.StartsWith($"\"{(await Visitor.ReadAsync(read, HttpStatusCode.OK))["version"]}-", read.Headers.ETag!.Tag, StringComparison.Ordinal);
        Assert.Single((await host.Bob.GetJsonAsync($"{path}/steps"))["items"]!.AsArray());

        var to = new { start = Text(slot + Duration.FromMinutes(5)), end = Text(slot + Duration.FromMinutes(20)), timeZone = "Europe/Berlin", outsideRules = true };
        using var stale = await host.Bob.SendAsync(HttpMethod.Post, $"{path}/reschedule", to, ("If-Match", "\"99\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        var moved = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{path}/reschedule", to), HttpStatusCode.OK);
        Assert.Equal(to.start, (string?)moved["start"]);

        var cancelled = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{path}/cancel", new { reason = "Withdrew." }), HttpStatusCode.OK);
        Assert.Equal(("cancelled", "Withdrew."), ((string?)cancelled["status"], (string?)cancelled["cancelReason"]));
        Assert.Contains((await host.Bob.GetJsonAsync($"{Root}?status=cancelled&reference=application-1&newestFirst=true"))["items"]!.AsArray(), b => (string?)b!["id"] == (string?)booking["id"]);
    }

    [Fact]
    public async Task A_taken_time_is_a_conflict_that_says_who_and_an_idempotent_repeat_is_not()
    {
        var body = await BodyAsync(NextSlot());
        var first = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root, body, ("Idempotency-Key", "book-once")), HttpStatusCode.Created);
        var repeat = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root, body, ("Idempotency-Key", "book-once")), HttpStatusCode.Created);
        var other = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root, body), HttpStatusCode.Conflict);

        Assert.Equal((string?)first["id"], (string?)repeat["id"]);
        Assert.Equal("time_taken", (string?)other["code"]);
        Assert.Contains("Bob Meyer is not free", (string?)other["detail"], StringComparison.Ordinal);
    }

    /// <summary>As after a kill between the booking and its answer.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("/holds")]
    public async Task A_repeat_whose_first_answer_was_lost_is_given_what_was_made(string path)
    {
        var (key, wish) = ($"lost-answer{path}", await BodyAsync(NextSlot()));
        object body = path.Length == 0 ? wish : new { booking = wish, minutes = 10 };
        var first = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root + path, body, ("Idempotency-Key", key)), HttpStatusCode.Created);
        await using (var db = host.Hub.Get<AppDatabase>().ForSystem("a test forgets an answer"))
        {
            Assert.Equal(1, await db.StoredAnswers.Where(a => a.Key == key).ExecuteDeleteAsync());
        }

        var repeat = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root + path, body, ("Idempotency-Key", key)), HttpStatusCode.Created);
        var other = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root + path, body, ("Idempotency-Key", key + "-other")), HttpStatusCode.Conflict);

        Assert.Equal((string?)first["id"], (string?)repeat["id"]);
        Assert.Equal("time_taken", (string?)other["code"]);
    }

    [Fact]
    public async Task A_hold_is_confirmed_with_what_became_known_or_given_back()
    {
        var (kept, given) = (NextSlot(), NextSlot());
        var hold = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/holds", new { booking = await BodyAsync(kept), minutes = 10 }), HttpStatusCode.Created);
        Assert.Equal("held", (string?)hold["status"]);
        var confirmed = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/holds/{hold["id"]}/confirm", new { attendees = new[] { new { email = "priya@candidates.example" } } }), HttpStatusCode.OK);
        Assert.Equal(("pending", "priya@candidates.example"), ((string?)confirmed["status"], (string?)confirmed["attendees"]![0]!["email"]));
        Assert.Equal(HttpStatusCode.Conflict, (await host.Bob.SendAsync(HttpMethod.Delete, $"{Root}/holds/{hold["id"]}")).StatusCode);

        var other = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/holds", new { booking = await BodyAsync(given) }), HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Bob.SendAsync(HttpMethod.Delete, $"{Root}/holds/{other["id"]}")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await host.Bob.SendAsync(HttpMethod.Post, Root, await BodyAsync(given))).StatusCode);
    }

    [Theory]
    [InlineData("end", """{ "end": "2026-01-01T09:00:00Z" }""")]
    [InlineData("timeZone", """{ "timeZone": "Mars/Olympus" }""")]
    [InlineData("attendees", """{ "attendees": [{ "email": "nobody" }] }""")]
    [InlineData("attendees", """{ "attendees": [null] }""")]
    [InlineData("hosts", """{ "hosts": ["019aa2f0-7c1e-7b52-9f4a-0d6f3c5b1e27"] }""")]
    [InlineData("link", """{ "link": "javascript:alert(1)" }""")]
    public async Task Bad_input_names_its_field_and_stores_nothing(string field, string change)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(await BodyAsync(NextSlot())))!.AsObject();
        body["reference"] = "bad-input";
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject().ToList())
        {
            body[name] = value?.DeepClone();
        }

        var problem = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root, body), HttpStatusCode.BadRequest);

        Assert.Contains(problem["errors"]!.AsObject(), e => e.Key == field);
        Assert.Empty((await host.Bob.GetJsonAsync($"{Root}?reference=bad-input"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Nobody_elses_bookings_are_there()
    {
        var booking = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root, await BodyAsync(NextSlot())), HttpStatusCode.Created);

        foreach (var stranger in new[] { host.Alice, host.Carol })
        {
            foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/steps"), (HttpMethod.Post, "/cancel"), (HttpMethod.Post, "/retry"), (HttpMethod.Post, $"/changes/{Guid.CreateVersion7()}/accept") })
            {
                using var refused = await stranger.SendAsync(method, $"{Root}/{booking["id"]}{path}", method == HttpMethod.Post ? new { } : null);
                Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            }
        }

        Assert.Equal((string?)booking["id"], (string?)(await host.Olivia.GetJsonAsync($"{Root}/{booking["id"]}"))["id"]);
        Assert.DoesNotContain((await host.Carol.GetJsonAsync($"{Root}/hosts"))["items"]!.AsArray(), h => (string?)h!["name"] == "Bob Meyer");
    }

    [Fact]
    public async Task A_change_that_no_calendar_tells_can_not_be_followed()
    {
        var booking = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root, await BodyAsync(NextSlot())), HttpStatusCode.Created);
        var refused = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Root}/{booking["id"]}/changes/{booking["hosts"]![0]!["id"]}/accept", new { }), HttpStatusCode.Conflict);

        Assert.Equal(("change_over", 0), ((string?)refused["code"], booking["changes"]!.AsArray().Count));
    }

    /// <summary>A quarter of an hour nobody else of these tests books, outside anyone's working hours or not.</summary>
    private Instant NextSlot()
    {
        var today = Instant.FromDateTimeOffset(host.Hub.Get<TimeProvider>().GetUtcNow()).InUtc().Date;
        return today.PlusDays(14).AtMidnight().InUtc().ToInstant() + Duration.FromMinutes(30 * Interlocked.Increment(ref _slots));
    }

    private async Task<object> BodyAsync(Instant start) => new
    {
        hosts = new[] { (string?)(await host.Bob.GetJsonAsync("/api/v1/me"))["id"] },
        title = "Interview Priya Nair",
        start = Text(start),
        end = Text(start + Duration.FromMinutes(15)),
        timeZone = "Europe/Berlin",
        kind = "interview",
        reference = "application-1",
        outsideRules = true,
    };

    private static string Text(Instant moment) => moment.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
