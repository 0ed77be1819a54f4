using System.Collections.Concurrent;
using System.Text;
using App.Domain.Time;
using App.Domain.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Tests.Webhooks.Delivering;

/// <summary>A message as it came.</summary>
internal sealed record Arrival(string Path, string Id, string Timestamp, string Signature, string Body, IHeaderDictionary Headers)
{
    public bool IsSignedWith(string secret) => MessageSignature.Verify(Id, Timestamp, Signature, Encoding.UTF8.GetBytes(Body), [HmacSecret.Parse(secret)!], TimeProvider.System.Now()).IsOk;
}

/// <summary>Where endpoints of tests are: it notes what comes and answers as it is told, 204 by itself.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Sink(WebApplication server) => _server = server;

    public ConcurrentQueue<Arrival> All { get; } = new();

    /// <summary>How it answers.</summary>
    public Func<Arrival, HttpContext, Task> Answer { get; set; } = (_, context) =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public static async Task<Sink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new Sink(builder.Build());
        sink._server.Run(sink.TakeAsync);
        await sink._server.StartAsync();
        return sink;
    }

    public string Url(string path) => $"{_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/{path}";

    public IReadOnlyList<Arrival> At(string path) => [.. All.Where(a => a.Path == "/" + path)];

    public void Answers(int status) => Answer = (_, context) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        var arrival = new Arrival(context.Request.Path, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), await reader.ReadToEndAsync(), new HeaderDictionary(headers.ToDictionary()));
        All.Enqueue(arrival);
        await Answer(arrival, context);
    }
}
