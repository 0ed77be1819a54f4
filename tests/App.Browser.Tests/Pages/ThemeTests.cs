using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

/// <summary>A page is light or dark as the system is, until she chooses.</summary>
public sealed class ThemeTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    private const string Dark = "rgb(14, 16, 20)";
    private const string Light = "rgb(248, 249, 251)";

    /// <summary>The theme whose sheets of the component kit count.</summary>
    private const string Counting = "[...new Set([...document.querySelectorAll('link[data-theme]')].filter(sheet => matchMedia(sheet.media).matches).map(sheet => sheet.dataset.theme))].join()";

    static ThemeTests() => SetDefaultExpectTimeout(30_000);

    [SkippableFact]
    public async Task Pages_follow_the_system_until_she_chooses()
    {
        var page = await chromium.NewPageAsync(scheme: ColorScheme.Dark);
        await product.SignInAsync(page, "Olivia Brandt");
        await page.OpenAsync(product, "integrations");
        await AssertIsAsync(page, Dark, "Switch to the light theme");
        Assert.Empty(await page.ComplaintsAsync());

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await AssertIsAsync(page, Light, "Switch to the dark theme");

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch to the light theme" }).ClickAsync();
        await AssertIsAsync(page, Light, "Switch to the dark theme");

        await page.OpenAsync(product, "integrations/health");
        await AssertIsAsync(page, Light, "Switch to the dark theme");
    }

    private static async Task AssertIsAsync(IPage page, string canvas, string offer)
    {
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", canvas);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = offer })).ToBeVisibleAsync();
        Assert.Equal(canvas == Dark ? "standard-dark" : "standard", await page.EvaluateAsync<string>(Counting));
    }
}
