using System.Text;
using App.Browser.Tests.Story;
using App.Domain.Time;
using App.Domain.Webhooks;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

/// <summary>Every page in light and dark, wide and narrow: empty, full, in trouble, with a question open, and before anyone signed in.</summary>
public sealed class AccessibilityTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    private const string Alice = "alice@northwind.example";
    private const string Olivia = "olivia@northwind.example";
    private const string Inbound = "integrations/webhooks/inbound";

    private static readonly string[] Everyones =
    [
        "integrations",
        "integrations/connect",
        "integrations/connect/calendar/google-calendar?step=2",
        "integrations/connect/calendar/google-calendar?step=3",
        "integrations/connect/calendar/apple-calendar?step=3",
        "integrations/connect/calendar/caldav?step=3",
        "integrations/connect/calendar/ics-feed?step=3",
        "integrations/calendar?view=week",
        "integrations/calendar?view=month",
        "bookings",
        "bookings/new",
        "bookings?show=cancelled",
        "integrations/conflicts",
        "integrations/conflicts?show=ended",
        "integrations/conflicts?show=history",
        "integrations/sync-status",
        "integrations/health",
        "integrations/logs",
        "account",
        "account/reminders",
        "interviews",
        "account/availability",
        "account/availability/explain?start=2026-01-14T10:00:00Z&end=2026-01-14T11:00:00Z",
    ];

    /// <summary>What tells of a connection that fails.</summary>
    private static readonly string[] Troubled =
    [
        "integrations",
        "integrations/calendar?view=week",
        "integrations/sync-status",
        "integrations/health",
        "integrations/logs",
        "bookings/new",
        "account/availability/explain?start=2026-01-14T10:00:00Z&end=2026-01-14T11:00:00Z",
        "settings/providers",
        "settings/providers/google-calendar",
    ];

    private static readonly string[] Administrators = [.. Everyones, "integrations/webhooks", "integrations/webhooks/new", "settings", "settings/members", "settings/api-keys", "settings/providers", "settings/providers/google-calendar"];

    static AccessibilityTests() => SetDefaultExpectTimeout(30_000);

    [SkippableFact]
    public async Task Pages_before_signing_in_keep_to_the_rules()
    {
        var page = await chromium.NewPageAsync();
        var inspection = new Inspection(page, chromium, product);

        await inspection.OfAsync(["sign-in", "sign-in/refused?reason=not_invited", "invitations/unknown", "error", "not-found"]);

        inspection.FoundNothing();
    }

    [SkippableFact]
    public async Task Pages_with_nothing_on_them_keep_to_the_rules()
    {
        var inspection = new Inspection(await chromium.VisitAsync(product, "Bob Meyer"), chromium, product);

        await inspection.OfAsync(Administrators);

        inspection.FoundNothing();
    }

    [SkippableFact]
    public async Task Pages_and_dialogs_with_a_calendar_on_them_keep_to_the_rules()
    {
        var page = await chromium.VisitAsync(product, "Alice Keller");
        await page.HaveConnectedAsync(product, Alice);
        var inspection = new Inspection(page, chromium, product);
        var settings = await SettingsAsync(page);

        await inspection.OfAsync([.. Everyones, settings]);
        await inspection.OfAsync(settings, "asking", () => page.Button("Disconnect Google Calendar").ClickAsync());
        var booking = await BookAsync(page);
        await inspection.OfAsync(["bookings", booking]);
        await inspection.OfAsync(booking, "asking", () => page.Button("Cancel booking").ClickAsync());
        await inspection.OfAsync("bookings/new", "refusing", () => page.Button("Book time").ClickAsync());
        await inspection.OfAsync("integrations/calendar?view=week", "showing an event", () => page.Locator(".rz-event").First.ClickAsync());
        await inspection.OfAsync("integrations/calendar?view=week", "blocking time", () => page.Button("Block time").ClickAsync());
        await inspection.OfAsync("integrations/calendar?view=month", "writing an event", () => page.Button("New event").ClickAsync());

        inspection.FoundNothing();
    }

    [SkippableFact]
    public async Task Pages_in_trouble_keep_to_the_rules()
    {
        var page = await chromium.VisitAsync(product, "Olivia Brandt");
        await page.HaveConnectedAsync(product, Olivia);
        await product.Sandbox.Control.RevokeAsync(Olivia);
        await page.OpenAsync(product, "integrations/sync-status");
        await page.Button("Sync all my calendars").ClickAsync();
        await page.OpenAsync(product, "integrations");
        await Expect(page.GetByText("Sign in again").First).ToBeVisibleAsync();
        var inspection = new Inspection(page, chromium, product);

        await inspection.OfAsync([.. Troubled, await SettingsAsync(page), .. Problems]);

        inspection.FoundNothing();
    }

    [SkippableFact]
    public async Task Conflicts_with_a_way_out_chosen_for_one_and_for_all_keep_to_the_rules()
    {
        var page = await chromium.VisitAsync(product, "Bob Meyer");
        foreach (var day in new[] { 0, 1 })
        {
            var start = await page.NextWeekAsync(product, day, hour: 10);
            await page.BookAsync(product, start);
            await page.BlockAsync(product, start);
        }

        await page.OpenAsync(product, "integrations/conflicts");
        await Expect(page.Button("Choose all 2")).ToBeVisibleAsync();
        var inspection = new Inspection(page, chromium, product);

        await inspection.OfAsync("integrations/conflicts", "with a way out", async () =>
        {
            await page.Locator("[aria-expanded=false]").First.ClickAsync();
            await Expect(page.GetByText("This conflict would be over:")).ToBeVisibleAsync();
        });
        await inspection.OfAsync("integrations/conflicts", "with all chosen", async () =>
        {
            await page.Button("Choose all 2").ClickAsync();
            await page.GetByLabel("Do the same to all").SelectOptionAsync("Remove the blocks");
            await Expect(page.GetByText("2 conflicts would be over:")).ToBeVisibleAsync();
        });
        await inspection.OfAsync(["integrations"]);

        inspection.FoundNothing();
    }

    [SkippableFact]
    public async Task An_endpoint_with_its_form_its_deliveries_and_its_dialogs_keeps_to_the_rules()
    {
        var page = await chromium.VisitAsync(product, "Bob Meyer");
        await page.OpenAsync(product, "integrations/webhooks/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Applicant system");
        await page.GetByLabel("URL").FillAsync($"{product.Sandbox.Url}/sandbox/inbox/looked-at");
        await page.Button("Add endpoint").ClickAsync();
        await page.Link("Open Applicant system").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Applicant system" })).ToBeVisibleAsync();
        var endpoint = new Uri(page.Url).AbsolutePath.TrimStart('/');
        var inspection = new Inspection(page, chromium, product);

        await inspection.OfAsync(["integrations/webhooks", endpoint, $"{endpoint}?search=msg_half", $"{endpoint}/edit", "integrations/webhooks/event-types"]);
        await inspection.OfAsync("integrations/webhooks/new", "refusing", () => page.Button("Add endpoint").ClickAsync());
        await inspection.OfAsync(endpoint, "testing", () => page.Button("Send a test").ClickAsync());
        await inspection.OfAsync(endpoint, "rotating", () => page.Button("Rotate secret").ClickAsync());
        await inspection.OfAsync(endpoint, "sending again", () => ChooseAsync("Send again …"));
        await inspection.OfAsync(endpoint, "deleting", () => ChooseAsync("Delete endpoint …"));

        await page.PostAsync(product, "events", new { key = "looked-at", type = "candidate.created", data = new { candidate = new { id = "cand-1", name = "Priya Nair" }, source = "Referral" }, subject = "cand-1" });
        await page.OpenAsync(product, $"{endpoint}?of=week&answer=2xx&search=cand-1");
        await page.GetByRole(AriaRole.Table, new() { Name = "Deliveries", Exact = true }).GetByRole(AriaRole.Link, new() { Name = "candidate.created" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Attempts" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new("half of the answers came within") })).ToBeVisibleAsync();
        await inspection.OfAsync([new Uri(page.Url).PathAndQuery.TrimStart('/')]);

        inspection.FoundNothing();

        async Task ChooseAsync(string what)
        {
            await page.Button("More for Applicant system").ClickAsync();
            await page.Button(what).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        }
    }

    [SkippableFact]
    public async Task What_comes_in_with_its_address_and_its_dialogs_keeps_to_the_rules()
    {
        var page = await chromium.VisitAsync(product, "Bob Meyer");
        var inspection = new Inspection(page, chromium, product);
        await page.OpenAsync(product, Inbound);
        await page.Button("Open address").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Applicant system");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Open address" }).ClickAsync();
        var (url, secret) = (await page.GetByLabel("Address of Applicant system", new() { Exact = true }).First.InnerTextAsync(), await page.GetByLabel("Secret of Applicant system", new() { Exact = true }).InnerTextAsync());
        await AssertStaysUntilDoneAsync(page);
        await SendAsync(url, HmacSecret.Parse(secret)!);

        await inspection.OfAsync(Inbound, "with an address", async () => await Expect(page.Link("candidate.created")).ToBeVisibleAsync());
        await inspection.OfAsync(Inbound, "with an address looked at", () => page.GetByText("from anywhere", new() { Exact = true }).ClickAsync());
        await inspection.OfAsync(Inbound, "opening another", () => page.Button("Open address").ClickAsync());
        await inspection.OfAsync(Inbound, "rotating", RotateAsync);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Make a new secret" }).ClickAsync();
        await Expect(page.GetByText("Applicant system has a new secret")).ToBeVisibleAsync();
        await inspection.OfAsync(Inbound, "rotating again", async () =>
        {
            await RotateAsync();
            await Expect(page.Button("End the former secret")).ToBeVisibleAsync();
            await Expect(page.GetByLabel("Accept the present secret for")).ToHaveCountAsync(0);
        });
        await page.Button("End the former secret").ClickAsync();
        await Expect(page.GetByLabel("Accept the present secret for")).ToHaveValueAsync("24");

        await page.OpenAsync(product, Inbound);
        await page.Link("candidate.created").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "candidate.created" })).ToBeVisibleAsync();
        await inspection.OfAsync([new Uri(page.Url).AbsolutePath.TrimStart('/')]);

        inspection.FoundNothing();

        async Task RotateAsync()
        {
            await page.GetByText("from anywhere", new() { Exact = true }).ClickAsync();
            await page.Button("Make a new secret for Applicant system").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        }
    }

    /// <summary>What is shown once only goes by its own button, not by a key that slipped.</summary>
    private static async Task AssertStaysUntilDoneAsync(IPage page)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Escape");
        await dialog.EvaluateAsync("dialog => dialog.close()"); // As browsers do that know no dialog which stays.
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>As the other system does.</summary>
    private async Task SendAsync(string url, SigningSecret secret)
    {
        var (body, now) = (Encoding.UTF8.GetBytes("""{"type":"candidate.created","data":{"candidate":{"id":"cand-1","name":"Priya Nair"},"source":"Referral"}}"""), TimeProvider.System.Now());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url)) { Content = new ByteArrayContent(body) };
        request.Headers.Add(MessageSignature.IdHeader, "looked-at");
        request.Headers.Add(MessageSignature.TimestampHeader, MessageSignature.Timestamp(now));
        request.Headers.Add(MessageSignature.SignatureHeader, MessageSignature.Sign("looked-at", now, body, [secret]));
        using var answer = await product.App.Client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static IEnumerable<string> Problems =>
        new[] { "access_denied", "state_other_member", "provider_down", "no_refresh_token" }.Select(problem => $"integrations/connected?problem={problem}&provider=google-calendar");

    /// <summary>Books a Sunday two weeks ahead, early, when nobody has anything on.</summary>
    private async Task<string> BookAsync(IPage page)
    {
        var today = TimeProvider.System.GetUtcNow().Date;
        var sunday = today.AddDays(14 + ((7 - (int)today.DayOfWeek) % 7));
        await page.OpenAsync(product, "bookings/new");
        await page.GetByLabel("Title").FillAsync("Interview Priya Nair");
        await page.GetByLabel("Day").FillAsync(sunday.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByLabel("Time (").FillAsync("05:00");
        await page.GetByLabel("Also outside my own working hours").CheckAsync();
        await page.GetByLabel("Attendees").FillAsync("priya.nair@candidates.example");
        await page.Button("Book time").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Interview Priya Nair" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Confirmed")).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath.TrimStart('/');
    }

    private async Task<string> SettingsAsync(IPage page)
    {
        await page.OpenAsync(product, "integrations/calendar");
        return await page.Locator("main a[href$='/settings']").First.GetAttributeAsync("href") ?? throw new InvalidOperationException("There is no connection to look at.");
    }
}
