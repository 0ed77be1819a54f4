using System.Globalization;
using System.Text.Json.Nodes;
using App.Browser.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Story;

/// <summary>Time between two calendars and two people: a block dragged over an event at the provider, and a booking that goes where its event is moved to, each on the clock of who looks.</summary>
public sealed class TrustedTimeTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    private const string Alice = "alice@northwind.example";
    private const string Olivia = "olivia@northwind.example";

    static TrustedTimeTests() => SetDefaultExpectTimeout(30_000);

    [SkippableFact]
    public async Task A_block_dragged_over_an_event_of_the_provider_is_a_conflict_that_is_resolved_and_undone()
    {
        var page = await chromium.VisitAsync(product, "Olivia Brandt");
        await page.HaveConnectedAsync(product, Olivia);
        var start = await page.NextWeekAsync(product, day: 16, hour: 16);
        await product.Sandbox.Control.AddEventAsync(Olivia, "primary", Timed("Quarter numbers", start));
        await page.OpenAsync(product, $"integrations/calendar?view=week&day={Local(start, "Europe/Berlin"):yyyy-MM-dd}");
        await Expect(page.GetByText("Quarter numbers")).ToBeVisibleAsync();

        await page.DragAsync(page.Locator(".rz-slots").Nth(2), from: 15, to: 18);
        await page.GetByLabel("Title").FillAsync("Writing");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Block time" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Writing 15:30" })).ToBeVisibleAsync();

        await page.OpenAsync(product, "integrations/conflicts");
        var conflict = page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^(An event and a block|A block and an event) claim .*, 16:00\\.$") });
        await Expect(conflict).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Article).Filter(new() { Has = conflict }).GetByText("Resolve conflict").ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("^Shorten “Writing” to .* 15:30–16:00$") }).CheckAsync();
        await Expect(page.GetByText("This conflict would be over:")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Resolve conflict: Shorten") }).ClickAsync();
        await Expect(conflict).ToHaveCountAsync(0);
        await page.Button("Undo what was just decided").ClickAsync();
        await Expect(conflict).ToBeVisibleAsync();
        Assert.Empty(chromium.Errors);
    }

    [SkippableFact]
    public async Task A_booking_follows_its_event_and_each_host_reads_it_on_her_own_clock()
    {
        var carol = await JoinAsync();
        var alice = await chromium.VisitAsync(product, "Alice Keller");
        await alice.HaveConnectedAsync(product, Alice);
        var start = await alice.NextWeekAsync(product, day: 17, hour: 15);
        await BookAsync(alice, start);
        await carol.GotoAsync(alice.Url);
        await Expect(carol.GetByText(Clock(start, "h:mm tt", "America/New_York"))).ToBeVisibleAsync();

        var later = start.AddHours(1);
        var written = (await product.Sandbox.Control.EventsAsync(Alice, "primary"))["items"]!.AsArray().Single(e => (string?)e!["summary"] == "Panel with Priya Nair")!;
        await product.Sandbox.Control.ChangeEventAsync(Alice, "primary", (string)written["id"]!, Timed(null, later));

        // A copy is believed once its pass began a minute after the event was written.
        await Expect(alice.GetByText(Clock(later, "HH:mm", "Europe/Berlin"))).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await Expect(carol.GetByText(Clock(later, "h:mm tt", "America/New_York"))).ToBeVisibleAsync();
        await Expect(alice.GetByText("Confirmed").First).ToBeVisibleAsync();
        Assert.Empty(chromium.Errors);
    }

    /// <summary>Carol lives in New York, and joins by invitation.</summary>
    private async Task<IPage> JoinAsync()
    {
        var olivia = await chromium.VisitAsync(product, "Olivia Brandt");
        await olivia.OpenAsync(product, "settings/members");
        await olivia.GetByLabel("E-mail address").FillAsync("carol@fabrikam.example");
        await olivia.Button("Invite").ClickAsync();
        var link = await olivia.Locator(".copy-once code").InnerTextAsync();
        var carol = await chromium.NewPageAsync();
        await carol.GotoAsync(link);
        await carol.Link("Join Northwind").ClickAsync();
        await carol.Button("Continue as Carol Diaz").ClickAsync();
        await Expect(carol.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Integrations" })).ToBeVisibleAsync();
        return carol;
    }

    private async Task BookAsync(IPage page, DateTimeOffset start)
    {
        await page.OpenAsync(product, "bookings/new");
        await page.GetByLabel("Title").FillAsync("Panel with Priya Nair");
        await page.GetByLabel("Carol Diaz").CheckAsync();
        await page.GetByLabel("Day").FillAsync(Local(start, "Europe/Berlin").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.GetByLabel("Time (").FillAsync("15:00");
        await page.GetByLabel("Length").SelectOptionAsync("1 h");
        await page.Button("Book time").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Panel with Priya Nair" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Confirmed").First).ToBeVisibleAsync();
    }

    private static string Clock(DateTimeOffset start, string pattern, string zone) =>
        string.Create(CultureInfo.InvariantCulture, $"{Local(start, zone).ToString(pattern, CultureInfo.InvariantCulture)}–{Local(start.AddHours(1), zone).ToString(pattern, CultureInfo.InvariantCulture)} ({zone})");

    private static DateTimeOffset Local(DateTimeOffset at, string zone) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone));

    /// <summary>An hour, as Google writes it.</summary>
    private static JsonObject Timed(string? title, DateTimeOffset start)
    {
        static JsonObject At(DateTimeOffset at) => new() { ["dateTime"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), ["timeZone"] = "Europe/Berlin" };
        var body = new JsonObject { ["start"] = At(start), ["end"] = At(start.AddHours(1)) };
        if (title is not null)
        {
            body["summary"] = title;
        }

        return body;
    }
}
