using System.Net;
using System.Net.Http.Headers;
using System.Text;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Webhooks.Inbound;
using App.Tests.Hosting;
using Xunit.Abstractions;

namespace App.Tests.Webhooks;

/// <summary>Requests that begin as genuine ones and are changed at random, in path, headers and body: the server answers each, and keeps nothing for them.</summary>
public sealed class InboundFuzzTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 20261128;
    private const int AtOnce = 16;

    /// <summary>What may be left of a hundred thousand requests: caches that fill once, and the rows of a few genuine events.</summary>
    private const long MostGrowth = 32 * 1024 * 1024;

    private static readonly string[] Nasty = ["", "\0", "\n", "%", "%00", "%2F", "..", "/", "\\", "🦊", "\ud800", "'", "\"", "{", "}", "[", "]", "null", "-1", "9223372036854775808", "1e999", "msg_", "v1,", "v1a,", "=", "====", "A", " ", "\t", ";", ",", "<script>", "\u202e"];

    // The log that tests keep would grow with every line.
    private readonly HubHost _hub = HubHost.Start(("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Microsoft.AspNetCore", "Warning"));

    private Visitor _bob = null!;
    private int _refused;
    private int _taken;

    public async Task InitializeAsync() => _bob = await _hub.SignInAsync("bob@northwind.example");

    public async Task DisposeAsync()
    {
        _bob?.Dispose();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Changed_requests_never_break_the_server_nor_fill_its_memory()
    {
        var rounds = LongRounds.Count(10_000, 100_000);
        var genuine = await GenuineAsync();
        await RunAsync(genuine, new SeededNumbers(Seed), Math.Min(2_000, rounds));
        var before = Memory();
        var began = TimeProvider.System.GetTimestamp();

        await RunAsync(genuine, new SeededNumbers(Seed + 1), rounds);

        var grown = Memory() - before;
        output.WriteLine($"{rounds} requests in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s; {_taken} taken, {_refused} refused; memory grew by {grown / 1024} KB");
        Assert.True(grown < MostGrowth, $"Memory grew by {grown} bytes.");
        Assert.True(_taken > 0 && _refused > _taken, "Some changes are harmless, most are not.");
        Assert.DoesNotContain(_hub.Log.Lines, l => l.Contains("System.InvalidOperationException", StringComparison.Ordinal));
    }

    private async Task RunAsync(IReadOnlyList<Genuine> genuine, SeededNumbers random, int rounds)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = AtOnce }) { BaseAddress = _hub.Address };
        var seeds = Enumerable.Range(0, rounds).Select(_ => random.Next(int.MaxValue)).ToList();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, ct) =>
        {
            var dice = new SeededNumbers((ulong)seed);
            var one = dice.Of(genuine);
            var bits = dice.Next(int.MaxValue);
            using var answer = await SendAsync(client, () => Mutate(one, new SeededNumbers((ulong)bits)), ct);
            Assert.True((int)answer.StatusCode < 500, $"Seed {seed} was answered {(int)answer.StatusCode}.");
            Interlocked.Increment(ref answer.StatusCode == HttpStatusCode.Accepted ? ref _taken : ref _refused);
        });
    }

    /// <summary>A connection that the server closed behind a body it would not read may be used once more before that is seen: then the same is sent on a new one.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpClient client, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        try
        {
            using var request = make();
            return await client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            using var fresh = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _hub.Address };
            using var request = make();
            return await fresh.SendAsync(request, cancellationToken);
        }
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
            new($"/api/v1/inbound/incoming-webhook/{source["connectionId"]}", body => Sign(body, secret), dice => Encoding.UTF8.GetBytes($$"""{"type":"candidate.created","data": {"tags":["a","b"],"deep":{"x":null} ,"id":{{dice.Next(100)}} } }""")),
        ];
    }

    /// <summary>Half of the bodies are changed before they are signed: what comes behind the signature is tried as well.</summary>
    private static HttpRequestMessage Mutate(Genuine genuine, SeededNumbers dice)
    {
        var body = genuine.Body(dice);
        body = dice.Next(2) == 0 ? Change(body, dice) : body;
        var headers = genuine.Headers(body);
        body = dice.Next(4) == 0 ? Change(body, dice) : body;
        var path = dice.Next(4) == 0 ? Change(genuine.Path, dice, from: "/api/v1/inbound/".Length) : genuine.Path;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path + (dice.Next(10) == 0 ? "?validationToken=" + Uri.EscapeDataString(Plain(dice.Of(Nasty))) : ""), UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = dice.Next(10) == 0;
        request.Content.Headers.ContentType = dice.Next(3) == 0 ? null : new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            if (dice.Next(12) != 0)
            {
                request.Headers.TryAddWithoutValidation(name, Header(dice.Next(8) == 0 ? Change(value, dice, from: 0) : value));
            }
        }

        return request;
    }

    private static IReadOnlyList<(string, string)> Sign(byte[] body, SigningSecret secret)
    {
        var (now, id) = (TimeProvider.System.Now(), "msg_" + body.Length);
        return [(MessageSignature.IdHeader, id), (MessageSignature.TimestampHeader, MessageSignature.Timestamp(now)), (MessageSignature.SignatureHeader, MessageSignature.Sign(id, now, body, [secret]))];
    }

    private static byte[] Change(byte[] body, SeededNumbers dice)
    {
        var changed = body.ToList();
        for (var i = dice.Between(1, 3); i > 0; i--)
        {
            var at = dice.Next(changed.Count + 1);
            switch (dice.Next(6))
            {
                case 0 when at < changed.Count:
                    changed[at] = (byte)dice.Next(256);
                    break;
                case 1 when at < changed.Count:
                    changed.RemoveRange(at, dice.Between(1, changed.Count - at));
                    break;
                case 2:
                    changed.InsertRange(at, Enumerable.Repeat((byte)"[{\"0 \\"[dice.Next(6)], dice.Between(1, 2_000)));
                    break;
                case 3 when changed.Count > 0:
                    changed.InsertRange(at, changed.GetRange(0, dice.Between(1, changed.Count)));
                    break;
                case 4 when dice.Next(50) == 0:
                    changed.AddRange(new byte[ReceiveInbound.MostBytes]);
                    break;
                default:
                    changed.InsertRange(at, Encoding.UTF8.GetBytes(Plain(dice.Of(Nasty))));
                    break;
            }
        }

        return [.. changed];
    }

    private static string Change(string text, SeededNumbers dice, int from)
    {
        var at = dice.Between(from, text.Length);
        return dice.Next(4) switch
        {
            0 => text[..at],
            1 => text[..at] + Plain(dice.Of(Nasty)) + text[at..],
            2 => text[..at] + new string((char)dice.Between(33, 126), dice.Between(1, 2_000)) + text[at..],
            _ => text[..from] + Plain(dice.Of(Nasty)),
        };
    }

    /// <summary>What a client can write at all; what it can't is tried in bodies.</summary>
    private static string Plain(string text) => text.Replace('\ud800', '?');

    private static string Header(string text) => new([.. text.Where(c => c is >= ' ' and <= '~')]);

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed record Genuine(string Path, Func<byte[], IReadOnlyList<(string Name, string Value)>> Headers, Func<SeededNumbers, byte[]> Body);
}
