using Microsoft.AspNetCore.Http.Features;

namespace App.Hosting.Telemetry;

/// <summary>Names the span of a request after its route and says how it ended; the path itself may carry a token and is left out.</summary>
internal static class RequestSpans
{
    public static void UseRequestSpans(this WebApplication app) => app.Use(static async (context, next) =>
    {
        try
        {
            await next(context);
        }
        finally
        {
            Describe(context);
        }
    });

    private static void Describe(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        span.DisplayName = $"{context.Request.Method} {route}";
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
    }
}
