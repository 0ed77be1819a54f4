using System.Net;
using System.Text.Json.Nodes;
using App.Domain.Webhooks.Events;
using App.Tests.Api;
using App.Tests.Hosting;

namespace App.Tests.Webhooks;

/// <summary>Events and their catalogue as programs see them.</summary>
public sealed class EventEndpointTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Root = "/api/v1/events";

    [Fact]
    public async Task An_event_is_published_once_and_read_again()
    {
        using var first = await PublishAsync("k-1", "Priya Nair");
        var made = await Visitor.ReadAsync(first, HttpStatusCode.Created);
        Assert.Equal($"{Root}/{made["id"]}", first.Headers.Location!.OriginalString);
        Assert.Equal(("candidate.created", 1, "Priya Nair"), ((string?)made["type"], (int?)made["version"], (string?)made["data"]!["candidate"]!["name"]));
        Assert.Equal("msg_" + ((string)made["id"]!).Replace("-", "", StringComparison.Ordinal), (string?)made["messageId"]);

        var repeat = await Visitor.ReadAsync(await PublishAsync("k-1", "Priya Nair"), HttpStatusCode.OK);
        Assert.Equal((string?)made["id"], (string?)repeat["id"]);
        Assert.True(JsonNode.DeepEquals(made["data"], repeat["data"]));
        Assert.Equal("key_used", (string?)(await Visitor.ReadAsync(await PublishAsync("k-1", "Somebody else"), HttpStatusCode.UnprocessableEntity))["code"]);

        var read = await host.Bob.GetJsonAsync($"{Root}/{made["id"]}");
        Assert.Equal((string?)made["id"], (string?)read["event"]!["id"]);
        Assert.Empty(read["deliveries"]!.AsArray());
        Assert.Contains((await host.Bob.GetJsonAsync($"{Root}?type=candidate.created&limit=200"))["items"]!.AsArray(), e => (string?)e!["id"] == (string?)made["id"]);
        Assert.Empty((await host.Bob.GetJsonAsync($"{Root}?type=candidate.created&to=2020-01-01T00:00:00Z"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_wrong_is_named_by_its_field()
    {
        var wrong = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root, new { key = "k-2", type = "candidate.created", data = new { candidate = new { id = "c-1", name = "Priya", email = 7 } } }), HttpStatusCode.BadRequest);
        Assert.Equal(["data.candidate.email"], wrong["errors"]!.AsObject().Select(e => e.Key));
        var own = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Root, new { key = "k-2", type = "booking.created", data = new { } }), HttpStatusCode.BadRequest);
        Assert.Equal(["type"], own["errors"]!.AsObject().Select(e => e.Key));
        using var large = await host.Bob.SendAsync(HttpMethod.Post, Root, new { key = "k-2", type = "candidate.created", data = new string('x', 200_000) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task A_body_in_an_encoding_nobody_knows_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root) { Content = new StringContent("{}") };
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json; charset=nonsense");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        var refused = await Visitor.ReadAsync(await host.Bob.Client.SendAsync(request), HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("unsupported_media_type", (string?)refused["code"]);
    }

    [Fact]
    public async Task Members_and_read_only_eyes_are_refused_and_other_organizations_see_nothing()
    {
        var made = await Visitor.ReadAsync(await PublishAsync("k-3", "Priya Nair"), HttpStatusCode.Created);

        foreach (var path in (string[])[Root, $"{Root}/{made["id"]}", "/api/v1/event-types"])
        {
            using var refused = await host.Alice.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        using var elsewhere = await host.Carol.SendAsync(HttpMethod.Get, $"{Root}/{made["id"]}");
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task The_catalogue_lists_every_type_and_shows_its_schema_and_a_sample()
    {
        var listed = (await host.Bob.GetJsonAsync("/api/v1/event-types"))["items"]!.AsArray();
        Assert.Equal(EventTypes.All.Select(t => t.Name), listed.Select(t => (string)t!["name"]!));

        var type = await host.Bob.GetJsonAsync("/api/v1/event-types/booking.created");
        Assert.Equal(("Bookings", 1, false), ((string?)type["group"], (int?)type["version"], (bool?)type["isPublished"]));
        Assert.Equal(("object", "booking.created"), ((string?)type["schema"]!["type"], (string?)type["sample"]!["type"]));
        using var none = await host.Bob.SendAsync(HttpMethod.Get, "/api/v1/event-types/booking.vanished");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task The_page_shows_all_types_and_what_one_of_them_carries()
    {
        using var response = await host.Bob.SendAsync(HttpMethod.Get, "/integrations/webhooks/event-types?type=conflict.detected");
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(EventTypes.All, t => Assert.Contains($">{t.Name}</code>", page, StringComparison.Ordinal));
        Assert.Contains("bookingAndEvent", page, StringComparison.Ordinal);
        Assert.Contains("json-schema.org/draft/2020-12", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Careers page", page, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PublishAsync(string key, string name) =>
        host.Bob.SendAsync(HttpMethod.Post, Root, new { key, type = "candidate.created", data = new { candidate = new { id = "c-1", name } } });
}
