using System.Net.Mime;
using App.Api;
using App.Infrastructure.Webhooks.Inbound;

namespace App.Webhooks;

/// <summary>
/// Where services send to. Open to all and not limited by rate, for one address of a service's speaks for many members: a forged signal is told by its id before a
/// byte of its body is read, a forged event by its signature, and a flood behind a right id costs no more than reading bodies of bounded size and answering.
/// </summary>
internal static class InboundEndpoints
{
    public static void MapInbound(this RouteGroupBuilder api) => api.MapPost("/inbound/{provider}/{address}", TakeAsync)
        .AllowAnonymous()
        .DisableRateLimiting()
        .WithMetadata(new BodyLimit(ReceiveInbound.MostBytes))
        .ExcludeFromDescription();

    /// <summary>Accepted, with nothing done yet; or, where the sender asks whether the address is ours, its own words in plain text.</summary>
    private static async Task TakeAsync(HttpContext context, string provider, string address, ReceiveInbound receive)
    {
        using var body = new MemoryStream();
        var arrival = new InboundArrival(name => context.Request.Headers[name], name => context.Request.Query[name], context.Connection.RemoteIpAddress, ReadBodyAsync);
        if (!(await receive.RunAsync(provider, address, arrival, context.RequestAborted)).TryGet(out var echo, out var refused))
        {
            await Problems.WriteAsync(context, refused);
        }
        else if (echo is null)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        else
        {
            context.Response.ContentType = MediaTypeNames.Text.Plain;
            await context.Response.WriteAsync(echo, context.RequestAborted);
        }

        async Task<ReadOnlyMemory<byte>> ReadBodyAsync(CancellationToken cancellationToken)
        {
            await context.Request.Body.CopyToAsync(body, cancellationToken);
            return body.GetBuffer().AsMemory(0, (int)body.Length);
        }
    }
}
