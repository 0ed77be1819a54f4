using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Story;

/// <summary>The main story, walked by Alice in a real browser.</summary>
public sealed class ConnectACalendarTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    private const string Alice = "alice@northwind.example";

    static ConnectACalendarTests() => SetDefaultExpectTimeout(20_000);

    private string Calendars => product.Url + "/integrations/calendar";

    [SkippableFact]
    public async Task From_sign_in_to_disconnect()
    {
        chromium.Errors.Clear(); // A wire cut by another test is an error to the browser.
        var page = await chromium.NewPageAsync();
        await product.SignInAsync(page, "Alice Keller");
        await product.ConnectGoogleAsync(page, Alice);
        await Expect(page.GetByText("In step")).ToBeVisibleAsync();
        await Product.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "See your week" }), SyncNow(page));
        var connection = await ConnectionIdAsync(page);

        await ChangeIsSeenAsync(page, "Lunch with Nora");
        await product.Sandbox.Control.ExpireAccessTokensAsync(Alice);
        await ChangeIsSeenAsync(page, "Coffee with Omar");

        await product.Sandbox.Control.RevokeAsync(Alice);
        await SyncNow(page).ClickAsync();
        await Expect(page.GetByText("Google ended our access")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Reconnect Google Calendar") }).ClickAsync();
        await product.AllowAsync(page, Alice);
        await Expect(page.GetByText("In step")).ToBeVisibleAsync();
        await page.GotoAsync(Calendars);
        Assert.Equal(connection, await ConnectionIdAsync(page));

        await DisconnectAsync(page);
        Assert.Empty(chromium.Errors);
    }

    [SkippableFact]
    public async Task A_cut_wire_heals_by_itself_and_the_page_keeps_its_state()
    {
        var page = await chromium.NewPageAsync();
        await product.SignInAsync(page, "Bob Meyer");
        await product.ConnectGoogleAsync(page, "bob@northwind.example");
        await Expect(page.GetByText("In step")).ToBeVisibleAsync();
        await page.GotoAsync(Calendars);
        var question = page.GetByRole(AriaRole.Dialog);
        await Product.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Google Calendar" }).First, Disconnect(page));
        await Product.FollowAsync(Disconnect(page), question);
        await page.EvaluateAsync("() => window.sameDocument = true");

        Assert.True(product.Wire.Cut() > 0);
        await Expect(page.Locator("#components-reconnect-modal")).Not.ToBeVisibleAsync();
        await Expect(question).ToBeVisibleAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(question).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));
    }

    private async Task ChangeIsSeenAsync(IPage page, string title)
    {
        await page.EvaluateAsync("() => window.sameDocument = true");
        var noon = DateTimeOffset.Parse($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}T11:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        await product.Sandbox.Control.AddEventAsync(Alice, Alice, new { summary = title, start = new { dateTime = noon.ToString("o") }, end = new { dateTime = noon.AddHours(1).ToString("o") } });
        await SyncNow(page).ClickAsync();
        await Expect(page.GetByText(title).First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));
    }

    private async Task DisconnectAsync(IPage page)
    {
        await Product.FollowAsync(page.GetByRole(AriaRole.Link, new() { Name = "Google Calendar" }).First, Disconnect(page));
        await Product.FollowAsync(Disconnect(page), page.GetByRole(AriaRole.Dialog));
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Disconnect") }).ClickAsync();
        await page.WaitForURLAsync(product.Url + "/integrations**");
        await page.GotoAsync(Calendars);
        await Expect(page.GetByText("Connect your calendar first")).ToBeVisibleAsync();
    }

    private static ILocator Disconnect(IPage page) => page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Disconnect") }).First;

    private static ILocator SyncNow(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Sync Google Calendar now" });

    private static async Task<string> ConnectionIdAsync(IPage page) =>
        (await page.GetByRole(AriaRole.Link, new() { Name = "Google Calendar" }).First.GetAttributeAsync("href"))!;
}
