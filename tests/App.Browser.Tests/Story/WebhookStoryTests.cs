using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using App.Browser.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Story;

/// <summary>An Owner adds an endpoint and follows what is sent to it: it arrives, fails, is tried again, given up and sent again; its secret is rotated; it is switched off and comes back.</summary>
public sealed class WebhookStoryTests(Chromium chromium, Product product) : IClassFixture<Chromium>, IClassFixture<Product>
{
    private const string Inbox = "mine";
    private const string Refused = "The endpoint answered 500 Internal Server Error.";

    static WebhookStoryTests() => SetDefaultExpectTimeout(30_000);

    [SkippableFact]
    public async Task From_the_first_test_to_an_endpoint_that_was_switched_off()
    {
        var page = await chromium.VisitAsync(product, "Olivia Brandt");
        var secret = await AddAsync(page);
        await product.Sandbox.Control.KeepInboxSecretAsync(Inbox, secret);
        await page.Link("Open Receiver").ClickAsync();
        await Expect(page.GetByText("Nothing has been sent yet. Send a test, or wait until something happens.")).ToBeVisibleAsync();
        await Expect(page.GetByText(secret)).ToHaveCountAsync(0);

        await BookAsync(page, hour: 9);
        await Expect(Row(page)).ToContainTextAsync("Delivered");
        Assert.True((bool?)(await LastAsync())["isSignatureRight"]);

        await FailAsync(page);
        await SendAgainAsync(page);
        await RotateAsync(page);
        await GoneAsync(page);
        Assert.Empty(chromium.Errors);
    }

