using App.Browser.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Story;

/// <summary>Accounts that are opened by a password: Apple's in the sandbox, and one at a real Radicale.</summary>
public sealed class ConnectByPasswordTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    private const string AppPassword = "qwnz-cclo-jsig-qotp";

    static ConnectByPasswordTests() => SetDefaultExpectTimeout(20_000);

    [SkippableFact]
    public async Task Apples_ordinary_password_is_explained_and_the_app_specific_one_connects()
    {
        var page = await chromium.VisitAsync(product, "Alice Keller");
        await page.OpenAsync(product, "integrations/connect/calendar/apple-calendar?step=3");
        await Expect(page.GetByText("choose App-Specific Passwords")).ToBeVisibleAsync();

        await page.GetByLabel("Apple Account", new() { Exact = true }).FillAsync("alice@northwind.example");
        await page.GetByLabel("App-specific password").FillAsync("My-own-password-1");
        await page.Button("Connect").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Apple wants an app-specific password here");

        await page.GetByLabel("App-specific password").FillAsync(AppPassword);
        await page.Button("Connect").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Apple Calendar is connected" })).ToBeVisibleAsync();
        await Expect(page.GetByText("In step")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task Apple_Calendar_on_a_real_server_explains_a_wrong_password_and_shows_what_is_there()
    {
        await using var server = await RadicaleServer.StartAsync();
        await server.MakeCalendarAsync("home");
        await server.PutAsync("home", "a.ics", Today("Dinner with Nora"));
        var apple = new Product { Settings = new Dictionary<string, string?> { ["Providers:apple-calendar:ApiUrl"] = server.Url } };
        await apple.InitializeAsync();
        try
        {
            var page = await chromium.VisitAsync(apple, "Alice Keller");
            await page.OpenAsync(apple, "integrations/connect/calendar/apple-calendar?step=3");
            await page.GetByLabel("Apple Account", new() { Exact = true }).FillAsync(RadicaleServer.UserName);
            await page.GetByLabel("App-specific password").FillAsync("My-own-password-1");
            await page.Button("Connect").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Apple wants an app-specific password here");

            await page.GetByLabel("App-specific password").FillAsync(RadicaleServer.Password);
            await page.Button("Connect").ClickAsync();
            await Expect(page.GetByText("In step")).ToBeVisibleAsync();
            await page.OpenAsync(apple, "integrations/calendar?view=week");
            await Expect(page.GetByText("Dinner with Nora").First).ToBeVisibleAsync();
        }
        finally
        {
            await apple.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_calendar_at_Radicale_is_connected_and_its_events_are_seen()
    {
        await using var server = await RadicaleServer.StartAsync();
        await server.MakeCalendarAsync("work");
        await server.PutAsync("work", "a.ics", Today("Lunch with Nora"));
        var page = await chromium.VisitAsync(product, "Bob Meyer");
        await page.OpenAsync(product, "integrations/connect/calendar/caldav?step=3");

        await page.GetByLabel("Server").FillAsync(server.Url);
        await page.GetByLabel("User name").FillAsync(RadicaleServer.UserName);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("wrong");
        await page.Button("Connect").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not accept this user name and password");

        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(RadicaleServer.Password);
        await page.Button("Connect").ClickAsync();
        await Expect(page.GetByText("In step")).ToBeVisibleAsync();
        await page.OpenAsync(product, "integrations/calendar?view=week");
        await Expect(page.GetByText("Lunch with Nora").First).ToBeVisibleAsync();
    }

    /// <summary>Today and tomorrow: one of them is in the week that is shown first.</summary>
    private static string Today(string title) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:A\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{TimeProvider.System.GetUtcNow():yyyyMMdd}T110000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\nSUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}
