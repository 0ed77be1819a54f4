using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace App.Browser.Tests.Pages;

/// <summary>How tests of pages move about.</summary>
internal static class Walking
{
    /// <summary>A window in the given theme with someone signed in.</summary>
    public static async Task<IPage> VisitAsync(this Chromium chromium, Product product, string person, bool dark = false, int width = 1280)
    {
        var page = await chromium.NewPageAsync(width);
        await page.Context.AddCookiesAsync([new() { Name = "app-theme", Value = dark ? "standard-dark" : "standard", Url = product.Url }]);
        await product.SignInAsync(page, person);
        return page;
    }

    /// <summary>Opens a page of ours and waits until it lives.</summary>
    public static async Task OpenAsync(this IPage page, Product product, string path)
    {
        await page.GotoAsync($"{product.Url}/{path}");
        await page.AliveAsync();
    }

    /// <summary>Until the circuit has drawn the page and what it reads is there.</summary>
    public static async Task AliveAsync(this IPage page)
    {
        await Expect(page.Locator(".frame[data-live=true], .bare")).ToBeVisibleAsync();
        await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await page.EvaluateAsync("document.fonts.ready");
    }

    /// <summary>Connects and reads the account, unless an earlier test did.</summary>
    public static async Task HaveConnectedAsync(this IPage page, Product product, string account)
    {
        await page.OpenAsync(product, "integrations");
        if (await page.GetByText("Nothing is connected yet.").IsVisibleAsync())
        {
            await page.OpenAsync(product, "integrations/connect/calendar/google-calendar?step=3");
            await page.Button("Continue to Google").ClickAsync();
            await product.AllowAsync(page, account);
            await Expect(page.GetByText("In step").First).ToBeVisibleAsync();
        }
    }

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name });

    /// <summary>From the beginning of one slot of a day to the beginning of another.</summary>
    public static async Task DragAsync(this IPage page, ILocator day, int from, int to)
    {
        await day.Locator(".rz-slot").Nth(to).ScrollIntoViewIfNeededAsync();
        var (first, last) = ((await day.Locator(".rz-slot").Nth(from).BoundingBoxAsync())!, (await day.Locator(".rz-slot").Nth(to).BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(first.X + (first.Width * 0.95f), first.Y + 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(last.X + (last.Width * 0.95f), last.Y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }
}
