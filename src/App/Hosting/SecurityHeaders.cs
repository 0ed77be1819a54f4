namespace App.Hosting;

/// <summary>
/// Tells browsers what a page of ours may do. Scripts come from our own files only; style attributes are what the component kit writes.
/// Forms go to ourselves only: where one leads on to a provider, its answer is a page that moves on (browsers apply <c>form-action</c> to redirects).
/// </summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context.Request);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    });

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
