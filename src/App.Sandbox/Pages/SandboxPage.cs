using App.Sandbox.Hosting;

namespace App.Sandbox.Pages;

/// <summary>The frame of every page a person sees in the sandbox.</summary>
internal static class SandboxPage
{
    // No form-action: after a consent form the browser follows the redirect to the client's own address.
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static Task WriteAsync(HttpContext context, string title, Html body, int status = StatusCodes.Status200OK, string width = "narrow")
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.WriteAsync(Frame(context.Request, title, body, width).Markup, context.RequestAborted);
    }

    private static Html Frame(HttpRequest request, string title, Html body, string width) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{title}</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="{SandboxUrls.Path(request, "/assets/sandbox.css")}">
        </head>
        <body class="{width}">
          <header><a href="{SandboxUrls.Path(request, "")}">Sandbox</a><span>Simulated services with invented people</span></header>
          <main>
          {body}
          </main>
        </body>
        </html>
        """);

    /// <summary>A page that says what is wrong with a request, as a vendor shows it instead of redirecting.</summary>
    public static Task WriteProblemAsync(HttpContext context, string title, string code, string detail) => WriteAsync(
        context,
        title,
        Html.Of($"""<section class="card"><h1>{title}</h1><p>{detail}</p><p class="meta">Error 400: <code>{code}</code></p></section>"""),
        StatusCodes.Status400BadRequest);

    /// <summary>The given parameters as hidden fields, so that a form carries on what it was asked.</summary>
    public static Html Hidden(IEnumerable<KeyValuePair<string, string>> fields) =>
        Html.Join(fields.Select(f => Html.Of($"""<input type="hidden" name="{f.Key}" value="{f.Value}">""")));
}
