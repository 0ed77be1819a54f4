using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using App.Sandbox.Tests.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Tests.Identity;

public sealed class IdentityTests : SandboxTest
{
    private const string Verifier = "a-verifier-of-sufficient-length-for-the-rule-of-43-characters";
    private const string RedirectUri = "https://hub.example/signin-oidc";

    private static Dictionary<string, string?> Asked(params (string Name, string? Value)[] changes)
    {
        var asked = new Dictionary<string, string?>
        {
            ["client_id"] = "sandbox-client",
            ["redirect_uri"] = RedirectUri,
            ["response_type"] = "code",
            ["scope"] = "openid profile email",
            ["state"] = "s1",
            ["nonce"] = "n1",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            asked[name] = value;
        }

        return asked.Where(a => a.Value is not null).ToDictionary();
    }

    private async Task<Uri> ContinueAsync(string person)
    {
        var form = Asked().Append(new("person", person)).Select(f => KeyValuePair.Create(f.Key, f.Value!));
        using var response = await Host.Http.PostAsync("/sandbox/identity/authorize", new FormUrlEncodedContent(form));
        return response.Headers.Location!;
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> ExchangeAsync(string code, string secret = "sandbox-secret", string verifier = Verifier, string redirect = RedirectUri)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/identity/token");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox-client:" + secret)));
        request.Content = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirect), new("code_verifier", verifier)]);
        using var response = await Host.Http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private static string CodeOf(Uri location) => QueryHelpers.ParseQuery(location.Query)["code"].ToString();

    [Fact]
    public async Task The_page_offers_each_person_by_name()
    {
        var page = await Host.Http.GetStringAsync(QueryHelpers.AddQueryString("/sandbox/identity/authorize", Asked()));

        foreach (var name in new[] { "Olivia Brandt", "Bob Meyer", "Alice Keller", "Carol Diaz" })
        {
            Assert.Contains($"aria-label=\"Continue as {name}\"", page);
        }

        Assert.DoesNotContain("<script", page);
    }

    [Fact]
    public async Task A_hint_skips_nothing()
    {
        using var response = await Host.Http.GetAsync(QueryHelpers.AddQueryString("/sandbox/identity/authorize", Asked(("login_hint", Alice))));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_id_token_is_signed_and_carries_who_signed_in()
    {
        var location = await ContinueAsync(Alice);
        Assert.StartsWith(RedirectUri, location.ToString());
        Assert.Equal("s1", QueryHelpers.ParseQuery(location.Query)["state"]);
        var (_, tokens) = await ExchangeAsync(CodeOf(location));
        var parts = tokens["id_token"]!.GetValue<string>().Split('.');
        var keys = JsonNode.Parse(await Host.Http.GetStringAsync("/sandbox/identity/jwks"))!["keys"]![0]!;

        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = WebEncoders.Base64UrlDecode(keys["n"]!.GetValue<string>()),
            Exponent = WebEncoders.Base64UrlDecode(keys["e"]!.GetValue<string>()),
        });
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var claims = JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[1]))!;
        Assert.Equal($"{Host.Address}/sandbox/identity", claims["iss"]!.GetValue<string>());
        Assert.Equal("sandbox-client", claims["aud"]!.GetValue<string>());
        Assert.Equal("n1", claims["nonce"]!.GetValue<string>());
        Assert.Equal(Alice, claims["email"]!.GetValue<string>());
        Assert.True(claims["email_verified"]!.GetValue<bool>());
        Assert.Equal("Alice Keller", claims["name"]!.GetValue<string>());
        Assert.Equal("Europe/Berlin", claims["zoneinfo"]!.GetValue<string>());
    }

    [Fact]
    public async Task Userinfo_answers_the_access_token()
    {
        var (_, tokens) = await ExchangeAsync(CodeOf(await ContinueAsync("carol@fabrikam.example")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/identity/userinfo");
        request.Headers.Authorization = new("Bearer", tokens["access_token"]!.GetValue<string>());

        var claims = JsonNode.Parse(await (await Host.Http.SendAsync(request)).Content.ReadAsStringAsync())!;

        Assert.Equal("America/New_York", claims["zoneinfo"]!.GetValue<string>());
        Assert.Equal("u-carol", claims["sub"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_code_is_refused_when_spent_late_or_not_proved()
    {
        var spent = CodeOf(await ContinueAsync(Alice));
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync(spent)).Status);
        Assert.Equal("invalid_grant", (await ExchangeAsync(spent)).Body["error"]!.GetValue<string>());
        Assert.Equal("invalid_grant", (await ExchangeAsync(CodeOf(await ContinueAsync(Alice)), verifier: "wrong")).Body["error"]!.GetValue<string>());
        Assert.Equal("invalid_grant", (await ExchangeAsync(CodeOf(await ContinueAsync(Alice)), redirect: "https://hub.example/other")).Body["error"]!.GetValue<string>());
        Assert.Equal("invalid_client", (await ExchangeAsync(CodeOf(await ContinueAsync(Alice)), secret: "guess")).Body["error"]!.GetValue<string>());
        var late = CodeOf(await ContinueAsync(Alice));
        Host.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("invalid_grant", (await ExchangeAsync(late)).Body["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "email", "invalid_scope")]
    [InlineData("prompt", "none", "login_required")]
    public async Task A_wrong_request_is_told_to_the_client(string name, string? value, string error)
    {
        using var response = await Host.Http.GetAsync(QueryHelpers.AddQueryString("/sandbox/identity/authorize", Asked((name, value))));

        Assert.Equal(error, QueryHelpers.ParseQuery(response.Headers.Location!.Query)["error"]);
    }

    [Fact]
    public async Task An_unproven_address_is_never_redirected_to()
    {
        using var response = await Host.Http.GetAsync(
            QueryHelpers.AddQueryString("/sandbox/identity/authorize", Asked(("redirect_uri", "http://elsewhere.example/"))));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_issuer_follows_the_host_that_was_asked()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/identity/.well-known/openid-configuration");
        request.Headers.Host = "vendors.example";

        var document = JsonNode.Parse(await (await Host.Http.SendAsync(request)).Content.ReadAsStringAsync())!;

        Assert.Equal("http://vendors.example/sandbox/identity", document["issuer"]!.GetValue<string>());
        Assert.StartsWith("http://vendors.example/sandbox/identity/", document["token_endpoint"]!.GetValue<string>());
    }

    [Fact]
    public async Task Signing_out_leads_back()
    {
        using var response = await Host.Http.GetAsync("/sandbox/identity/end-session?post_logout_redirect_uri=https%3A%2F%2Fhub.example%2Fbye&state=x");

        Assert.Equal("https://hub.example/bye?state=x", response.Headers.Location!.ToString());
    }
}
