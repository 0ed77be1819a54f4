using System.Net;
using System.Text.Json.Nodes;
using App.Tests.Hosting;

namespace App.Tests.Access;

/// <summary>What members do, over HTTP alone.</summary>
internal static class Story
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Connects the sandbox's account of that address and returns the connection's id.</summary>
    public static async Task<string> ConnectAsync(Visitor visitor, string account, string? revive = null, string provider = "google-calendar")
    {
        var started = await Visitor.ReadAsync(await visitor.SendAsync(HttpMethod.Post, "/api/v1/connections/authorize", new { provider, connectionId = revive }), HttpStatusCode.Created);
        var callback = await SandboxConsent.AllowAsync(visitor.Client, new Uri((string)started["url"]!), account);
        var result = await visitor.LocationAsync(await visitor.SendAsync(HttpMethod.Get, callback.PathAndQuery));
        Assert.EndsWith((string)started["attemptId"]!, result.AbsolutePath, StringComparison.Ordinal);
        var connections = await visitor.GetJsonAsync("/api/v1/connections");
        return (string)connections["items"]!.AsArray().Single(c => (string?)c!["accountName"] == account && (string?)c["provider"] == provider)!["id"]!;
    }

    /// <summary>Waits until the API says what is wanted of a resource.</summary>
    public static async Task<JsonNode> UntilAsync(Visitor visitor, string path, Func<JsonNode, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var found = await visitor.GetJsonAsync(path);
            if (wanted(found))
            {
                return found;
            }

            Assert.False(limit.IsCancellationRequested, $"{path} still says {found.ToJsonString()}");
            await Task.Delay(50);
        }
    }
}
