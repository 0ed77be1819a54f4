using App.Sandbox.Credentials;
using App.Sandbox.Hosting;

namespace App.Sandbox.Microsoft.OAuth;

/// <summary>Who somebody is, at userinfo and in id tokens, and where that is described.</summary>
internal sealed class UserClaims(GrantStore grants, SigningKey key)
{
    public static Dictionary<string, object> Of(MicrosoftAccount account) => new()
    {
        ["sub"] = StableIds.Hex($"sub/{account.Email}", 43),
        ["name"] = account.Person.Name,
        ["given_name"] = account.Person.GivenName,
        ["family_name"] = account.Person.FamilyName,
        ["email"] = account.Email,
    };

    public static string Issuer(HttpRequest request, string tenant) => $"{Root(request)}/{tenant}/v2.0";

    public Task AnswerAsync(HttpContext context)
    {
        if (BearerToken.Of(context.Request) is not { } token || grants.Verify(MicrosoftAccount.Vendor, token) is not { } bearer || !bearer.Scopes.Contains("openid"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Task.CompletedTask;
        }

        return context.Response.WriteAsJsonAsync(Of(MicrosoftAccount.ByEmail(bearer.Account)!), context.RequestAborted);
    }

    public Task KeysAsync(HttpContext context) => context.Response.WriteAsJsonAsync(key.KeySet, context.RequestAborted);

    public Task DiscoverAsync(HttpContext context)
    {
        var tenant = (string)context.Request.RouteValues["tenant"]!;
        var root = $"{Root(context.Request)}/{tenant}";
        return context.Response.WriteAsJsonAsync(
            new
            {
                issuer = Issuer(context.Request, tenant is "common" or "organizations" ? "{tenantid}" : tenant == "consumers" ? MicrosoftAccount.PersonalTenant : tenant),
                authorization_endpoint = root + "/oauth2/v2.0/authorize",
                token_endpoint = root + "/oauth2/v2.0/token",
                jwks_uri = root + "/discovery/v2.0/keys",
                userinfo_endpoint = Root(context.Request) + "/oidc/userinfo",
                response_types_supported = new[] { "code" },
                response_modes_supported = new[] { "query" },
                subject_types_supported = new[] { "pairwise" },
                id_token_signing_alg_values_supported = new[] { "RS256" },
                scopes_supported = new[] { "openid", "profile", "email", MicrosoftScopes.Offline },
                token_endpoint_auth_methods_supported = new[] { "client_secret_post", "client_secret_basic" },
            },
            context.RequestAborted);
    }

    private static string Root(HttpRequest request) => $"{SandboxUrls.Root(request)}/{MicrosoftAccount.Vendor}";
}
