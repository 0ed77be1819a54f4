using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace App.Browser.Tests.Receiving;

/// <summary>A request as it came over the wire.</summary>
internal sealed record Received(IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>A receiver that keeps what comes, to the byte.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<Received> _came = Channel.CreateUnbounded<Received>();
    private readonly WebApplication _app;

    private Sink(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public static async Task<Sink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new Sink(builder.Build());
        sink._app.Run(sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    /// <summary>The next that comes.</summary>
    public async Task<Received> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _came.Reader.ReadAsync(limit.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _came.Writer.TryWrite(new Received(context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body.ToArray()));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
