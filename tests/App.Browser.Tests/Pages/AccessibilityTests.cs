using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

/// <summary>Every page in light and dark, wide and narrow, empty, full and in trouble.</summary>
public sealed class AccessibilityTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    private const string Alice = "alice@northwind.example";
    private const string Olivia = "olivia@northwind.example";

    private static readonly string[] Everyones =
    [
        "integrations",
        "integrations/connect",
        "integrations/connect/calendar/google-calendar?step=2",
        "integrations/connect/calendar/google-calendar?step=3",
        "integrations/calendar?view=week",
        "integrations/calendar?view=month",
        "integrations/sync-status",
        "integrations/health",
        "integrations/logs",
        "account",
    ];

    private static readonly string[] Administrators = [.. Everyones, "settings", "settings/members", "settings/api-keys", "settings/providers"];

    static AccessibilityTests() => SetDefaultExpectTimeout(30_000);

    [SkippableTheory]
    [InlineData(false, 1280)]
    [InlineData(true, 375)]
    public async Task Pages_with_nothing_on_them_keep_to_the_rules(bool dark, int width)
    {
        var page = await chromium.VisitAsync(product, "Bob Meyer", dark, width);

        await InspectAsync(page, Administrators, width);
    }

    [SkippableTheory]
    [InlineData(false, 1280)]
    [InlineData(true, 1280)]
    [InlineData(false, 375)]
    [InlineData(true, 375)]
    public async Task Pages_with_a_calendar_on_them_keep_to_the_rules(bool dark, int width)
    {
        var page = await chromium.VisitAsync(product, "Alice Keller", dark, width);
        await page.HaveConnectedAsync(product, Alice);

        await InspectAsync(page, [.. Everyones, await SettingsAsync(page)], width);
    }

    [SkippableTheory]
    [InlineData(false, 1280)]
    [InlineData(true, 375)]
    public async Task Pages_in_trouble_keep_to_the_rules(bool dark, int width)
    {
        var page = await chromium.VisitAsync(product, "Olivia Brandt", dark, width);
        await page.HaveConnectedAsync(product, Olivia);
        await product.Sandbox.Control.RevokeAsync(Olivia);
        await page.OpenAsync(product, "integrations/sync-status");
        await page.Button("Sync all my calendars").ClickAsync();
        await page.OpenAsync(product, "integrations");
        await Expect(page.GetByText("Sign in again").First).ToBeVisibleAsync();

        await InspectAsync(page, [.. Administrators, await SettingsAsync(page), "integrations/connected?problem=state_unknown"], width);
    }

    private async Task<string> SettingsAsync(IPage page)
    {
        await page.OpenAsync(product, "integrations/calendar");
        return await page.Locator("main a[href$='/settings']").First.GetAttributeAsync("href") ?? throw new InvalidOperationException("There is no connection to look at.");
    }

    private async Task InspectAsync(IPage page, IReadOnlyList<string> paths, int width)
    {
        var complaints = new List<string>();
        foreach (var path in paths)
        {
            await page.OpenAsync(product, path);
            var result = await page.RunAxe();
            complaints.AddRange(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path}: {v.Id}, {v.Help}: {v.Nodes[0].Html}"));
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width)
            {
                complaints.Add($"{path}: wider than {width} px");
            }
        }

        await page.Context.CloseAsync();
        while (chromium.Errors.TryDequeue(out var error))
        {
            complaints.Add(error);
        }

        Assert.Empty(complaints);
    }
}
