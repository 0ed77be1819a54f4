using System.Text.Json.Nodes;
using App.Auth;

namespace App.Tests.Auth;

public sealed class IdTokenTests
{
    private const string Issuer = "https://id.test";

    private readonly ManualTime _time = new();
    private readonly TestIssuer _issuer = new(Issuer);

    [Theory]
    [InlineData("RS256", "r1")]
    [InlineData("PS256", "r1")]
    [InlineData("ES256", "e1")]
    [InlineData("ES256", null)]
    public async Task Believes_what_the_issuer_signed_for_us(string algorithm, string? kid)
    {
        var token = await VerifyAsync(_issuer.Sign(Good(), algorithm, kid));

        Assert.Equal((Issuer, "ann"), (token.Issuer, token.Subject));
    }

    [Theory]
    [InlineData("none", "r1")]
    [InlineData("HS256", "r1")]
    [InlineData("RS512", "r1")]
    [InlineData("RS256", "unknown")]
    [InlineData("RS256", "weak")]
    [InlineData("RS256", "for-encryption")]
    [InlineData("RS256", null)]
    [InlineData("RS256", "e1")]
    [InlineData("ES256", "r1")]
    public Task Refuses_algorithms_and_keys_it_does_not_trust(string algorithm, string? kid) => AssertRefusedAsync(_issuer.Sign(Good(), algorithm, kid));

    [Fact]
    public async Task Refuses_what_was_not_said_for_this_sign_in()
    {
        var now = _time.GetUtcNow();
        await AssertRefusedAsync(c => c["iss"] = "https://evil.test");
        await AssertRefusedAsync(c => c["iss"] = Issuer + "/");
        await AssertRefusedAsync(c => c.Remove("iss"));
        await AssertRefusedAsync(c => c["aud"] = "other");
        await AssertRefusedAsync(c => c["aud"] = new JsonArray("other"));
        await AssertRefusedAsync(c => c.Remove("aud"));
        await AssertRefusedAsync(c => c["aud"] = new JsonArray("app", "other"));
        await AssertRefusedAsync(c => c["azp"] = "other");
        await AssertRefusedAsync(c => c["exp"] = now.AddMinutes(-3).ToUnixTimeSeconds());
        await AssertRefusedAsync(c => c.Remove("exp"));
        await AssertRefusedAsync(c => c["exp"] = "tomorrow");
        await AssertRefusedAsync(c => c["exp"] = 1e30);
        await AssertRefusedAsync(c => c["iat"] = now.AddMinutes(3).ToUnixTimeSeconds());
        await AssertRefusedAsync(c => c.Remove("iat"));
        await AssertRefusedAsync(c => c["nbf"] = now.AddMinutes(3).ToUnixTimeSeconds());
        await AssertRefusedAsync(c => c["nonce"] = "n2");
        await AssertRefusedAsync(c => c.Remove("nonce"));
        await AssertRefusedAsync(c => c["sub"] = "");
        await AssertRefusedAsync(c => c["sub"] = 7);
        await AssertRefusedAsync(c => c.Remove("sub"));
    }

    [Fact]
    public async Task Refuses_when_no_nonce_was_sent()
    {
        var token = _issuer.Sign(Good());
        await Assert.ThrowsAsync<IssuerRefusedException>(() => Verifier().VerifyAsync(token, "app", null, default));
        await Assert.ThrowsAsync<IssuerRefusedException>(() => Verifier().VerifyAsync(_issuer.Sign(With(c => c["nonce"] = "")), "app", "", default));
    }

