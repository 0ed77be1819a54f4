using App.Sandbox.Credentials;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;

namespace App.Sandbox.Google.OAuth;

/// <summary>Exchanges codes and refresh tokens, in Google's words.</summary>
internal sealed class TokenEndpoint(GrantStore grants, ClientAuthentication clients, SigningKey key, SandboxClock clock)
{
    private static readonly TokenShape Shape = new("ya29.", "1//0");

    public async Task RunAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache, no-store, max-age=0, must-revalidate";
        if (!context.Request.HasFormContentType)
        {
            await RefuseAsync(context, 400, "invalid_request", "Missing required parameter: grant_type");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (proof, clientId) = clients.Judge(context.Request, form);
        await (proof switch
        {
            ClientProof.UnknownClient => RefuseAsync(context, 401, "invalid_client", "The OAuth client was not found."),
            ClientProof.WrongSecret => RefuseAsync(context, 401, "invalid_client", "Unauthorized"),
            _ => AnswerAsync(context, form, clientId),
        });
    }

    public async Task RevokeAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        var token = (form?["token"] ?? default).ToString() is { Length: > 0 } posted ? posted : context.Request.Query["token"].ToString();
        if (grants.RevokeByToken(GoogleAccount.Vendor, token))
        {
            await context.Response.WriteAsJsonAsync(new { }, context.RequestAborted);
            return;
        }

        await RefuseAsync(context, 400, "invalid_token", "Token expired or revoked");
    }

    private Task AnswerAsync(HttpContext context, IFormCollection form, string clientId) => form["grant_type"].ToString() switch
    {
        "authorization_code" => ExchangeAsync(context, form, clientId),
        "refresh_token" => RefreshAsync(context, form, clientId),
        "" => RefuseAsync(context, 400, "invalid_request", "Missing required parameter: grant_type"),
        var other => RefuseAsync(context, 400, "unsupported_grant_type", $"Invalid grant_type: {other}"),
    };

    private Task ExchangeAsync(HttpContext context, IFormCollection form, string clientId)
    {
        var terms = grants.SpendCode(GoogleAccount.Vendor, form["code"].ToString());
        if (terms is null || terms.ClientId != clientId)
        {
            return RefuseAsync(context, 400, "invalid_grant", "Bad Request");
        }

        if (terms.RedirectUri != form["redirect_uri"])
        {
            return RefuseAsync(context, 400, "redirect_uri_mismatch", "Bad Request");
        }

        if (!Pkce.Proves(terms, form["code_verifier"]))
        {
            var missing = string.IsNullOrEmpty(form["code_verifier"]);
            return RefuseAsync(context, 400, "invalid_grant", missing ? "Missing code verifier." : "Invalid code verifier.");
        }

        var withholds = context.Features.Get<FaultsInReach>()?.Strikes(FaultKind.NoRefreshToken) == true;
        return WriteAsync(context, grants.IssueGrant(withholds ? terms with { Offline = false } : terms, Shape));
    }

    private Task RefreshAsync(HttpContext context, IFormCollection form, string clientId)
    {
        var token = form["refresh_token"].ToString();
        if (token.Length == 0)
        {
            return RefuseAsync(context, 400, "invalid_request", "Missing required parameter: refresh_token");
        }

        return grants.Refresh(GoogleAccount.Vendor, clientId, token, Shape) is { } tokens
            ? WriteAsync(context, tokens)
            : RefuseAsync(context, 400, "invalid_grant", "Token has been expired or revoked.");
    }

    private Task WriteAsync(HttpContext context, IssuedTokens tokens)
    {
        var answer = new Dictionary<string, object> { ["access_token"] = tokens.Access, ["expires_in"] = tokens.ExpiresIn };
        if (tokens.Refresh is not null)
        {
            answer["refresh_token"] = tokens.Refresh;
        }

        answer["scope"] = string.Join(' ', tokens.Scopes);
        answer["token_type"] = "Bearer";
        if (tokens.Terms is { } terms && tokens.Scopes.Contains("openid"))
        {
            answer["id_token"] = IdToken(context.Request, terms, tokens);
        }

        return context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    private string IdToken(HttpRequest request, CodeTerms terms, IssuedTokens tokens)
    {
        var now = clock.Now(GoogleAccount.Vendor).ToUnixTimeSeconds();
        var claims = UserInfo.Claims(GoogleAccount.ByEmail(terms.Account)!, tokens.Scopes);
        claims["iss"] = $"{SandboxUrls.Root(request)}/{GoogleAccount.Vendor}";
        claims["azp"] = terms.ClientId;
        claims["aud"] = terms.ClientId;
        claims["at_hash"] = SigningKey.AtHash(tokens.Access);
        claims["iat"] = now;
        claims["exp"] = now + 3600;
        if (!string.IsNullOrEmpty(terms.Nonce))
        {
            claims["nonce"] = terms.Nonce;
        }

        return key.Sign(claims);
    }

    private static Task RefuseAsync(HttpContext context, int status, string error, string description)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error, error_description = description }, context.RequestAborted);
    }
}
