using System.Net;
using System.Text.Json.Nodes;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Tests.Api;
using App.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Tests.Webhooks;

/// <summary>Webhooks over HTTP alone; Bob is an Admin, Alice is a member.</summary>
public sealed class WebhookEndpointTests(ApiHost host) : IClassFixture<ApiHost>, IAsyncLifetime
{
    private const string Webhooks = "/api/v1/webhooks";

    private readonly List<string> _received = [];
    private WebApplication _receiver = null!;

    private string Receiver => _receiver.Urls.First() + "/hook";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _receiver = builder.Build();
        _receiver.MapPost("/hook", (HttpRequest request) => _received.Add(request.Headers["webhook-id"].ToString()));
        await _receiver.StartAsync();
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task A_webhook_is_made_read_changed_paused_resumed_and_deleted_and_its_ETag_is_honoured()
    {
        var made = await CreateAsync(new { name = "Hook", url = "https://example.com/hook", eventTypes = new[] { "endpoint.disabled" }, headers = new Dictionary<string, string> { ["X-Team"] = "hiring" }, filters = new[] { new { field = "endpointId", @operator = "exists" } } });
        var path = $"{Webhooks}/{made["id"]}";
        Assert.StartsWith("whsec_", (string)made["secret"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("hiring", made.ToJsonString(), StringComparison.Ordinal);
        var read = await host.Bob.SendAsync(HttpMethod.Get, path);
        Assert.StartsWith("\"1-", read.Headers.ETag!.ToString(), StringComparison.Ordinal);

        var changed = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Patch, path, new { retries = "0s, 1m", perMinute = 60 }, ("If-Match", read.Headers.ETag!.ToString())), HttpStatusCode.OK);
        Assert.Equal(("Hook", "0s, 1m", 60, "X-Team", "exists"), ((string?)changed["name"], (string?)changed["retries"], (int?)changed["perMinute"], (string?)changed["headerNames"]![0], (string?)changed["filters"]![0]!["operator"]));
        var cleared = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Patch, path, new { retries = "", perMinute = 0, headers = new { }, filters = Array.Empty<object>(), eventTypes = Array.Empty<string>() }), HttpStatusCode.OK);
        Assert.Equal((null, null, 0, 0, 0), ((string?)cleared["retries"], (int?)cleared["perMinute"], cleared["headerNames"]!.AsArray().Count, cleared["filters"]!.AsArray().Count, cleared["eventTypes"]!.AsArray().Count));

        Assert.Equal("paused", (string?)(await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, path + "/pause"), HttpStatusCode.OK))["status"]);
        Assert.Equal("enabled", (string?)(await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, path + "/resume"), HttpStatusCode.OK))["status"]);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await host.Bob.SendAsync(HttpMethod.Delete, path, null, ("If-Match", read.Headers.ETag!.ToString()))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Bob.SendAsync(HttpMethod.Delete, path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Bob.SendAsync(HttpMethod.Get, path)).StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"","url":"https://example.com/"}""", "name")]
    [InlineData("""{"name":"a","url":"http://example.com/"}""", "url")]
    [InlineData("""{"name":"a","url":"https://example.com/","eventTypes":["moon.rose"]}""", "eventTypes")]
    [InlineData("""{"name":"a","url":"https://example.com/","headers":{"Host":"b"}}""", "headers")]
    [InlineData("""{"name":"a","url":"https://example.com/","headers":{"X-A":null}}""", "headers")]
    [InlineData("""{"name":"a","url":"https://example.com/","filters":[{"field":"a b","operator":"exists"}]}""", "filters")]
    [InlineData("""{"name":"a","url":"https://example.com/","retries":"soon"}""", "retries")]
    [InlineData("""{"name":"a","url":"https://example.com/","template":"{% if %"}""", "template")]
    public async Task Bad_input_names_its_field(string body, string field)
    {
        var problem = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Webhooks, JsonNode.Parse(body)), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]![field]);
    }

    [Theory]
    [InlineData("/api/v1/events?type=%00", "type")]
    [InlineData("/api/v1/deliveries?type=%00", "type")]
    [InlineData("/api/v1/deliveries?type=moon.rose", "type")]
    [InlineData("/api/v1/deliveries?subject=%00", "subject")]
    [InlineData("/api/v1/deliveries?search=msg_1", "search")]
    [InlineData("/api/v1/deliveries?answer=teapot", "answer")]
    public async Task What_cannot_be_looked_for_is_named(string path, string field) =>
        Assert.NotNull((await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Get, path), HttpStatusCode.BadRequest))["errors"]![field]);

    [Fact]
    public async Task Half_a_character_in_any_text_is_bad_input()
    {
        foreach (var part in (string[])["\"name\":\"\\ud800\",\"url\":\"https://example.com/\"", "\"name\":\"a\",\"url\":\"https://example.com/\\ud800\"", "\"name\":\"a\",\"url\":\"https://example.com/\",\"headers\":{\"X-A\":\"\\ud800\"}", "\"name\":\"a\",\"url\":\"https://example.com/\",\"headers\":{\"\\ud800\":\"a\"}"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Webhooks) { Content = new StringContent("{" + part + "}", System.Text.Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
            using var refused = await host.Bob.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_test_arrives_before_and_after_it_is_made()
    {
        var before = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Webhooks + "/test", new { webhook = new { name = "Hook", url = Receiver }, eventType = "endpoint.disabled" }), HttpStatusCode.OK);
        var made = await CreateAsync(new { name = "Hook", url = Receiver });
        var after = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"{Webhooks}/{made["id"]}/test", new { eventType = "endpoint.disabled" }), HttpStatusCode.OK);

        Assert.Equal([(string)before["messageId"]!, (string)after["messageId"]!], _received.Where(id => id.StartsWith("msg_test_", StringComparison.Ordinal)));
        Assert.Equal((true, 200, true), ((bool)before["delivered"]!, (int)before["status"]!, before["secret"] is not null));
        Assert.Equal((true, null), ((bool)after["delivered"]!, (string?)after["secret"]));
    }

    [Fact]
    public async Task Secrets_are_rotated_revealed_and_ended_and_a_repeat_does_not_show_one_again()
    {
        var made = await CreateAsync(new { name = "Hook", url = "https://example.com/hook" });
        var path = $"{Webhooks}/{made["id"]}";

        var rotated = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, path + "/rotate-secret", new { graceHours = 2 }, ("Idempotency-Key", "once")), HttpStatusCode.Created);
        var repeat = await host.Bob.SendAsync(HttpMethod.Post, path + "/rotate-secret", new { graceHours = 2 }, ("Idempotency-Key", "once"));
        var secrets = (await host.Bob.GetJsonAsync(path + "/secrets"))["items"]!.AsArray();

        Assert.Equal(HttpStatusCode.Conflict, repeat.StatusCode);
        Assert.Equal([(string)rotated["secret"]!, (string)made["secret"]!], secrets.Select(s => (string)s!["secret"]!));
        Assert.Equal(HttpStatusCode.Conflict, (await host.Bob.SendAsync(HttpMethod.Delete, $"{path}/secrets/{secrets[0]!["id"]}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Bob.SendAsync(HttpMethod.Delete, $"{path}/secrets/{secrets[1]!["id"]}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Bob.SendAsync(HttpMethod.Post, path + "/rotate-secret", new { graceHours = 169 })).StatusCode);
        foreach (var hours in (int[])[int.MaxValue, int.MinValue, -1])
        {
            var problem = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, path + "/rotate-secret", new { graceHours = hours }), HttpStatusCode.BadRequest);
            Assert.NotNull(problem["errors"]!["graceHours"]);
        }
    }

    [Fact]
    public async Task Deliveries_are_listed_read_sent_again_and_replayed()
    {
        var made = await CreateAsync(new { name = "Hook", url = "https://example.com/hook" });
        var path = $"{Webhooks}/{made["id"]}";
        await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, path + "/pause"), HttpStatusCode.OK);
        var (first, second) = (await DeliverAsync(made), await DeliverAsync(made));

        var list = await host.Bob.SendAsync(HttpMethod.Get, $"/api/v1/deliveries?webhook={made["id"]}&status=gaveUp&limit=1");
        Assert.Contains("rel=\"next\"", list.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Equal(second.ToString(), (string?)(await Visitor.ReadAsync(list, HttpStatusCode.OK))["items"]![0]!["id"]);
        Assert.Equal("endpoint.disabled", (string?)(await host.Bob.GetJsonAsync($"/api/v1/deliveries/{first}"))["delivery"]!["type"]);
        Assert.Empty((await host.Bob.GetJsonAsync($"/api/v1/deliveries/{first}/attempts"))["items"]!.AsArray());
        Assert.Equal(24, (await host.Bob.GetJsonAsync(path + "/stats"))["hours"]!.AsArray().Count);

        Assert.Equal(first.ToString(), (string?)Assert.Single((await host.Bob.GetJsonAsync($"/api/v1/deliveries?search={first}"))["items"]!.AsArray())!["id"]);
        Assert.Empty((await host.Bob.GetJsonAsync($"/api/v1/deliveries?webhook={made["id"]}&subject=Application%204711&answer=5xx"))["items"]!.AsArray());

        var again = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"/api/v1/deliveries/{first}/resend"), HttpStatusCode.Accepted);
        Assert.Equal("waiting", (string?)again["delivery"]!["status"]);
        var replay = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, path + "/replay", new { scope = "failed" }), HttpStatusCode.Accepted);
        var ended = await Access.Story.UntilAsync(host.Bob, $"{path}/replay/{replay["id"]}", r => r["endedAt"] is not null);

        Assert.Equal((1, 1), ((int)ended["total"]!, (int)ended["done"]!));
        Assert.Equal("waiting", (string?)(await host.Bob.GetJsonAsync($"/api/v1/deliveries/{second}"))["delivery"]!["status"]);
        Assert.Single((await host.Bob.GetJsonAsync(path + "/replay"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Members_find_none_of_it()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await host.Alice.SendAsync(HttpMethod.Get, Webhooks)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Alice.SendAsync(HttpMethod.Post, Webhooks, new { name = "Mine", url = "https://example.com/" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Alice.SendAsync(HttpMethod.Get, "/api/v1/deliveries")).StatusCode);
    }

    private async Task<JsonNode> CreateAsync(object body) => await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Webhooks, body), HttpStatusCode.Created);

    /// <summary>One that was given up.</summary>
    private async Task<Guid> DeliverAsync(JsonNode made)
    {
        await using var db = host.Hub.Get<AppDatabase>().ForSystem("test");
        var id = Guid.Parse((string)made["id"]!);
        var endpoint = await db.Endpoints.SingleAsync(e => e.Id == id);
        var delivery = new Delivery { Id = Guid.CreateVersion7(), OrganizationId = endpoint.OrganizationId, EndpointId = endpoint.Id, MessageId = Guid.CreateVersion7(), Type = "endpoint.disabled", At = Domain.Time.Clock.Now(TimeProvider.System), Status = DeliveryStatus.GaveUp };
        db.Deliveries.Add(delivery);
        db.Messages.Add(new Message { Id = delivery.MessageId, OrganizationId = delivery.OrganizationId, Type = delivery.Type, At = delivery.At, Body = "{}", FannedAt = delivery.At });
        await db.SaveChangesAsync();
        return delivery.Id;
    }
}
