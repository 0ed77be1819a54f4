using System.Net;
using App.Browser.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Organizations;

/// <summary>An Owner at work in the settings, and whoever she invites.</summary>
public sealed class MembersTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    static MembersTests() => SetDefaultExpectTimeout(20_000);

    [SkippableFact]
    public async Task Somebody_is_invited_joins_is_promoted_and_removed_and_the_open_page_shows_each()
    {
        var olivia = await OpenAsync("Olivia Brandt", "settings/members");
        await olivia.GetByLabel("E-mail address").FillAsync("nobody");
        await InviteAsync(olivia);
        await Expect(olivia.GetByText("Enter an e-mail address, such as")).ToBeVisibleAsync();
        await olivia.GetByLabel("E-mail address").FillAsync("carols-other-address@fabrikam.example");
        await InviteAsync(olivia);
        var link = await olivia.Locator(".copy-once code").InnerTextAsync();

        var carol = await chromium.NewPageAsync();
        await carol.GotoAsync(link);
        await carol.GetByRole(AriaRole.Link, new() { Name = "Join Northwind" }).ClickAsync();
        await carol.GetByRole(AriaRole.Button, new() { Name = "Continue as Carol Diaz" }).ClickAsync();
        await Expect(Title(carol, "Integrations")).ToBeVisibleAsync();
        var role = olivia.GetByLabel("Role of Carol Diaz");
        await Expect(role).ToHaveValueAsync("Member");
        await Expect(olivia.GetByText("carols-other-address@fabrikam.example", new() { Exact = true })).ToHaveCountAsync(0);

        await carol.GotoAsync($"{product.Url}/settings/members");
        await Expect(Title(carol, "There is nothing at this address")).ToBeVisibleAsync();
        await role.SelectOptionAsync("Admin");
        await Expect(role.Locator("option[selected]")).ToHaveTextAsync("Admin");
        await carol.GotoAsync($"{product.Url}/settings/members");
        await Expect(Title(carol, "Members")).ToBeVisibleAsync();

        await olivia.GetByRole(AriaRole.Button, new() { Name = "Remove Carol Diaz" }).ClickAsync();
        await olivia.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove Carol Diaz" }).ClickAsync();
        await Expect(role).ToHaveCountAsync(0);
        await carol.GotoAsync($"{product.Url}/settings/members");
        await Expect(Title(carol, "Members")).ToHaveCountAsync(0);
        await carol.GotoAsync(link);
        await Expect(Title(carol, "This invitation can't be used")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task A_key_is_shown_once_works_and_ends()
    {
        var page = await OpenAsync("Bob Meyer", "settings/api-keys");
        await page.GetByLabel("Name").FillAsync("Booking page");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        var secret = await page.Locator(".copy-once code").InnerTextAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(secret));
        await page.ReloadAsync();
        await page.AliveAsync();
        await Expect(page.GetByText("Booking page", new() { Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Booking page" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke Booking page" }).ClickAsync();
        await Expect(page.GetByText("There are no keys.")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(secret));
    }

    [SkippableFact]
    public async Task Times_follow_the_zone_a_member_chooses()
    {
        var page = await OpenAsync("Alice Keller", "account");
        await Expect(page.GetByText("Times in Europe/Berlin")).ToBeVisibleAsync();
        await page.GetByLabel("Time zone").SelectOptionAsync("Asia/Kathmandu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Times in Asia/Kathmandu")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Use Europe/Berlin" }).ClickAsync();
        await Expect(page.GetByText("Times in Europe/Berlin")).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync(string person, string path)
    {
        var page = await chromium.VisitAsync(product, person);
        await page.OpenAsync(product, path);
        return page;
    }

    private async Task<HttpStatusCode> AskAsync(string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Authorization = new("Bearer", secret);
        using var response = await product.App.Client.SendAsync(request);
        return response.StatusCode;
    }

    private static Task InviteAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();

    private static ILocator Title(IPage page, string title) => page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = title, Exact = true });
}
