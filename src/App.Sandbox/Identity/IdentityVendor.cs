using System.Text.Json.Nodes;
using App.Sandbox.Credentials;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;
using App.Sandbox.People;

namespace App.Sandbox.Identity;

/// <summary>An OpenID Connect provider with ready people: issuer <c>/sandbox/identity</c>.</summary>
internal sealed class IdentityVendor(GrantStore grants, SigningKey key, AuthorizePage authorize, IdentityTokens tokens, EndSession endSession) : ISandboxVendor
{
    public const string VendorKey = "identity";

    public string Key => VendorKey;

    public string Name => "Sandbox identity";

    public void Map(IEndpointRouteBuilder vendor)
    {
        vendor.MapGet("/.well-known/openid-configuration", DiscoverAsync);
        vendor.MapGet("/jwks", context => context.Response.WriteAsJsonAsync(key.KeySet, context.RequestAborted));
        vendor.MapGet("/authorize", authorize.ShowAsync);
        vendor.MapPost("/authorize", authorize.ContinueAsync);
        vendor.MapPost("/token", tokens.ExchangeAsync);
        vendor.MapMethods("/userinfo", ["GET", "POST"], tokens.UserInfoAsync);
        vendor.MapMethods("/end-session", ["GET", "POST"], endSession.RunAsync);
    }

    public void MapControl(IEndpointRouteBuilder control)
    {
    }

    public void MapPages(IEndpointRouteBuilder pages)
    {
    }

    public Html Overview(HttpRequest request) => Html.Of(
        $"""
        <section class="card">
          <h3>{Name}</h3>
          <p>Signs people in with OpenID Connect. Issuer:</p>
          <p><code>{Issuer(request)}</code></p>
          <ul class="plain">{Html.Join(Person.All.Select(p => Html.Of($"""<li>{p.Name}<span class="meta">{p.Organization}, {p.Role}</span></li>""")))}</ul>
        </section>
        """);

    public static string Issuer(HttpRequest request) => $"{SandboxUrls.Root(request)}/{VendorKey}";

    public async ValueTask<string?> AccountOfAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType && context.Request.Path.Value!.EndsWith("/token", StringComparison.Ordinal))
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return grants.AccountOf(form["code"].ToString());
        }

        return BearerToken.Of(context.Request) is { } token ? grants.AccountOf(token) : null;
    }

    public ValueTask<bool> ContinuesSyncAsync(HttpContext context) => ValueTask.FromResult(false);

    public bool IsApiCall(HttpContext context) => context.Request.Path.Value!.EndsWith("/userinfo", StringComparison.Ordinal);

    public Task AnswerFaultAsync(HttpContext context, Fault fault)
    {
        var (status, error) = fault.Kind switch
        {
            FaultKind.Unauthorized => (401, "invalid_token"),
            FaultKind.RateLimit403 or FaultKind.Forbidden403 => (403, "access_denied"),
            FaultKind.TooMany429 => (429, "slow_down"),
            FaultKind.Gone410 => (410, "invalid_request"),
            FaultKind.TokenDown => (503, "temporarily_unavailable"),
            _ => (500, "server_error"),
        };
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error }, context.RequestAborted);
    }

    public JsonObject Describe() => new()
    {
        ["accounts"] = new JsonArray([.. Person.All.Select(p => (JsonNode)new JsonObject
        {
            ["email"] = p.Email,
            ["name"] = p.Name,
            ["organization"] = p.Organization,
            ["role"] = p.Role,
        })]),
    };

    public int Revoke(string account) => grants.RevokeAccount(account, VendorKey);

    public void Reset()
    {
    }

    private static Task DiscoverAsync(HttpContext context)
    {
        var issuer = Issuer(context.Request);
        return context.Response.WriteAsJsonAsync(
            new
            {
                issuer,
                authorization_endpoint = issuer + "/authorize",
                token_endpoint = issuer + "/token",
                userinfo_endpoint = issuer + "/userinfo",
                jwks_uri = issuer + "/jwks",
                end_session_endpoint = issuer + "/end-session",
                response_types_supported = new[] { "code" },
                response_modes_supported = new[] { "query" },
                grant_types_supported = new[] { "authorization_code" },
                subject_types_supported = new[] { "public" },
                id_token_signing_alg_values_supported = new[] { "RS256" },
                code_challenge_methods_supported = new[] { "S256" },
                token_endpoint_auth_methods_supported = new[] { "client_secret_post", "client_secret_basic" },
                scopes_supported = new[] { "openid", "profile", "email" },
                claims_supported = new[] { "sub", "name", "given_name", "family_name", "email", "email_verified", "locale", "zoneinfo" },
            },
            context.RequestAborted);
    }
}
