using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Inbound;
using App.Tests.Access;
using App.Tests.Api;
using App.Tests.Hosting;
using NodaTime;

namespace App.Tests.Webhooks;

/// <summary>Where events come in, in the whole application: sent over HTTP, worked on by its own pump.</summary>
public sealed class InboundEndpointTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Body = """{"type":"candidate.created","data":{"candidate":{"id":"c-1","name":"Ann"}}}""";

    [Fact]
    public async Task What_is_sent_comes_in_is_worked_on_and_can_be_worked_on_again()
    {
        var (source, secret) = await OpenAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync((string)source["url"]!, secret, "msg_1", Body)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync((string)source["url"]!, secret, "msg_1", Body)).Status);

        var listed = await Story.UntilAsync(host.Bob, $"/api/v1/inbound-events?connection={source["connectionId"]}", l => (string?)l["items"]![0]?["status"] == "processed");
        var id = (string)Assert.Single(listed["items"]!.AsArray())!["id"]!;
        Assert.Equal(Body, (string?)(await host.Bob.GetJsonAsync($"/api/v1/inbound-events/{id}"))["body"]);
        await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, $"/api/v1/inbound-events/{id}/replay"), HttpStatusCode.Accepted);
        await Story.UntilAsync(host.Bob, $"/api/v1/inbound-events/{id}", e => (string?)e["event"]!["status"] == "processed");
    }

    [Fact]
    public async Task Whoever_is_not_believed_is_answered_as_if_nothing_were_there()
    {
        var (source, secret) = await OpenAsync();
        var url = (string)source["url"]!;
        var wrong = await SendAsync(url, HmacSecret.Generate(), "msg_1", Body);
        var unknown = await SendAsync(url.Replace((string)source["connectionId"]!, Guid.CreateVersion7().ToString(), StringComparison.Ordinal), secret, "msg_1", Body);
        var noId = await SendAsync(url + "x", secret, "msg_1", Body);

        Assert.Equal(HttpStatusCode.NotFound, wrong.Status);
        Assert.Equal(wrong, unknown);
        Assert.Equal(wrong, noId);
        await Story.UntilAsync(host.Bob, $"/api/v1/inbound-events?connection={source["connectionId"]}&status=refused", l => l["items"]!.AsArray().Count == 1);
    }

    [Fact]
    public async Task A_body_is_taken_up_to_its_bound()
    {
        var (source, secret) = await OpenAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync((string)source["url"]!, secret, "a", new string(' ', ReceiveInbound.MostBytes))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync((string)source["url"]!, secret, "b", new string(' ', ReceiveInbound.MostBytes + 1))).Status);
    }

    [Fact]
    public async Task Its_networks_and_secret_are_set_and_a_secret_is_shown_once()
    {
        var (source, secret) = await OpenAsync();
        var path = $"/api/v1/connections/{source["connectionId"]}/inbound";
        var set = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Put, path, new { networks = new[] { "198.51.100.0/24" } }), HttpStatusCode.OK);
        Assert.Null((string?)set["secret"]);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync((string)source["url"]!, secret, "a", Body)).Status);

        var wrong = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Put, path, new { networks = new[] { "everywhere" } }), HttpStatusCode.BadRequest);
        Assert.NotNull(wrong["errors"]!["networks"]);
        var rotated = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Put, path, new { networks = Array.Empty<string>(), rotateSecret = true, graceHours = 0 }), HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync((string)source["url"]!, secret, "a", Body)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync((string)source["url"]!, HmacSecret.Parse((string?)rotated["secret"])!, "a", Body)).Status);
        Assert.Null((string?)(await host.Bob.GetJsonAsync(path))["secret"]);
    }

    [Fact]
    public async Task A_former_secret_is_believed_until_it_ends_or_is_ended()
    {
        var (source, secret) = await OpenAsync("Old system");
        var (url, path) = ((string)source["url"]!, $"/api/v1/connections/{source["connectionId"]}/inbound");
        var wrong = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Put, path, new { rotateSecret = true, graceHours = 169 }), HttpStatusCode.BadRequest);
        Assert.NotNull(wrong["errors"]!["graceHours"]);
        Assert.Null((string?)(await host.Bob.GetJsonAsync(path))["formerSecretExpiresAt"]);

        var rotated = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Put, path, new { rotateSecret = true }), HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(url, secret, "a", Body)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(url, HmacSecret.Parse((string?)rotated["secret"])!, "b", Body)).Status);
        Assert.NotNull((string?)rotated["formerSecretExpiresAt"]);
        Assert.Equal((string?)rotated["formerSecretExpiresAt"], (string?)(await host.Bob.GetJsonAsync(path))["formerSecretExpiresAt"]);
        Assert.Contains($"End now, the former secret of {source["name"]}", await PageAsync("/integrations/webhooks/inbound"), StringComparison.Ordinal);
        await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Put, path, new { rotateSecret = true }), HttpStatusCode.Conflict);

        using (var ended = await host.Bob.SendAsync(HttpMethod.Delete, path + "/former-secret"))
        {
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(url, secret, "c", Body)).Status);
        await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Delete, path + "/former-secret"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Its_pages_show_what_came_in()
    {
        var (source, secret) = await OpenAsync();
        await SendAsync((string)source["url"]!, secret, "msg_1", Body);
        var listed = await host.Bob.GetJsonAsync($"/api/v1/inbound-events?connection={source["connectionId"]}");
        var list = await PageAsync($"/integrations/webhooks/inbound?connection={source["connectionId"]}");
        var one = await PageAsync($"/integrations/webhooks/inbound/{listed["items"]![0]!["id"]}");
        var filtered = await PageAsync($"/integrations/webhooks/inbound?connection={source["connectionId"]}&status=failed");

        Assert.Contains("candidate.created", list, StringComparison.Ordinal);
        Assert.Contains("&quot;Ann&quot;", one, StringComparison.Ordinal);
        Assert.Contains("Nothing that came in fits this filter.", filtered, StringComparison.Ordinal);
        Assert.Contains("Open an address", await PageAsync("/integrations/connect"), StringComparison.Ordinal);
        Assert.Contains("What is sent to its address comes in.", await PageAsync("/integrations"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_read_is_not_shown_as_being_read()
    {
        var page = await PageAsync("/integrations/webhooks/inbound?page=nonsense");

        Assert.Contains("Try again", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Loading", page, StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string path)
    {
        using var answer = await host.Bob.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<(JsonNode Source, SigningSecret Secret)> OpenAsync(string name = "Applicant system")
    {
        var source = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, "/api/v1/connections/inbound", new { name }), HttpStatusCode.Created);
        return (source, HmacSecret.Parse((string?)source["secret"])!);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string url, SigningSecret secret, string id, string body)
    {
        var (bytes, now) = (Encoding.UTF8.GetBytes(body), TimeProvider.System.Now());
        using var stranger = host.Hub.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Hub.Address, new Uri(url).PathAndQuery)) { Content = new ByteArrayContent(bytes) };
        request.Headers.Add(MessageSignature.IdHeader, id);
        request.Headers.Add(MessageSignature.TimestampHeader, MessageSignature.Timestamp(now));
        request.Headers.Add(MessageSignature.SignatureHeader, MessageSignature.Sign(id, now, bytes, [secret]));
        using var answer = await stranger.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
