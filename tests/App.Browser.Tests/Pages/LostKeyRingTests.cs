using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

/// <summary>A key ring that goes under a running server is said on the pages that are open.</summary>
public sealed class LostKeyRingTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    static LostKeyRingTests() => SetDefaultExpectTimeout(30_000);

    [SkippableFact]
    public async Task Open_pages_say_it_to_everyone_in_words_of_her_own_and_keep_to_the_rules()
    {
        var alice = await chromium.VisitAsync(product, "Alice Keller", dark: true, width: 375);
        var olivia = await chromium.VisitAsync(product, "Olivia Brandt");
        await alice.OpenAsync(product, "integrations/logs");
        await olivia.OpenAsync(product, "integrations/health");

        Directory.Delete(product.KeyFolder, recursive: true);

        await AssertSaidAsync(alice, "Tell your administrator");
        await AssertSaidAsync(olivia, "Put the right ring back");
    }

    private static async Task AssertSaidAsync(IPage page, string words)
    {
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = words })).ToBeVisibleAsync();
        Assert.Empty(await page.ComplaintsAsync());
    }
}
