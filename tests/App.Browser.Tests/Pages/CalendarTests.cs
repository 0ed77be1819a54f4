using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

public sealed class CalendarTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    private const string Alice = "alice@northwind.example";

    static CalendarTests() => SetDefaultExpectTimeout(30_000);

    [SkippableFact]
    public async Task An_event_opens_and_closes_by_keyboard()
    {
        var page = await ConnectedAsync();
        await page.OpenAsync(product, "integrations/calendar?view=week");
        await page.Locator(".rz-event").First.FocusAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task A_phone_begins_with_the_day_and_opens_its_menu_over_the_page()
    {
        var page = await ConnectedAsync(width: 375);
        await page.OpenAsync(product, "integrations/calendar");
        await Expect(page.Link("Day").And(page.Locator("[aria-current=true]"))).ToBeVisibleAsync();

        await page.Button("Menu").ClickAsync();
        await page.Link("Health").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Health", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Button("Close menu")).ToBeHiddenAsync();
    }

    private async Task<IPage> ConnectedAsync(int width = 1280)
    {
        var page = await chromium.VisitAsync(product, "Alice Keller", width: width);
        await page.HaveConnectedAsync(product, Alice);
        return page;
    }
}
