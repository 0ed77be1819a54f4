using App.Browser.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Story;

/// <summary>Time is claimed twice; the member sees it, looks at what a way out would change, takes it, and takes it back.</summary>
public sealed class ConflictTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    static ConflictTests() => SetDefaultExpectTimeout(30_000);

    [SkippableFact]
    public async Task A_conflict_appears_is_previewed_resolved_and_undone()
    {
        var page = await chromium.VisitAsync(product, "Bob Meyer");
        var start = await page.NextWeekAsync(product, day: 2, hour: 10);
        await page.OpenAsync(product, "integrations/conflicts");
        await Expect(page.GetByText("Nothing claims the same time twice")).ToBeVisibleAsync();

        await page.BookAsync(product, start);
        await page.BlockAsync(product, start);

        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^A booking and a block claim .*, 10:00\\.$") })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new("Both claim 10:00 to 11:00") })).ToBeVisibleAsync();
        await page.Locator("[aria-expanded=false]").GetByText("Resolve conflict").FocusAsync();
        await page.Locator("[aria-expanded=false]").PressAsync("Enter");
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Shorten “Writing” to .* 11:00–12:00$") }).CheckAsync();
        await Expect(page.GetByText("This conflict would be over:")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Writing" })).ToContainTextAsync("11:00–12:00");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Resolve conflict: Shorten") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "The conflict is resolved." })).ToBeFocusedAsync();
        await Expect(page.GetByText("Nothing claims the same time twice")).ToBeVisibleAsync();

        await page.Button("Undo what was just decided").ClickAsync();
        await Expect(page.GetByText("It is as it was before.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^A booking and a block claim") })).ToBeVisibleAsync();
        await page.Link("History").ClickAsync();
        await Expect(page.GetByText("Undone by Bob Meyer")).ToBeVisibleAsync();
        Assert.Empty(chromium.Errors);
    }

    [SkippableFact]
    public async Task Several_are_chosen_previewed_and_resolved_at_once_and_the_overview_counts_them()
    {
        var page = await chromium.VisitAsync(product, "Olivia Brandt");
        foreach (var day in new[] { 0, 1, 2 })
        {
            var start = await page.NextWeekAsync(product, day, hour: 12);
            await page.BookAsync(product, start);
            await page.BlockAsync(product, start, $"Writing {day}");
        }

        await page.OpenAsync(product, "integrations/conflicts");
        await page.Button("Choose all 3").ClickAsync();
        await page.GetByLabel("Do the same to all").SelectOptionAsync("Remove the blocks");
        await Expect(page.GetByText("3 conflicts would be over:")).ToBeVisibleAsync();
        await page.Button("Resolve 3 conflicts").ClickAsync();
        await Expect(page.GetByText("3 conflicts are resolved.")).ToBeVisibleAsync();

        await page.Button("Undo what was just decided").ClickAsync();
        await Expect(page.Button("Choose all 3")).ToBeVisibleAsync();
        Assert.Empty(chromium.Errors);
    }
}
