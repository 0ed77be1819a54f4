using App.Tests.Hosting;

namespace App.Tests.Webhooks;

/// <summary>Very many requests, many at once, each made of a seed: all are answered, none by a fault of the server's, and nothing is kept in memory for them.</summary>
internal sealed class Barrage(HubHost hub) : IDisposable
{
    private const int AtOnce = 16;

    /// <summary>What may be left of a hundred thousand requests: caches that fill once.</summary>
    private const long MostGrowth = 32 * 1024 * 1024;

    private const int MostTries = 5;

    private readonly HttpClient _client = NewClient(hub);
    private int _refused;
    private int _taken;

    /// <summary>Settings of a host for it: the log that tests keep would grow with every line.</summary>
    public static (string, string)[] Settings { get; } = [("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Microsoft.AspNetCore", "Warning"), ("Api:RequestsPerMinute", "1000000")];

    /// <returns>What it came to, in words.</returns>
    public async Task<string> RunAsync(ulong seed, int rounds, Func<SeededNumbers, HttpRequestMessage> make)
    {
        await SendAllAsync(new SeededNumbers(seed), Math.Min(2_000, rounds), make);
        (_taken, _refused) = (0, 0);
        var (before, began) = (Memory(), TimeProvider.System.GetTimestamp());

        await SendAllAsync(new SeededNumbers(seed + 1), rounds, make);

        var (took, grown) = (TimeProvider.System.GetElapsedTime(began), Memory() - before);
        Assert.True(grown < MostGrowth, $"Memory grew by {grown} bytes.");
        Assert.True(_taken > 0 && _refused > _taken, $"Some changes are harmless, most are not: {_taken} taken, {_refused} refused.");
        return $"{rounds} requests in {took.TotalSeconds:0.0} s; {_taken} taken, {_refused} refused; memory grew by {grown / 1024} KB";
    }

    /// <summary>Whatever was let in can be listed and read, and broke nothing afterwards.</summary>
    public async Task AssertReadableAsync(Visitor reader, string path, int most = 300)
    {
        var ids = new List<string>();
        string? next = null;
        do
        {
            var page = await reader.GetJsonAsync($"{path}?limit=100{(next is null ? "" : "&cursor=" + Uri.EscapeDataString(next))}");
            ids.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
            next = (string?)page["next"];
        }
        while (next is not null && ids.Count < most);

        Assert.NotEmpty(ids);
        foreach (var id in ids)
        {
            Assert.NotEmpty((await reader.GetJsonAsync($"{path}/{id}")).ToJsonString());
        }

        Assert.DoesNotContain(hub.Log.Lines, l => l.Contains("System.InvalidOperationException", StringComparison.Ordinal) || l.Contains("System.Text.Json.JsonException", StringComparison.Ordinal));
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAllAsync(SeededNumbers random, int rounds, Func<SeededNumbers, HttpRequestMessage> make)
    {
        var seeds = Enumerable.Range(0, rounds).Select(_ => (ulong)random.Next(int.MaxValue)).ToList();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, ct) =>
        {
            using var answer = await SendAsync(() => make(new SeededNumbers(seed)), ct);
            Assert.True((int)answer.StatusCode < 500, $"Seed {seed} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)} {string.Join(Environment.NewLine, hub.Log.Lines.Where(l => l.Contains("Exception", StringComparison.Ordinal)).TakeLast(1))}");
            Interlocked.Increment(ref answer.IsSuccessStatusCode ? ref _taken : ref _refused);
        });
    }

    /// <summary>
    /// A connection that the server closed behind a body it would not read may be used once more before that is seen, and of a body that is still being written its answer may be lost: then the same is
    /// sent on a new one.
    /// </summary>
    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        for (var left = MostTries; ; left--)
        {
            using var fresh = left == MostTries ? null : NewClient(hub);
            using var request = make();
            try
            {
                return await (fresh ?? _client).SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException) when (left > 1)
            {
                continue;
            }
        }
    }

    private static HttpClient NewClient(HubHost hub) => new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = AtOnce }) { BaseAddress = hub.Address };

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
