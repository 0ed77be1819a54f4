using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Webhooks.Events;
using App.Tests.Hosting;
using Xunit.Abstractions;

namespace App.Tests.Webhooks;

/// <summary>Events that a program publishes, of every type, changed at random in headers and body: the server answers each, and keeps nothing in memory for them.</summary>
public sealed class PublishFuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 20261129;

    private static readonly string[] Headers = ["Idempotency-Key", "Authorization", "Accept", "Accept-Encoding", "If-Match", "Expect", "Range", "Cookie", "Origin", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "traceparent", "Host"];
    private static readonly string[] Kinds = ["application/json; charset=utf-16", "application/json; charset=nonsense", "text/json", "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"];

    private readonly HubHost _hub = HubHost.Start(Barrage.Settings);

    private Visitor _olivia = null!;
    private string _key = "";

    public async Task InitializeAsync()
    {
        _olivia = await _hub.SignInAsync("olivia@northwind.example");
        _key = (string)(await Visitor.ReadAsync(await _olivia.SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "Fuzz", mayWrite = true }), HttpStatusCode.Created))["secret"]!;
    }

    public async Task DisposeAsync()
    {
        _olivia?.Dispose();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Changed_events_never_break_the_server_nor_fill_its_memory()
    {
        var genuine = HiringEventTypes.All.Select(t => (t.Name, Data: JsonNode.Parse(EventSamples.Read(t))!["data"]!.ToJsonString())).ToList();
        using var barrage = new Barrage(_hub);

        output.WriteLine(await barrage.RunAsync(Seed, LongRounds.Count(5_000, 100_000), dice => Mutate(dice.Of(genuine), dice)));

        await barrage.AssertReadableAsync(_olivia, "/api/v1/events");
    }

    private HttpRequestMessage Mutate((string Type, string Data) genuine, SeededNumbers dice)
    {
        var number = dice.Next(50);
        var body = Encoding.UTF8.GetBytes($$"""{"key":"{{genuine.Type}} {{number}}","type":"{{genuine.Type}}","subject":"s-{{number % 5}}","data":{{genuine.Data}} }""");
        body = dice.OneIn(6) ? body : Mutations.Of(body, dice);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/events", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(dice.OneIn(20) ? dice.Of(Kinds) : "application/json");
        request.Headers.TransferEncodingChunked = dice.OneIn(10);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {_key}");
        if (dice.OneIn(5))
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", $"i-{dice.Next(500)}");
        }

        for (var i = dice.OneIn(5) ? dice.Between(1, 3) : 0; i > 0; i--)
        {
            var name = dice.Of(Headers);
            if (!dice.OneIn(3))
            {
                request.Headers.Remove(name);
            }

            request.Headers.TryAddWithoutValidation(name, Mutations.Header(Mutations.Of("k-1", dice, from: 0)));
        }

        return request;
    }
}
