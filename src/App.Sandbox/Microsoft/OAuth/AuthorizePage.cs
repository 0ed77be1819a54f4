using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
using App.Sandbox.OAuth;
using App.Sandbox.Pages;

namespace App.Sandbox.Microsoft.OAuth;

/// <summary>Where a person chooses an account of the tenant the client named, and allows what is asked.</summary>
internal sealed class AuthorizePage(GrantStore grants, ClientAuthentication clients)
{
    private const string Title = "Permissions requested";

    public async Task ShowAsync(HttpContext context)
    {
        var request = new AuthorizeRequest(Tenant(context), context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()));
        if (!await RefuseAsync(context, request))
        {
            await SandboxPage.WriteAsync(context, Title, Page(context.Request, request));
        }
    }

    public async Task DecideAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = new AuthorizeRequest(Tenant(context), form.ToDictionary(f => f.Key, f => f.Value.ToString()));
        if (await RefuseAsync(context, request))
        {
            return;
        }

        var account = request.Accounts.FirstOrDefault(a => a == MicrosoftAccount.ByEmail(form["account"]));
        if (form["decision"] != "allow" || account is null)
        {
            var why = account is null && form["decision"] == "allow"
                ? "AADSTS50020: User account does not exist in the tenant and cannot access the application."
                : "AADSTS65004: User declined to consent to access the app.";
            Redirect(context, request, [new("error", "access_denied"), new("error_description", why)]);
            return;
        }

        var scopes = MicrosoftScopes.Read(request.Scopes);
        var terms = request.Terms(MicrosoftAccount.Vendor, account.Email, scopes, offline: scopes.Contains(MicrosoftScopes.Offline));
        Redirect(context, request, [new("code", grants.IssueCode(account.IsPersonal ? "M.C5" : "0.A", terms)), new("session_state", Guid.CreateVersion7().ToString())]);
    }

    /// <summary>Refuses on a page while the way back is not proven, otherwise by redirecting.</summary>
    private async Task<bool> RefuseAsync(HttpContext context, AuthorizeRequest request)
    {
        if (request.Doubt(clients) is { } doubt)
        {
            await SandboxPage.WriteProblemAsync(context, "Sorry, but we're having trouble signing you in", doubt.Code, doubt.Text);
            return true;
        }

        if (request.Fault() is not { } fault)
        {
            return false;
        }

        Redirect(context, request, [new("error", fault.Code), new("error_description", fault.Text)]);
        return true;
    }

    private static void Redirect(HttpContext context, AuthorizeRequest request, IEnumerable<KeyValuePair<string, string?>> answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(SandboxUrls.WithQuery(request.RedirectUri, [.. answer, new("state", request.State)]));
    }

    private static Html Page(HttpRequest http, AuthorizeRequest request)
    {
        var hinted = MicrosoftAccount.ByEmail(request.LoginHint);
        return ConsentForm.Of(
            SandboxUrls.Path(http, $"/{MicrosoftAccount.Vendor}/{Uri.EscapeDataString(request.Tenant)}/oauth2/v2.0/authorize"),
            Title,
            request,
            request.Accounts.Select(a => new ConsentAccount(a.Email, $"{a.Person.Name}, {a.Kind}", a == hinted)),
            MicrosoftScopes.Read(request.Scopes).Select(s => new ConsentScope(s, MicrosoftScopes.Describe(s), CanUntick: false)));
    }

    private static string Tenant(HttpContext context) => (string)context.Request.RouteValues["tenant"]!;
}
