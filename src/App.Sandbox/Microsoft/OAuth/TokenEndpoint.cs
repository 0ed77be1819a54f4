using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
using App.Sandbox.OAuth;
using NodaTime.Text;

namespace App.Sandbox.Microsoft.OAuth;

/// <summary>The token endpoint in the words of the identity platform, whose errors begin with a number.</summary>
internal sealed class TokenEndpoint(TokenExchange exchange, SigningKey key, SandboxClock clock) : ITokenDialect
{
    private static readonly InstantPattern Timestamp = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");

    public string Vendor => MicrosoftAccount.Vendor;

    public TokenShape Shape { get; } = new("EwB0", "0.AQ");

    public Task RunAsync(HttpContext context) => exchange.RunAsync(context, this);

    public Task WriteAsync(HttpContext context, IssuedTokens tokens)
    {
        var answer = new Dictionary<string, object>
        {
            ["token_type"] = "Bearer",
            ["scope"] = MicrosoftScopes.Answered(tokens.Scopes),
            ["expires_in"] = tokens.ExpiresIn,
            ["ext_expires_in"] = tokens.ExpiresIn,
            ["access_token"] = tokens.Access,
        };
        if (tokens.Refresh is not null)
        {
            answer["refresh_token"] = tokens.Refresh;
        }

        if (tokens.Terms is { } terms && tokens.Scopes.Contains("openid"))
        {
            answer["id_token"] = IdToken(context.Request, terms);
        }

        return context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }

    public Task RefuseAsync(HttpContext context, TokenRefusal refusal, IFormCollection? form) => refusal switch
    {
        TokenRefusal.NoForm or TokenRefusal.NoGrantType =>
            RefuseAsync(context, 400, "invalid_request", 900144, "The request body must contain the following parameter: 'grant_type'."),
        TokenRefusal.UnknownClient => RefuseAsync(context, 400, "unauthorized_client", 700016, "Application with this identifier was not found in the directory."),
        TokenRefusal.WrongSecret => RefuseAsync(context, 401, "invalid_client", 7000215, "Invalid client secret provided."),
        TokenRefusal.UnsupportedGrantType => RefuseAsync(context, 400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type."),
        TokenRefusal.OtherRedirect => RefuseAsync(context, 400, "invalid_client", 500112, "The reply address does not match the reply address provided when requesting the authorization code."),
        TokenRefusal.NoVerifier => RefuseAsync(context, 400, "invalid_grant", 501481, "The Code_Verifier is missing."),
        TokenRefusal.WrongVerifier => RefuseAsync(context, 400, "invalid_grant", 501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request."),
        TokenRefusal.NoRefreshToken => RefuseAsync(context, 400, "invalid_request", 900144, "The request body must contain the following parameter: 'refresh_token'."),
        TokenRefusal.DeadRefreshToken => RefuseAsync(context, 400, "invalid_grant", 50173, "The provided grant has expired due to it being revoked, a fresh auth token is needed."),
        _ => RefuseAsync(context, 400, "invalid_grant", 70008, "The provided authorization code or refresh token has expired due to inactivity."),
    };

    /// <summary>Answers in the platform's shape of an error.</summary>
    public Task RefuseAsync(HttpContext context, int status, string error, int code, string description)
    {
        context.Response.StatusCode = status;
        var trace = Guid.CreateVersion7().ToString();
        return context.Response.WriteAsJsonAsync(
            new
            {
                error,
                error_description = $"AADSTS{code}: {description} Trace ID: {trace}",
                error_codes = new[] { code },
                timestamp = Timestamp.Format(clock.Now(Vendor)),
                trace_id = trace,
                correlation_id = trace,
                error_uri = $"https://login.microsoftonline.com/error?code={code}",
            },
            context.RequestAborted);
    }

    private string IdToken(HttpRequest request, CodeTerms terms)
    {
        var now = clock.Now(Vendor).ToUnixTimeSeconds();
        var account = MicrosoftAccount.ByEmail(terms.Account)!;
        var claims = UserClaims.Of(account);
        claims["iss"] = UserClaims.Issuer(request, account.Tenant);
        claims["aud"] = terms.ClientId;
        claims["tid"] = account.Tenant;
        claims["oid"] = account.ObjectId;
        claims["preferred_username"] = account.Email;
        claims["ver"] = "2.0";
        claims["iat"] = now;
        claims["nbf"] = now;
        claims["exp"] = now + 3600;
        if (!string.IsNullOrEmpty(terms.Nonce))
        {
            claims["nonce"] = terms.Nonce;
        }

        return key.Sign(claims);
    }
}