    /// <summary>Fills in the form, tries it out, and returns the secret that is shown.</summary>
    private async Task<string> AddAsync(IPage page)
    {
        await page.OpenAsync(product, "integrations/webhooks/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Receiver");
        await page.GetByLabel("URL", new() { Exact = true }).FillAsync($"{product.Sandbox.Url}/sandbox/inbox/{Inbox}");
        await page.GetByLabel("Only these").CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^booking\\.created") }).CheckAsync();
        await page.GetByText("How it is sent").ClickAsync();
        await page.GetByLabel("On a schedule of its own").CheckAsync();
        await TypeWaitsAsync(page, "0s, 1h", "At once, then after 1 hour.");

        await page.Button("Send a test").ClickAsync();
        await Expect(page.GetByText("Your receiver took it. Only an answer of 2xx counts.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Answer to the test" })).ToContainTextAsync("204 No Content");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What was sent" })).ToContainTextAsync("msg_test_");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Body of the test" })).ToContainTextAsync("\"booking.created\"");

        await page.Button("Add endpoint").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Receiver was added" })).ToBeVisibleAsync();
        return await page.Locator(".copy-once code").InnerTextAsync();
    }

    /// <summary>The receiver fails: what is sent waits, is tried again by the schedule typed meanwhile, and is given up.</summary>
    private async Task FailAsync(IPage page)
    {
        await product.Sandbox.Control.AddFaultAsync(new { kind = "error500", vendor = "inbox", account = Inbox });
        await BookAsync(page, hour: 11);
        await Expect(Row(page)).ToContainTextAsync("Waiting");
        await Row(page).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByText(new Regex($"^{Regex.Escape(Refused)} We try again (at|on) .*, try 2 of 2\\.$"))).ToBeVisibleAsync();
        await Expect(Attempts(page)).ToHaveTextAsync([Attempt(1)]);
        await Expect(page.GetByText("Nothing has arrived since")).ToBeVisibleAsync();

        var endpoint = new Uri(page.Url).AbsolutePath.TrimStart('/');
        await page.OpenAsync(product, endpoint + "/edit");
        await TypeWaitsAsync(page, "0s, 1s, 1s", "At once, then after 1 second and 1 second: 3 tries over 2 seconds.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Receiver", Exact = true })).ToBeVisibleAsync();

        await Row(page).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again", Exact = true }).ClickAsync();
        await Expect(page.GetByText($"{Refused} We tried 3 times. It will not be sent again by itself.")).ToBeVisibleAsync();
        await Expect(Attempts(page)).ToHaveTextAsync([Attempt(4), Attempt(3), Attempt(2), Attempt(1)]);
        await Expect(Row(page)).ToContainTextAsync("Gave up");
    }

    /// <summary>The receiver is mended, and everything that failed goes out again under the same id.</summary>
    private async Task SendAgainAsync(IPage page)
    {
        await product.Sandbox.Control.ClearFaultsAsync();
        await page.Button("More for Receiver").ClickAsync();
        await page.Button("Send again …").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send again", Exact = true }).ClickAsync();
        await Expect(page.GetByText("1 delivery was put in line again")).ToBeVisibleAsync();
        await Expect(Row(page)).ToContainTextAsync("Delivered");
        await Expect(page.GetByText(new Regex("^It arrived .*, on the first try"))).ToBeVisibleAsync();
        var came = (await product.Sandbox.Control.InboxAsync(Inbox)).GroupBy(Id).First();
        Assert.Equal([204, 500, 500, 500, 500], came.Select(r => (int)r!["status"]!));
        Assert.All(came, r => Assert.True((bool?)r!["isSignatureRight"]));
    }

    /// <summary>Both secrets sign: the receiver that knows only the one before loses nothing, and takes the new one when it likes.</summary>
    private async Task RotateAsync(IPage page)
    {
        await page.Button("Rotate secret").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Rotate secret" }).ClickAsync();
        await Expect(page.GetByText("It signs beside the new one until")).ToBeVisibleAsync();
        var secret = await page.Locator(".copy-once code").InnerTextAsync();

        await BookAsync(page, hour: 13);
        await Expect(Rows(page).Filter(new() { HasText = "Delivered" })).ToHaveCountAsync(3);
        var came = await LastAsync();
        Assert.Equal(2, ((string)came["headers"]!["webhook-signature"]!).Split(' ').Length);
        Assert.True((bool?)came["isSignatureRight"]);
        await product.Sandbox.Control.KeepInboxSecretAsync(Inbox, secret);
    }

    /// <summary>The receiver says it is gone for good; a test that arrives brings the endpoint back.</summary>
    private async Task GoneAsync(IPage page)
    {
        await product.Sandbox.Control.AddFaultAsync(new { kind = "gone410", vendor = "inbox", account = Inbox, count = 1 });
        await BookAsync(page, hour: 15);
        var notice = page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Switched off since ") });
        await Expect(notice).ToBeVisibleAsync();
        await Expect(page.GetByText("It answered 410 Gone: it will not be there again. What happens meanwhile waits until a test arrives.")).ToBeVisibleAsync();

        await page.Button("Send a test").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Expect(dialog.GetByText("The endpoint is on again, and what waited is being sent.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(notice).ToHaveCountAsync(0);
        await Expect(page.Button("Pause")).ToBeVisibleAsync();
        Assert.True((bool?)(await LastAsync())["isSignatureRight"]);
    }

    private async Task BookAsync(IPage page, int hour) => await page.BookAsync(product, await page.NextWeekAsync(product, day: 3, hour), $"Interview at {hour}");

    private async Task<JsonNode> LastAsync() => (await product.Sandbox.Control.InboxAsync(Inbox))[0]!;

    /// <summary>Leaves the field, so that nothing moves under the next click.</summary>
    private static async Task TypeWaitsAsync(IPage page, string waits, string said)
    {
        await page.GetByLabel("Waits before each try").FillAsync(waits);
        await page.GetByLabel("Waits before each try").PressAsync("Tab");
        await Expect(page.GetByText(said)).ToBeVisibleAsync();
    }

    private static string Id(JsonNode? request) => (string)request!["headers"]!["webhook-id"]!;

    private static Regex Attempt(int number) => new($"Attempt {number} · 500 Internal Server Error");

    private static ILocator Attempts(IPage page) => page.GetByRole(AriaRole.List, new() { Name = "Attempts" }).GetByRole(AriaRole.Listitem);

    private static ILocator Rows(IPage page) => page.GetByRole(AriaRole.Table, new() { Name = "Deliveries", Exact = true }).Locator("tbody tr");

    /// <summary>The newest.</summary>
    private static ILocator Row(IPage page) => Rows(page).First;
}