    [Fact]
    public async Task Refuses_what_was_changed_after_signing()
    {
        var parts = _issuer.Sign(Good()).Split('.');
        var other = TestIssuer.Encode(With(c => c["sub"] = "bob"));

        await AssertRefusedAsync($"{parts[0]}.{other}.{parts[2]}");
        await AssertRefusedAsync($"{parts[0]}.{parts[1]}.");
        await AssertRefusedAsync($"{TestIssuer.Encode(new JsonObject { ["alg"] = "none" })}.{parts[1]}.");
        await AssertRefusedAsync(_issuer.Sign(Good(), header: new JsonObject { ["crit"] = new JsonArray("exp") }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("W10.W10.W10")]
    [InlineData("a.b.c.d.e")]
    public Task Refuses_what_is_no_token(string token) => AssertRefusedAsync(token);

    [Fact]
    public Task Refuses_a_token_of_unreasonable_size() => AssertRefusedAsync(_issuer.Sign(With(c => c["name"] = new string('x', 20_000))));

    [Fact]
    public async Task Takes_several_audiences_where_we_are_the_authorized_party() =>
        await VerifyAsync(_issuer.Sign(With(c => (c["aud"], c["azp"]) = (new JsonArray("app", "other"), "app"))));

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("\"yes\"", false)]
    [InlineData("1", false)]
    [InlineData("null", false)]
    public async Task An_address_is_verified_only_where_the_issuer_says_so(string said, bool verified) =>
        Assert.Equal(verified, (await VerifyAsync(_issuer.Sign(With(c => (c["email"], c["email_verified"]) = ("ann@example.org", JsonNode.Parse(said)))))).EmailVerified);

    [Fact]
    public async Task Fetches_keys_again_after_a_rotation_but_not_for_every_bad_token()
    {
        var verifier = Verifier();
        await verifier.VerifyAsync(_issuer.Sign(Good()), "app", "n1", default);
        _issuer.RsaKid = "r2";
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<IssuerRefusedException>(() => verifier.VerifyAsync(_issuer.Sign(Good(), kid: "r2"), "app", "n1", default));
        }

        Assert.Single(_issuer.Asked);
        _time.Advance(TimeSpan.FromMinutes(1));
        await verifier.VerifyAsync(_issuer.Sign(Good(), kid: "r2"), "app", "n1", default);
        Assert.Equal(2, _issuer.Asked.Count);
    }

    [Fact]
    public async Task An_issuer_of_many_tenants_signs_for_the_tenant_of_the_token_only()
    {
        const string template = "https://id.test/{tenantid}/v2.0";
        const string tenant = "11111111-2222-3333-4444-555555555555";
        _issuer.KeyIssuer = template;
        var verifier = Verifier(template);
        string Token(string issuer, string? tid) => _issuer.Sign(With(c => (c["iss"], c["tid"]) = (issuer, tid)));

        Assert.Equal($"https://id.test/{tenant}/v2.0", (await verifier.VerifyAsync(Token($"https://id.test/{tenant}/v2.0", tenant), "app", "n1", default)).Issuer);
        foreach (var (issuer, tid) in new (string, string?)[]
        {
            ($"https://id.test/{tenant}/v2.0", null), ($"https://id.test/{tenant}/v2.0", "99999999-2222-3333-4444-555555555555"),
            (template, "{tenantid}"), ("https://id.test//v2.0", ""), ($"https://evil.test/{tenant}/v2.0", tenant),
        })
        {
            await Assert.ThrowsAsync<IssuerRefusedException>(() => verifier.VerifyAsync(Token(issuer, tid), "app", "n1", default));
        }
    }

    [Fact]
    public async Task A_key_that_signs_for_another_issuer_is_refused()
    {
        _issuer.KeyIssuer = "https://id.test/other/v2.0";
        await AssertRefusedAsync(_issuer.Sign(Good()));
    }

    private JsonObject Good() => _issuer.Claims(_time.GetUtcNow());

    private JsonObject With(Action<JsonObject> change)
    {
        var claims = Good();
        change(claims);
        return claims;
    }

    private IdTokenVerifier Verifier(string issuer = Issuer)
    {
        var metadata = new IssuerMetadata(issuer, "https://id.test/authorize", "https://id.test/token", new Uri("https://id.test/jwks"), NamesItself: false, WantsBasic: false);
        return new IdTokenVerifier(new SigningKeys(new HttpClient(_issuer, disposeHandler: false), metadata.KeySet, _time), metadata, _time);
    }

    private Task<IdToken> VerifyAsync(string token) => Verifier().VerifyAsync(token, "app", "n1", default);

    private async Task AssertRefusedAsync(string token) => await Assert.ThrowsAsync<IssuerRefusedException>(() => VerifyAsync(token));

    private Task AssertRefusedAsync(Action<JsonObject> spoil) => AssertRefusedAsync(_issuer.Sign(With(spoil)));
}
