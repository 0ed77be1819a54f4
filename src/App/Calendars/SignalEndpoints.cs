using System.Net.Mime;
using App.Api;
using App.Domain.Calendars;
using App.Infrastructure.Calendars.Push;

namespace App.Calendars;

/// <summary>
/// Where vendors push to. Open to all and not limited by rate, for one address of a vendor's speaks for many members: a forgery is told by its id before a
/// byte of its body is read, and a flood behind a right id costs no more than reading bodies of bounded size and answering.
/// </summary>
internal static class SignalEndpoints
{
    public static void MapSignals(this RouteGroupBuilder api) => api.MapPost("/inbound/{provider}/{channel}", TakeAsync)
        .AllowAnonymous()
        .DisableRateLimiting()
        .WithMetadata(new BodyLimit(ReceiveSignals.MostBytes))
        .ExcludeFromDescription();

    /// <summary>Accepted, with nothing done yet; or, where the vendor asks whether the address is ours, its own words in plain text.</summary>
    private static async Task TakeAsync(HttpContext context, string provider, string channel, ReceiveSignals receive)
    {
        if (!receive.Open(provider, channel).TryGet(out var id, out var refused))
        {
            await Problems.WriteAsync(context, refused);
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new PushRequest(name => context.Request.Headers[name], name => context.Request.Query[name], body.GetBuffer().AsMemory(0, (int)body.Length));
        if (!receive.Take(provider, id, request).TryGet(out var echo, out refused))
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
    }
}
