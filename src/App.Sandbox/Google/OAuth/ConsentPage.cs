using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
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
        var code = grants.IssueCode("4/0A", new CodeTerms
        {
            Vendor = GoogleAccount.Vendor,
            Account = account.Email,
            ClientId = request.ClientId,
            RedirectUri = request.RedirectUri,
            Scopes = scopes,
            Nonce = request.Nonce,
            Challenge = request.Challenge,
            ChallengeMethod = request.ChallengeMethod,
            Offline = request.IsOffline && (isFirst || request.AsksConsentAgain),
        });
        Redirect(context, request, [new("code", code), new("scope", string.Join(' ', scopes)), new("authuser", "0"), new("prompt", "consent")]);
    }

    private static void Redirect(HttpContext context, ConsentRequest request, IEnumerable<KeyValuePair<string, string?>> answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(SandboxUrls.WithQuery(request.RedirectUri, [new("state", request.State), .. answer]));
    }

    private static Html Page(HttpRequest http, ConsentRequest request)
    {
        var client = new Uri(request.RedirectUri).Host;
        return Html.Of(
            $"""
            <form class="card consent" method="post" action="{SandboxUrls.Path(http, "/google/o/oauth2/v2/auth")}">
              {SandboxPage.Hidden(request.Carried)}
              <h1>Allow access to your Google account</h1>
              <p><strong>{client}</strong> asks for access. You can take it back at any time.</p>
              <fieldset><legend>Choose an account</legend>{Accounts(request)}</fieldset>
              <fieldset><legend>Choose what {client} may do</legend>{Scopes(request)}</fieldset>
              <div class="actions">
                <button class="outlined" name="decision" value="cancel" formnovalidate>Cancel</button>
                <button class="filled" name="decision" value="allow">Allow</button>
              </div>
            </form>
            """);
    }

    private static Html Accounts(ConsentRequest request)
    {
        var hinted = GoogleAccount.ByEmail(request.LoginHint);
        return Html.Join(GoogleAccount.All.Select(account => Html.Of(
            $"""
            <label class="choice">
              <input type="radio" name="account" value="{account.Email}" required{Html.If(account == hinted, new Html(" checked"))}>
              <span><strong>{account.Email}</strong><span class="meta">{account.Person.Name}</span></span>
            </label>
            """)));
    }

    private static Html Scopes(ConsentRequest request) => Html.Join(request.Scopes.Select(scope => GoogleScopes.IsBasic(scope)
        ? Html.Of(
            $"""
            <label class="choice">
              <input type="checkbox" checked disabled>
              <span><strong>{GoogleScopes.Describe(scope)}</strong><span class="meta">{scope}</span></span>
            </label>
            """)
        : Html.Of(
            $"""
            <label class="choice">
              <input type="checkbox" name="granted" value="{scope}" checked>
              <span><strong>{GoogleScopes.Describe(scope)}</strong><span class="meta">{scope}</span></span>
            </label>
            """)));
}
