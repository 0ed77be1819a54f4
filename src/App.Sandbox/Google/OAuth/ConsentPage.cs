using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
using App.Sandbox.OAuth;
using App.Sandbox.Pages;

namespace App.Sandbox.Google.OAuth;

/// <summary>Where a person chooses an account and what to allow.</summary>
internal sealed class ConsentPage(GrantStore grants, ClientAuthentication clients)
{
    public async Task ShowAsync(HttpContext context)
    {
        var request = new ConsentRequest(context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()));
        if (request.Refusal(clients) is { } refusal)
        {
            await SandboxPage.WriteProblemAsync(context, "Access blocked", refusal.Code, refusal.Text);
            return;
        }

        await SandboxPage.WriteAsync(context, "Allow access to your Google account", Page(context.Request, request));
    }

    public async Task DecideAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = new ConsentRequest(form.ToDictionary(f => f.Key, f => f.Value.ToString()));
        if (request.Refusal(clients) is { } refusal)
        {
            await SandboxPage.WriteProblemAsync(context, "Access blocked", refusal.Code, refusal.Text);
            return;
        }

        if (form["decision"] != "allow" || GoogleAccount.ByEmail(form["account"]) is not { } account)
        {
            Redirect(context, request, [new("error", "access_denied")]);
            return;
        }

        Allow(context, request, account, [.. form["granted"].OfType<string>()]);
    }

    private void Allow(HttpContext context, ConsentRequest request, GoogleAccount account, HashSet<string> ticked)
    {
        var scopes = request.Scopes.Where(s => GoogleScopes.IsBasic(s) || ticked.Contains(s)).ToList();
        if (request.IncludesGranted)
        {
            scopes.AddRange(grants.ScopesGranted(GoogleAccount.Vendor, account.Email, request.ClientId).Except(scopes).ToList());
        }

        var isFirst = !grants.HasConsented(GoogleAccount.Vendor, account.Email, request.ClientId);
        var offline = request.IsOffline && (isFirst || request.AsksConsentAgain);
        var code = grants.IssueCode("4/0A", request.Terms(GoogleAccount.Vendor, account.Email, scopes, offline));
        Redirect(context, request, [new("code", code), new("scope", string.Join(' ', scopes)), new("authuser", "0"), new("prompt", "consent")]);
    }

    private static void Redirect(HttpContext context, ConsentRequest request, IEnumerable<KeyValuePair<string, string?>> answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(SandboxUrls.WithQuery(request.RedirectUri, [new("state", request.State), .. answer]));
    }

    private static Html Page(HttpRequest http, ConsentRequest request)
    {
        var hinted = GoogleAccount.ByEmail(request.LoginHint);
        return ConsentForm.Of(
            SandboxUrls.Path(http, "/google/o/oauth2/v2/auth"),
            "Allow access to your Google account",
            request,
            GoogleAccount.All.Select(a => new ConsentAccount(a.Email, a.Person.Name, a == hinted)),
            request.Scopes.Select(s => new ConsentScope(s, GoogleScopes.Describe(s), CanUntick: !GoogleScopes.IsBasic(s))));
    }
}
