using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
using App.Sandbox.People;

namespace App.Sandbox.Identity;

/// <summary>The token and userinfo endpoints.</summary>
internal sealed class IdentityTokens(GrantStore grants, ClientAuthentication clients, SigningKey key, SandboxClock clock)
{
    private static readonly TokenShape Shape = new("ida-", "idr-");

    public async Task ExchangeAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType)
        {
            await RefuseAsync(context, 400, "invalid_request", "The body must be a form.");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (proof, clientId) = clients.Judge(context.Request, form);
        if (proof != ClientProof.Good)
        {
            await RefuseAsync(context, 401, "invalid_client", "The client id or secret is wrong.");
            return;
        }

        if (form["grant_type"] != "authorization_code")
        {
            await RefuseAsync(context, 400, "unsupported_grant_type", "Only authorization_code is supported.");
            return;
        }

        await AnswerAsync(context, form, clientId);
    }

    public Task UserInfoAsync(HttpContext context)
    {
        var bearer = BearerToken.Of(context.Request) is { } token ? grants.Verify(IdentityVendor.VendorKey, token) : null;
        if (bearer is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return RefuseAsync(context, 401, "invalid_token", "The access token is not valid.");
        }

        return context.Response.WriteAsJsonAsync(Claims(Person.ByEmail(bearer.Account)!), context.RequestAborted);
    }

    private Task AnswerAsync(HttpContext context, IFormCollection form, string clientId)
    {
        var terms = grants.SpendCode(IdentityVendor.VendorKey, form["code"].ToString());
        if (terms is null || terms.ClientId != clientId || terms.RedirectUri != form["redirect_uri"] || !Pkce.Proves(terms, form["code_verifier"]))
        {
            return RefuseAsync(context, 400, "invalid_grant", "The code is spent, expired, or was issued for another request.");
        }

        var tokens = grants.IssueGrant(terms, Shape);
        return context.Response.WriteAsJsonAsync(
            new
            {
                access_token = tokens.Access,
                token_type = "Bearer",
                expires_in = tokens.ExpiresIn,
                scope = string.Join(' ', tokens.Scopes),
                id_token = IdToken(context.Request, terms, tokens),
            },
            context.RequestAborted);
    }

    private string IdToken(HttpRequest request, CodeTerms terms, IssuedTokens tokens)
    {
        var now = clock.Now(IdentityVendor.VendorKey).ToUnixTimeSeconds();
        var claims = Claims(Person.ByEmail(terms.Account)!);
        claims["iss"] = IdentityVendor.Issuer(request);
        claims["aud"] = terms.ClientId;
        claims["iat"] = now;
        claims["auth_time"] = now;
        claims["exp"] = now + 3600;
        claims["at_hash"] = SigningKey.AtHash(tokens.Access);
        if (!string.IsNullOrEmpty(terms.Nonce))
        {
            claims["nonce"] = terms.Nonce;
        }

        return key.Sign(claims);
    }

    private static Dictionary<string, object> Claims(Person person) => new()
    {
        ["sub"] = person.Subject,
        ["name"] = person.Name,
        ["given_name"] = person.GivenName,
        ["family_name"] = person.FamilyName,
        ["email"] = person.Email,
        ["email_verified"] = true,
        ["locale"] = person.Locale,
        ["zoneinfo"] = person.Zone,
    };

    private static Task RefuseAsync(HttpContext context, int status, string error, string description)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error, error_description = description }, context.RequestAborted);
    }
}
