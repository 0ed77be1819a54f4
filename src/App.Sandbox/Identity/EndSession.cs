using App.Sandbox.Hosting;
using App.Sandbox.Pages;

namespace App.Sandbox.Identity;

/// <summary>Sign-out: there is no session to end, so it only leads back.</summary>
internal sealed class EndSession
{
    public async Task RunAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        string? Asked(string name) => (form?[name] ?? context.Request.Query[name]).ToString() is { Length: > 0 } value ? value : null;

        var back = Asked("post_logout_redirect_uri");
        if (SandboxUrls.IsAllowedRedirect(back))
        {
            context.Response.Redirect(SandboxUrls.WithQuery(back!, [new("state", Asked("state"))]));
            return;
        }

        await SandboxPage.WriteAsync(context, "Signed out", Html.Of($"""<section class="card"><h1>Signed out</h1><p>You can close this page.</p></section>"""));
    }
}
