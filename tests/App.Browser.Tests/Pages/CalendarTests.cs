using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

public sealed class CalendarTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const string Alice = "alice@northwind.example";

    [Fact]
    public async Task An_event_opens_and_closes_by_keyboard()
    {
        await using var visit = await app.VisitConnectedAsync("Alice", Alice);
        await visit.OpenAsync("integrations/calendar?view=week");
        await visit.Page.Locator(".rz-event").First.FocusAsync();

        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_change_at_the_provider_is_seen_without_reloading()
    {
        await using var visit = await app.VisitConnectedAsync("Alice", Alice);
        var today = await visit.Page.EvaluateAsync<string>("new Date().toISOString().slice(0, 10)");
        await visit.OpenAsync($"integrations/calendar?view=day&day={today}");

        await app.Sandbox.AddEventAsync(Alice, "primary", new { summary = "Board meets", start = new { dateTime = $"{today}T11:00:00Z" }, end = new { dateTime = $"{today}T12:00:00Z" } });
        await visit.Button("Sync Google Calendar now").ClickAsync();

        await Expect(visit.Page.GetByText("Board meets")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_phone_begins_with_the_day_and_opens_its_menu_over_the_page()
    {
        await using var visit = await app.VisitConnectedAsync("Alice", Alice, width: 375);
        await visit.OpenAsync("integrations/calendar");
        await Expect(visit.Link("Day").And(visit.Page.Locator("[aria-current=true]"))).ToBeVisibleAsync();

        await visit.Button("Menu").ClickAsync();
        await visit.Link("Health").ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Health", Exact = true })).ToBeVisibleAsync();
        await Expect(visit.Button("Close menu")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_theme_switches_at_once_and_stays()
    {
        await using var visit = await app.VisitAsync("Alice");
        await visit.Button("Switch to the dark theme").ClickAsync();
        await Expect(visit.Button("Switch to the light theme")).ToBeVisibleAsync();

        await visit.Page.ReloadAsync();
        await visit.AliveAsync();

        await Expect(visit.Button("Switch to the light theme")).ToBeVisibleAsync();
    }
}
