using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
using App.Sandbox.OAuth;

namespace App.Sandbox.Google.OAuth;

/// <summary>The token endpoint in Google's words.</summary>
internal sealed class TokenEndpoint(TokenExchange exchange, GrantStore grants, SigningKey key, SandboxClock clock) : ITokenDialect
{
    public string Vendor => GoogleAccount.Vendor;

    public TokenShape Shape { get; } = new("ya29.", "1//0");

    public Task RunAsync(HttpContext context) => exchange.RunAsync(context, this);

    public Task RefuseAsync(HttpContext context, TokenRefusal refusal, IFormCollection? form) => refusal switch
    {
        TokenRefusal.NoForm or TokenRefusal.NoGrantType => RefuseAsync(context, 400, "invalid_request", "Missing required parameter: grant_type"),
        TokenRefusal.UnknownClient => RefuseAsync(context, 401, "invalid_client", "The OAuth client was not found."),
        TokenRefusal.WrongSecret => RefuseAsync(context, 401, "invalid_client", "Unauthorized"),
        TokenRefusal.UnsupportedGrantType => RefuseAsync(context, 400, "unsupported_grant_type", $"Invalid grant_type: {form!["grant_type"]}"),
        TokenRefusal.OtherRedirect => RefuseAsync(context, 400, "redirect_uri_mismatch", "Bad Request"),
        TokenRefusal.NoVerifier => RefuseAsync(context, 400, "invalid_grant", "Missing code verifier."),
        TokenRefusal.WrongVerifier => RefuseAsync(context, 400, "invalid_grant", "Invalid code verifier."),
        TokenRefusal.NoRefreshToken => RefuseAsync(context, 400, "invalid_request", "Missing required parameter: refresh_token"),
        TokenRefusal.DeadRefreshToken => RefuseAsync(context, 400, "invalid_grant", "Token has been expired or revoked."),
        _ => RefuseAsync(context, 400, "invalid_grant", "Bad Request"),
    };

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

    public Task WriteAsync(HttpContext context, IssuedTokens tokens)
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
