using System.Text.Encodings.Web;
using App.Auth;
using App.Infrastructure.Connections;
using App.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace App.Connections;

/// <summary>
/// The steps of connecting that leave our pages: off to the provider, back from it, and the answer to "is this the account you meant?". Plain
/// endpoints, for a prerendered page would run twice; each ends at a page that only reads.
/// </summary>
internal static class ConnectEndpoints
{
    public static void MapConnecting(this IEndpointRouteBuilder app)
    {
        app.MapPost("/" + Urls.StartConnecting, StartAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapPost("/" + Urls.AnswerOtherAccount, AnswerAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/" + Urls.Callback, CallbackAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> StartAsync(HttpContext context, StartAuthorization start, [FromForm] string provider, [FromForm] Guid? connection, CancellationToken cancellationToken) =>
        (await start.RunAsync(context.GetActor(), new AuthorizationRequest(provider, ConnectionId: connection), cancellationToken)).TryGet(out var started, out var failure)
            ? MoveOn(started.Url)
            : TypedResults.LocalRedirect($"~/{Urls.Connected}?problem={Uri.EscapeDataString(failure.Code)}");

    private static async Task<RedirectHttpResult> CallbackAsync(HttpContext context, CompleteAuthorization complete, string? state, string? code, string? error, CancellationToken cancellationToken)
    {
        var answer = await complete.RunAsync(context.GetActor(), new AuthorizationCallback(state, code, error), cancellationToken);
        var page = answer.AttemptId is { } attempt ? Urls.ConnectedResult(attempt) : Urls.Connected;
        return TypedResults.LocalRedirect(answer.Problem is null ? $"~/{page}" : $"~/{page}?problem={Uri.EscapeDataString(answer.Problem)}");
    }

    private static async Task<RedirectHttpResult> AnswerAsync(HttpContext context, ConfirmAccount confirm, [FromForm] Guid attempt, [FromForm] bool connect, CancellationToken cancellationToken)
    {
        await confirm.RunAsync(context.GetActor(), attempt, connect, cancellationToken);
        return TypedResults.LocalRedirect("~/" + Urls.ConnectedResult(attempt));
    }

    /// <summary>A page that moves on: browsers apply our <c>form-action</c> to redirects of a form's answer as well.</summary>
    private static ContentHttpResult MoveOn(Uri address)
    {
        var url = HtmlEncoder.Default.Encode(address.AbsoluteUri);
        return TypedResults.Content(
            $"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><meta http-equiv="refresh" content="0;url={url}"><title>One moment</title></head><body><p><a href="{url}">Continue</a></p></body></html>""",
            "text/html; charset=utf-8");
    }
}
