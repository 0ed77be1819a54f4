using System.Text.Json;
using App.Infrastructure.Organizations;

namespace App.Auth;

/// <summary>What the issuer publishes about itself (OpenID Connect Discovery §3).</summary>
internal sealed record IssuerMetadata(string Issuer, string AuthorizationEndpoint, string TokenEndpoint, Uri KeySet, bool NamesItself, bool WantsBasic)
{
    private const string Tenant = "{tenantid}";

    /// <summary>The issuer a token must name: the published one, or that of the token's tenant where the published one is a template.</summary>
    public string? IssuerOf(string? tenant) =>
        !Issuer.Contains(Tenant, StringComparison.Ordinal) ? Issuer
        : Guid.TryParseExact(tenant, "D", out _) ? Issuer.Replace(Tenant, tenant, StringComparison.Ordinal)
        : null;

    /// <summary>Reads the document, and refuses it if it speaks for somebody else than it was asked for.</summary>
    public static IssuerMetadata Read(JsonElement document, Uri asked)
    {
        var issuer = document.Text("issuer") ?? throw new IssuerRefusedException("discovery without issuer");

        // Discovery §4.3: the issuer must be the one asked. A slash at the end is forgiven, because administrators copy it both ways.
        if (!IsAsked(issuer.TrimEnd('/'), asked.AbsoluteUri.TrimEnd('/')))
        {
            throw new IssuerRefusedException("discovery of another issuer");
        }

        return new(
            issuer,
            Endpoint(document, "authorization_endpoint").AbsoluteUri,
            Endpoint(document, "token_endpoint").AbsoluteUri,
            Endpoint(document, "jwks_uri"),
            document.TryGetProperty("authorization_response_iss_parameter_supported", out var named) && named.ValueKind == JsonValueKind.True,
            WantsBasicOf(document));
    }

    // Discovery §3: where the issuer does not say, it is client_secret_basic.
    private static bool WantsBasicOf(JsonElement document) =>
        !document.TryGetProperty("token_endpoint_auth_methods_supported", out var methods) || methods.ValueKind != JsonValueKind.Array
        || (methods.EnumerateArray().Any(m => m.ValueEquals("client_secret_basic")) && !methods.EnumerateArray().Any(m => m.ValueEquals("client_secret_post")));

    // https://login.example/common/v2.0 publishes https://login.example/{tenantid}/v2.0.
    private static bool IsAsked(string issuer, string asked)
    {
        if (!issuer.Contains(Tenant, StringComparison.Ordinal))
        {
            return string.Equals(issuer, asked, StringComparison.Ordinal);
        }

        var (published, wanted) = (issuer.Split('/'), asked.Split('/'));
        return published.Length == wanted.Length && published.Zip(wanted).Skip(3).All(p => p.First == Tenant || p.First == p.Second) && published.Zip(wanted).Take(3).All(p => p.First == p.Second);
    }

    // Codes, secrets and keys travel there: OpenID Connect Core §3.1.2 and §3.1.3 want TLS.
    private static Uri Endpoint(JsonElement document, string name) =>
        Uri.TryCreate(document.Text(name), UriKind.Absolute, out var address) && AuthOptions.IsSafe(address) ? address : throw new IssuerRefusedException(name);
}
