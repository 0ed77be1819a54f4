using App.Browser.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Story;

/// <summary>A member blocks time with the pointer, changes it and frees it again; and writes an event into her calendar.</summary>
public sealed class BlockTimeTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    private const string Alice = "alice@northwind.example";

    static BlockTimeTests() => SetDefaultExpectTimeout(30_000);

    [SkippableFact]
    public async Task Time_is_blocked_by_dragging_seen_moved_changed_and_freed()
    {
        var page = await chromium.VisitAsync(product, "Bob Meyer");
        await page.OpenAsync(product, "integrations/calendar?view=week");

        await page.DragAsync(page.Locator(".rz-slots").Nth(2), 4, 8);
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Expect(page.GetByLabel("At", new() { Exact = true }).First).ToHaveValueAsync("10:00");
        await page.GetByLabel("Title").FillAsync("Writing");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Block time" }).ClickAsync();

        var block = page.GetByRole(AriaRole.Button, new() { Name = "Writing 10:00" });
        await Expect(block).ToBeVisibleAsync();
        await DragByAsync(page, block, 0.5, 2);
        block = page.GetByRole(AriaRole.Button, new() { Name = "Writing 11:00" });
        await Expect(block).ToBeVisibleAsync();

        await block.ClickAsync();
        await page.GetByLabel("Title").FillAsync("Thinking");
        await page.GetByLabel("Repeats").SelectOptionAsync("Weekly");
        await page.Button("Save").ClickAsync();
        block = page.GetByRole(AriaRole.Button, new() { Name = "Thinking 11:00" });
        await Expect(block).ToBeVisibleAsync();
        await page.Link("Later").ClickAsync();
        await Expect(block).ToBeVisibleAsync();

        await block.ClickAsync();
        await page.Button("Delete …").ClickAsync();
        await page.GetByLabel("All of them").CheckAsync();
        await page.Button("Delete block").ClickAsync();
        await Expect(block).ToHaveCountAsync(0);
        Assert.Empty(chromium.Errors);
    }

    [SkippableFact]
    public async Task Time_is_blocked_by_keyboard_alone_and_shows_on_the_month()
    {
        var page = await chromium.VisitAsync(product, "Olivia Brandt");
        await page.OpenAsync(product, "integrations/calendar?view=month");

        await page.Button("Block time").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Title")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("Dentist");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Button("Dentist").First).ToBeVisibleAsync();
        Assert.Empty(chromium.Errors);
    }

    [SkippableFact]
    public async Task An_event_is_written_into_the_calendar_and_is_there_at_the_provider()
    {
        var page = await chromium.VisitAsync(product, "Alice Keller");
        await page.HaveConnectedAsync(product, Alice);
        await page.OpenAsync(product, "integrations/calendar?view=day");

        await page.Button("New event").ClickAsync();
        await page.GetByLabel("Title").FillAsync("Interview with Priya Nair");
        await page.GetByLabel("Kind").SelectOptionAsync("Interview");
        await page.Button("Create event").ClickAsync();
        await Expect(page.GetByText("Interview with Priya Nair").First).ToBeVisibleAsync();
        Assert.Contains("Interview with Priya Nair", await AtTheProviderAsync());

        await page.GetByText("Interview with Priya Nair").First.ClickAsync();
        await page.Button("Edit").ClickAsync();
        await page.GetByLabel("Title").FillAsync("Second round with Priya Nair");
        await page.Button("Save").ClickAsync();
        await Expect(page.GetByText("Second round with Priya Nair").First).ToBeVisibleAsync();
        Assert.Contains("Second round with Priya Nair", await AtTheProviderAsync());

        await page.GetByText("Second round with Priya Nair").First.ClickAsync();
        await page.Button("Delete …").ClickAsync();
        await page.Button("Delete event").ClickAsync();
        await Expect(page.GetByText("Second round with Priya Nair")).ToHaveCountAsync(0);
        Assert.DoesNotContain("Second round with Priya Nair", await AtTheProviderAsync());
        Assert.Empty(chromium.Errors);
    }

    private async Task<string> AtTheProviderAsync() => (await product.Sandbox.Control.EventsAsync(Alice, "primary")).ToJsonString();

    /// <summary>By so many slots downwards, held at a part of its height.</summary>
    private static async Task DragByAsync(IPage page, ILocator block, double held, int slots)
    {
        var (box, slot) = ((await block.BoundingBoxAsync())!, (await page.Locator(".rz-slot").First.BoundingBoxAsync())!);
        var (x, y) = (box.X + (box.Width / 2), box.Y + (float)(box.Height * held));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x, y + (slot.Height * slots), new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }
}
