using App.Auth;
using App.Domain;
using Microsoft.AspNetCore.Antiforgery;

namespace App.Api;

/// <summary>
/// A browser sends the cookie along whoever asks. Where a cookie authenticates a change, the browser must say that our own page asks
/// (<c>Sec-Fetch-Site</c>, which no script can set), or the request must carry the antiforgery token.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (IsSafe(context.Request.Method) || context.User.FindActor() is not Actor.Person || context.Request.Headers["Sec-Fetch-Site"] == "same-origin" || await antiforgery.IsRequestValidAsync(context))
        {
            await next(context);
            return;
        }

        await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "cross_site", "A signed-in browser may change things only from our own pages. Programs use an API key.");
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
