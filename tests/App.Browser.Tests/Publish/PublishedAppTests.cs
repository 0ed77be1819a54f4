using System.Net;
using Microsoft.Playwright;

namespace App.Browser.Tests.Publish;

public sealed class PublishedAppTests(PublishedApp published) : IClassFixture<PublishedApp>
{
    [SkippableFact]
    public async Task A_member_signs_in_at_a_foreign_issuer_and_connects_her_calendar()
    {
        await published.StartAsync();
        await using var context = await published.Browser.NewContextAsync(new() { IgnoreHTTPSErrors = true });
        var errors = new List<string>();
        var page = await context.NewPageAsync();
        page.Console += (_, message) => Note(errors, page, message);
        page.PageError += (_, message) => errors.Add(message);

        await SignInAsync(page, "ann");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await CookiesAreSecureAsync(context);

        await page.GotoAsync($"{published.Url}/integrations/connect/calendar/google-calendar");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to Google" }).ClickAsync();
        await page.WaitForURLAsync($"{published.Sandbox.Url}/**");
        await page.GetByText("alice@northwind.example").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow", Exact = true }).ClickAsync();
        await page.WaitForURLAsync($"{published.Url}/integrations/connected/**");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your calendars" })).ToBeVisibleAsync();

        Assert.Empty(errors);
    }

    [SkippableFact]
    public async Task The_sandbox_is_not_there()
    {
        await published.StartAsync();

        foreach (var path in (string[])["/sandbox", "/sandbox/control/state", "/sandbox/identity/.well-known/openid-configuration", "/sandbox/google/token"])
        {
            using var response = await published.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [SkippableFact]
    public async Task Every_answer_carries_the_headers_that_protect_it()
    {
        await published.StartAsync();

        using var response = await published.Client.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("max-age=31536000", Header(response, "Strict-Transport-Security"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("strict-origin-when-cross-origin", Header(response, "Referrer-Policy"));
        Assert.Equal("", Header(response, "X-Powered-By"));
        var policy = Header(response, "Content-Security-Policy");
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Contains($"wss://{new Uri(published.Url).Authority}", policy, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Nobody_gets_in_without_signing_in()
    {
        await published.StartAsync();

        using var page = await published.Client.GetAsync("/integrations");
        using var api = await published.Client.GetAsync("/api/v1/connections");

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.StartsWith($"{published.Url}/sign-in", page.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    private async Task SignInAsync(IPage page, string login)
    {
        // The issuer's own development page fetches a typeface from elsewhere.
        await page.RouteAsync(url => !new Uri(url).IsLoopback && !url.StartsWith(published.Url, StringComparison.Ordinal), route => route.AbortAsync());
        await page.GotoAsync($"{published.Url}/integrations");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue to" }).ClickAsync();
        await page.Locator("[name=login]").FillAsync(login);
        await page.Locator("[name=password]").FillAsync("any");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("button[type=submit]").ClickAsync();
        await page.WaitForURLAsync($"{published.Url}/integrations");
    }

    /// <summary>Only our own pages are ours to keep free of errors.</summary>
    private void Note(List<string> errors, IPage page, IConsoleMessage message)
    {
        if (message.Type == "error" && page.Url.StartsWith(published.Url, StringComparison.Ordinal))
        {
            errors.Add(message.Text);
        }
    }

    private async Task CookiesAreSecureAsync(IBrowserContext context)
    {
        var cookies = await context.CookiesAsync([published.Url]);
        Assert.Contains(cookies, c => c.Name.StartsWith("__Host-", StringComparison.Ordinal) && c.HttpOnly);
        Assert.Empty(cookies.Where(c => !c.Secure).Select(c => c.Name));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
