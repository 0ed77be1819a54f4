using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Calendars.Push;
using App.Tests.Access;
using App.Tests.Hosting;
using Xunit.Abstractions;

namespace App.Tests.Webhooks;

/// <summary>Requests that begin as genuine ones and are changed at random, in path, headers and body: the server answers each, and keeps nothing for them.</summary>
public sealed class InboundFuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 20261128;

    private readonly HubHost _hub = HubHost.Start(Barrage.Settings);

    private Visitor _bob = null!;

    public async Task InitializeAsync() => _bob = await _hub.SignInAsync("bob@northwind.example");

    public async Task DisposeAsync()
    {
        _bob?.Dispose();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Changed_requests_never_break_the_server_nor_fill_its_memory()
    {
        var rounds = LongRounds.Count(5_000, 100_000);
        var genuine = await GenuineAsync();
        using var barrage = new Barrage(_hub);

        output.WriteLine(await barrage.RunAsync(Seed, rounds, dice => Mutate(dice.Of(genuine), dice)));

        await Story.UntilAsync(_bob, "/api/v1/inbound-events?status=received", waiting => waiting["items"]!.AsArray().Count == 0);
        await barrage.AssertReadableAsync(_bob, "/api/v1/inbound-events");
        await barrage.AssertReadableAsync(_bob, "/api/v1/events");
    }

    private async Task<IReadOnlyList<Genuine>> GenuineAsync()
    {
        var key = _hub.Get<ChannelKey>();
        Assert.True((await key.LoadAsync(default)).IsOk);
        var channel = Guid.CreateVersion7();
        var source = await Visitor.ReadAsync(await _bob.SendAsync(HttpMethod.Post, "/api/v1/connections/inbound", new { name = "Fuzz" }), HttpStatusCode.Created);
        var secret = HmacSecret.Parse((string?)source["secret"])!;
        return
        [
            new("/api/v1/inbound/google-calendar/" + key.IdOf(channel), _ => [("X-Goog-Channel-Token", key.SecretOf(channel)), ("X-Goog-Resource-State", "exists"), ("X-Goog-Channel-ID", "c"), ("X-Goog-Resource-ID", "r"), ("X-Goog-Channel-Expiration", "Mon, 12 Jan 2026 09:00:00 GMT")], _ => []),
            new("/api/v1/inbound/outlook-calendar/" + key.IdOf(channel), _ => [], _ => Encoding.UTF8.GetBytes($$"""{"value":[{"clientState":"{{key.SecretOf(channel)}}","subscriptionId":"s","subscriptionExpirationDateTime":"2026-01-12T09:00:00Z","lifecycleEvent":"missed"}]}""")),
            new($"/api/v1/inbound/incoming-webhook/{source["connectionId"]}", body => Sign(body, secret), dice => Encoding.UTF8.GetBytes(dice.OneIn(2)
                ? $$"""{"type":"shoe.sold","data": {"tags":["a","b"],"deep":{"x":null} ,"id":{{dice.Next(100)}} } }"""
                : $$"""{"type":"candidate.created","subject":"c-{{dice.Next(5)}}","data":{"candidate":{"id":"c-{{dice.Next(100)}}","name":"Ann"},"source":"Referral"} }""")),
        ];
    }

    /// <summary>Half of the bodies are changed before they are signed: what comes behind the signature is tried as well.</summary>
    private static HttpRequestMessage Mutate(Genuine genuine, SeededNumbers dice)
    {
        var body = genuine.Body(dice);
        body = dice.OneIn(2) ? Mutations.Of(body, dice) : body;
        var headers = genuine.Headers(body);
        body = dice.OneIn(4) ? Mutations.Of(body, dice) : body;
        var path = dice.Next(4) == 0 ? Mutations.Of(genuine.Path, dice, from: "/api/v1/inbound/".Length) : genuine.Path;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path + (dice.Next(10) == 0 ? "?validationToken=" + Uri.EscapeDataString(Mutations.Nasty(dice)) : ""), UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = dice.Next(10) == 0;
        request.Content.Headers.ContentType = dice.Next(3) == 0 ? null : new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            if (dice.Next(12) != 0)
            {
                request.Headers.TryAddWithoutValidation(name, Mutations.Header(dice.Next(8) == 0 ? Mutations.Of(value, dice, from: 0) : value));
            }
        }

        return request;
    }

    private static IReadOnlyList<(string, string)> Sign(byte[] body, SigningSecret secret)
    {
        var (now, id) = (TimeProvider.System.Now(), "msg_" + Convert.ToHexString(SHA256.HashData(body))[..3]);
        return [(MessageSignature.IdHeader, id), (MessageSignature.TimestampHeader, MessageSignature.Timestamp(now)), (MessageSignature.SignatureHeader, MessageSignature.Sign(id, now, body, [secret]))];
    }

    private sealed record Genuine(string Path, Func<byte[], IReadOnlyList<(string Name, string Value)>> Headers, Func<SeededNumbers, byte[]> Body);
}
