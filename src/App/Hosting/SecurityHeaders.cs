namespace App.Hosting;

/// <summary>
/// Tells browsers what a page of ours may do. Scripts come from our own files only; style attributes are what the component kit writes.
/// Forms go to ourselves only: where one leads on to a provider, its answer is a page that moves on (browsers apply <c>form-action</c> to redirects).
/// </summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use(static (context, next) =>
    {
        // At the last moment: an answer that is begun anew for an error keeps them, and a page with a policy of its own keeps that.
        context.Response.OnStarting(static state => Add((HttpContext)state), context);
        return next(context);
    });

    private static Task Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.TryAdd("Content-Security-Policy", Policy(context.Request));
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        return Task.CompletedTask;
    }

    private static string Policy(HttpRequest request) =>
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + $"connect-src 'self'{Sockets(request)}; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    /// <summary>Older browsers don't count the socket of the circuit as 'self'. A host of unusual characters is not repeated.</summary>
    private static string Sockets(HttpRequest request)
    {
        var host = request.Host.Value ?? "";
        var isPlain = host.Length > 0 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']');
        return isPlain ? $" {(request.IsHttps ? "wss" : "ws")}://{host}" : "";
    }
}
