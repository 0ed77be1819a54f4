using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace App.Sandbox.Tests.Hosting;

/// <summary>A push as an application gets it.</summary>
public sealed record ReceivedPush(string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    public JsonArray Value => Body!["value"]!.AsArray();
}

/// <summary>An application that takes pushes and proves its addresses when asked.</summary>
public sealed class PushReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedPush> _received = new();

    private PushReceiver(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>What it answers to pushes.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.Accepted;

    /// <summary>What it answers when it is to prove an address; the token itself unless set.</summary>
    public string? Proof { get; set; }

    public IReadOnlyList<ReceivedPush> Received => [.. _received];

    public static async Task<PushReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new PushReceiver(app);
        app.MapPost("/{**path}", receiver.TakeAsync);
        await app.StartAsync();
        receiver.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return receiver;
    }

    public void Clear() => _received.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        if (context.Request.Query["validationToken"].ToString() is { Length: > 0 } token)
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(Proof ?? token);
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _received.Enqueue(new ReceivedPush(context.Request.Path.Value!, headers, body.Length == 0 ? null : JsonNode.Parse(body)));
        context.Response.StatusCode = (int)Status;
    }
}
