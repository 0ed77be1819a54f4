using System.Net;

namespace App.Tests.Hosting;

public sealed class HostingTests
{
    [Fact]
    public async Task It_is_ready_and_says_of_what()
    {
        await using var hub = HubHost.Start();
        using var visitor = hub.Visit();

        var ready = await visitor.GetJsonAsync("/health/ready");

        Assert.Equal(("ready", "ok", "ok"), ((string?)ready["status"], (string?)ready["database"], (string?)ready["seals"]));
        Assert.Equal("alive", await visitor.Client.GetStringAsync("/health/live"));
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_a_page_may_do()
    {
        await using var hub = HubHost.Start();
        using var visitor = hub.Visit();
        foreach (var path in (string[])["/sign-in", "/api/v1/me", "/app.css", "/docs/api/index.html", "/nowhere"])
        {
            using var response = await visitor.SendAsync(HttpMethod.Get, path);

            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';", policy, StringComparison.Ordinal);
            Assert.Contains($"connect-src 'self' ws://{hub.Address.Authority};", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'; base-uri 'self'; form-action 'self'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.NotEmpty(response.Headers.GetValues("Referrer-Policy"));
            Assert.NotEmpty(response.Headers.GetValues("Permissions-Policy"));
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task A_trusted_proxy_is_believed()
    {
        await using var hub = HubHost.Start(("App:TrustedProxies:0", "127.0.0.0/8"), ("App:TrustedProxies:1", "::1"));
        using var visitor = hub.Visit();

        using var response = await visitor.SendAsync(HttpMethod.Get, "/integrations", null, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "hub.example.com"));

        Assert.StartsWith("https://hub.example.com/sign-in", response.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("wss://hub.example.com;", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anybody_else_who_claims_to_be_a_proxy_is_not()
    {
        await using var hub = HubHost.Start(("App:TrustedProxies:0", "192.0.2.7"));
        using var visitor = hub.Visit();

        using var response = await visitor.SendAsync(HttpMethod.Get, "/integrations", null, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));

        Assert.DoesNotContain("evil.example", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_path_base_links_and_redirects_stay_under_it()
    {
        await using var hub = HubHost.Start(("App:PathBase", "/hub"));
        using var visitor = hub.Visit();

        using var redirect = await visitor.SendAsync(HttpMethod.Get, "/hub/integrations");
        var page = await visitor.Client.GetStringAsync("/hub/sign-in");

        Assert.StartsWith("/hub/sign-in", redirect.Headers.Location!.IsAbsoluteUri ? redirect.Headers.Location.AbsolutePath : redirect.Headers.Location.OriginalString, StringComparison.Ordinal);
        Assert.Contains("<base href=\"/hub/\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_name_made_of_directives_does_not_reach_the_policy()
    {
        await using var hub = HubHost.Start();
        using var visitor = hub.Visit();

        using var response = await visitor.SendAsync(HttpMethod.Get, "/health/live", null, ("Host", "a;script-src"));

        Assert.True(response.StatusCode == HttpStatusCode.BadRequest || !response.Headers.GetValues("Content-Security-Policy").Single().Contains("a;script-src", StringComparison.Ordinal));
    }
}
