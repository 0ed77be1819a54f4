using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;
using App.Sandbox.People;

namespace App.Sandbox.Identity;

/// <summary>The page on which one of the people signs in.</summary>
internal sealed class AuthorizePage(GrantStore grants, ClientAuthentication clients)
{
    public async Task ShowAsync(HttpContext context)
    {
        var asked = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        if (!await RefuseAsync(context, asked))
        {
            await SandboxPage.WriteAsync(context, "Sign in", Page(context.Request, asked));
        }
    }

    public async Task ContinueAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var asked = form.ToDictionary(f => f.Key, f => f.Value.ToString());
        if (await RefuseAsync(context, asked))
        {
            return;
        }

        if (Person.ByEmail(asked.GetValueOrDefault("person")) is not { } person)
        {
            Redirect(context, asked, new() { ["error"] = "access_denied" });
            return;
        }

        var code = grants.IssueCode("idc-", new CodeTerms
        {
            Vendor = IdentityVendor.VendorKey,
            Account = person.Email,
            ClientId = asked["client_id"],
            RedirectUri = asked["redirect_uri"],
            Scopes = asked["scope"].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Nonce = asked.GetValueOrDefault("nonce"),
            Challenge = asked["code_challenge"],
            ChallengeMethod = "S256",
        });
        Redirect(context, asked, new() { ["code"] = code });
    }

    private async Task<bool> RefuseAsync(HttpContext context, Dictionary<string, string> asked)
    {
        if (!clients.IsKnown(asked.GetValueOrDefault("client_id")))
        {
            await SandboxPage.WriteProblemAsync(context, "This client is not known", "invalid_client", "The client id of the request is not the sandbox's. Check the configuration of the application.");
            return true;
        }

        if (!SandboxUrls.IsAllowedRedirect(asked.GetValueOrDefault("redirect_uri")))
        {
            await SandboxPage.WriteProblemAsync(context, "This way back is not allowed", "invalid_request", "The redirect URI is neither https nor a loopback address.");
            return true;
        }

        if (Error(asked) is not { } error)
        {
            return false;
        }

        Redirect(context, asked, new() { ["error"] = error.Code, ["error_description"] = error.Text });
        return true;
    }

    private static (string Code, string Text)? Error(Dictionary<string, string> asked)
    {
        if (asked.GetValueOrDefault("response_type") != "code")
        {
            return ("unsupported_response_type", "Only the code flow is supported.");
        }

        if (!asked.GetValueOrDefault("scope", "").Split(' ').Contains("openid"))
        {
            return ("invalid_scope", "The scope openid is required.");
        }

        if (string.IsNullOrEmpty(asked.GetValueOrDefault("code_challenge")) || asked.GetValueOrDefault("code_challenge_method") != "S256")
        {
            return ("invalid_request", "PKCE with S256 is required.");
        }

        return asked.GetValueOrDefault("prompt") == "none" ? ("login_required", "Nobody is signed in without the page.") : null;
    }

    private static void Redirect(HttpContext context, Dictionary<string, string> asked, Dictionary<string, string?> answer)
    {
        answer["state"] = asked.GetValueOrDefault("state");
        answer["iss"] = IdentityVendor.Issuer(context.Request);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(SandboxUrls.WithQuery(asked["redirect_uri"], answer));
    }

    private static Html Page(HttpRequest request, Dictionary<string, string> asked)
    {
        var hint = Person.ByEmail(asked.GetValueOrDefault("login_hint"));
        var action = SandboxUrls.Path(request, $"/{IdentityVendor.VendorKey}/authorize");
        var people = Person.All.OrderByDescending(p => p == hint).Select(p => Html.Of(
            $"""
            <li>
              <form method="post" action="{action}">
                {SandboxPage.Hidden(asked.Where(a => a.Key != "person"))}
                <input type="hidden" name="person" value="{p.Email}">
                <span class="tile" data-hue="{p.GivenName}" aria-hidden="true">{p.GivenName[..1]}{p.FamilyName[..1]}</span>
                <span class="who"><strong>{p.Name}</strong><span>{p.Email}</span><span class="meta">{p.Organization}, {p.Role}</span></span>
                <button class="{(p == hint ? "filled" : "outlined")}" aria-label="Continue as {p.Name}">Continue<span class="wide"> as {p.GivenName}</span></button>
              </form>
            </li>
            """));
        return Html.Of(
            $"""
            <section class="card">
              <h1>Sign in</h1>
              <p>Choose who you are. These people are invented and need no password.</p>
              <ul class="people">{Html.Join(people)}</ul>
            </section>
            """);
    }
}
