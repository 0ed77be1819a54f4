using App.Sandbox.Credentials;

namespace App.Sandbox.Google.OAuth;

/// <summary>Whose account it is: OpenID Connect's userinfo.</summary>
internal sealed class UserInfo(GrantStore grants)
{
    public Task RunAsync(HttpContext context)
    {
        var bearer = BearerToken.Of(context.Request) is { } token ? grants.Verify(GoogleAccount.Vendor, token) : null;
        if (bearer is null || !bearer.Scopes.Any(GoogleScopes.IsBasic))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"";
            return context.Response.WriteAsJsonAsync(
                new { error = "invalid_request", error_description = "Invalid Credentials" },
                context.RequestAborted);
        }

        return context.Response.WriteAsJsonAsync(Claims(GoogleAccount.ByEmail(bearer.Account)!, bearer.Scopes), context.RequestAborted);
    }

    /// <summary>What the granted scopes let a client know.</summary>
    public static Dictionary<string, object> Claims(GoogleAccount account, IReadOnlyList<string> scopes)
    {
        var claims = new Dictionary<string, object> { ["sub"] = account.Subject };
        if (scopes.Any(s => s.EndsWith("email", StringComparison.Ordinal)))
        {
            claims["email"] = account.Email;
            claims["email_verified"] = true;
        }

        if (!account.IsPrivate)
        {
            claims["hd"] = account.Person.Domain;
        }

        // Google gives the name with the profile scope; openid alone shows it here too, since the pages need it.
        claims["name"] = account.Person.Name;
        claims["given_name"] = account.Person.GivenName;
        claims["family_name"] = account.Person.FamilyName;
        return claims;
    }
}
