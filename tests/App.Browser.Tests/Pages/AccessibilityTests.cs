using Deque.AxeCore.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

/// <summary>Every page in light and dark, wide and narrow, empty, full and in trouble.</summary>
public sealed class AccessibilityTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string Alice = "alice@northwind.example";
    private const string Olivia = "olivia@northwind.example";

    private static readonly string[] Pages =
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
    ];

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 375)]
    public async Task Pages_with_nothing_on_them_keep_to_the_rules(bool dark, int width)
    {
        await using var visit = await app.VisitAsync("Bob", dark, width);
        await InspectAsync(visit, Pages, width);
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 1280)]
    [InlineData(false, 375)]
    [InlineData(true, 375)]
    public async Task Pages_with_a_calendar_on_them_keep_to_the_rules(bool dark, int width)
    {
        await using var visit = await app.VisitConnectedAsync("Alice", Alice, dark, width);
        await InspectAsync(visit, [.. Pages, await SettingsAsync(visit)], width);
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 375)]
    public async Task Pages_in_trouble_keep_to_the_rules(bool dark, int width)
    {
        await using var visit = await app.VisitConnectedAsync("Olivia", Olivia, dark, width);
        await app.Sandbox.RevokeAsync(Olivia);
        await visit.OpenAsync("integrations/sync-status");
        await visit.Button("Sync all my calendars").ClickAsync();
        await visit.OpenAsync("integrations");
        await Expect(visit.Page.GetByText("Sign in again").First).ToBeVisibleAsync();

        await InspectAsync(visit, [.. Pages, await SettingsAsync(visit), "integrations/connected?problem=state_unknown"], width);
    }

    private static async Task<string> SettingsAsync(Visit visit)
    {
        await visit.OpenAsync("integrations/calendar");
        return await visit.Page.Locator("a[href$='/settings']").First.GetAttributeAsync("href") ?? throw new InvalidOperationException("There is no connection to look at.");
    }

    private static async Task InspectAsync(Visit visit, IReadOnlyList<string> pages, int width)
    {
        var complaints = new List<string>();
        foreach (var path in pages)
        {
            await visit.OpenAsync(path);
            var result = await visit.Page.RunAxe();
            complaints.AddRange(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path}: {v.Id}, {v.Help}: {v.Nodes[0].Html}"));
            if (await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width)
            {
                complaints.Add($"{path}: wider than {width} px");
            }
        }

        complaints.AddRange(visit.Errors);
        Assert.Empty(complaints);
    }
}
