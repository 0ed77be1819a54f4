using System.Text.Json.Nodes;
using App.Auth;

namespace App.Tests.Auth;

public sealed class IssuerDiscoveryTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData("https://id.test/tenant", "https://id.test/tenant")]
    [InlineData("https://id.test/tenant/", "https://id.test/tenant")]
    [InlineData("https://id.test/tenant", "https://id.test/tenant/")]
    [InlineData("https://id.test/common/v2.0", "https://id.test/{tenantid}/v2.0")]
    public async Task Takes_an_issuer_that_speaks_for_itself(string asked, string published)
    {
        var known = await FindAsync(new TestIssuer(published), asked);

        Assert.Equal(published, known.Metadata.Issuer);
    }

    [Theory]
    [InlineData("https://id.test/tenant", "https://id.test/other")]
    [InlineData("https://id.test/tenant", "https://evil.test/tenant")]
    [InlineData("https://id.test/common/v2.0", "https://evil.test/{tenantid}/v2.0")]
    [InlineData("https://id.test/common/v2.0", "https://id.test/{tenantid}/v1.0")]
    [InlineData("https://id.test/common/v2.0", "https://{tenantid}/common/v2.0")]
    public Task Refuses_an_issuer_that_speaks_for_another(string asked, string published) =>
        Assert.ThrowsAsync<IssuerRefusedException>(() => FindAsync(new TestIssuer(published), asked));

    [Theory]
    [InlineData("authorization_endpoint")]
    [InlineData("token_endpoint")]
    [InlineData("jwks_uri")]
    public async Task Refuses_endpoints_that_are_missing_or_unencrypted(string name)
    {
        foreach (var wrong in new JsonNode?[] { "http://id.test/x", "/x", "javascript:x", null })
        {
            var issuer = new TestIssuer("https://id.test");
            issuer.Discovery[name] = wrong?.DeepClone();
            await Assert.ThrowsAsync<IssuerRefusedException>(() => FindAsync(issuer, "https://id.test"));
        }
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("""["client_secret_basic"]""", true)]
    [InlineData("""["client_secret_basic", "client_secret_post"]""", false)]
    [InlineData("""["client_secret_post"]""", false)]
    [InlineData("""["none"]""", false)]
    public async Task The_secret_travels_the_way_the_issuer_takes_it(string? methods, bool basic)
    {
        var issuer = new TestIssuer("https://id.test");
        if (methods is not null)
        {
            issuer.Discovery["token_endpoint_auth_methods_supported"] = JsonNode.Parse(methods);
        }

        Assert.Equal(basic, (await FindAsync(issuer, "https://id.test")).Metadata.WantsBasic);
    }

    [Fact]
    public async Task A_failure_is_not_remembered_and_an_answer_holds_for_a_day()
    {
        var issuer = new TestIssuer("https://id.test") { IsDown = true };
        using var discovery = new IssuerDiscovery(_time);
        using var http = new HttpClient(issuer, disposeHandler: false);
        Task<KnownIssuer> AskAsync() => discovery.FindAsync(http, new Uri("https://id.test"), default);

        await Assert.ThrowsAsync<HttpRequestException>(AskAsync);
        issuer.IsDown = false;
        var known = await AskAsync();
        Assert.Same(known, await AskAsync());
        Assert.Equal(2, issuer.Asked.Count);

        _time.Advance(TimeSpan.FromDays(1));
        Assert.NotSame(known, await AskAsync());
    }

    [Fact]
    public async Task A_known_issuer_that_is_down_for_a_while_is_still_known()
    {
        var issuer = new TestIssuer("https://id.test");
        using var discovery = new IssuerDiscovery(_time);
        using var http = new HttpClient(issuer, disposeHandler: false);
        var known = await discovery.FindAsync(http, new Uri("https://id.test"), default);
        _time.Advance(TimeSpan.FromDays(2));
        issuer.IsDown = true;

        Assert.Same(known, await discovery.FindAsync(http, new Uri("https://id.test"), default));
    }

    private async Task<KnownIssuer> FindAsync(TestIssuer issuer, string asked)
    {
        using var discovery = new IssuerDiscovery(_time);
        using var http = new HttpClient(issuer, disposeHandler: false);
        return await discovery.FindAsync(http, new Uri(asked), default);
    }
}
