using System.Globalization;
using System.Text.Json;
using App.Browser.Tests.Pages;
using Microsoft.Playwright;

namespace App.Browser.Tests.Story;

/// <summary>Time that is claimed twice, made by the API as its member.</summary>
internal static class Clash
{
    /// <summary>Books an hour of hers.</summary>
    public static async Task BookAsync(this IPage page, Product product, DateTimeOffset start, string title = "Interview Priya Nair")
    {
        var me = (await (await page.APIRequest.GetAsync($"{product.Url}/api/v1/me")).JsonAsync())!.Value;
        await page.PostAsync(product, "bookings", new { hosts = new[] { me.GetProperty("id").GetString() }, title, start = Text(start), end = Text(start.AddHours(1)), timeZone = "Etc/UTC", outsideRules = true });
    }

    /// <summary>Blocks two hours of hers.</summary>
    public static Task BlockAsync(this IPage page, Product product, DateTimeOffset start, string title = "Writing") =>
        page.PostAsync(product, "time-blocks", new { title, start = Local(start), end = Local(start.AddHours(2)), timeZone = "Etc/UTC" });

    /// <summary>An hour of a day of next week on her own clock; 0 is Monday.</summary>
    public static async Task<DateTimeOffset> NextWeekAsync(this IPage page, Product product, int day, int hour)
    {
        var me = (await (await page.APIRequest.GetAsync($"{product.Url}/api/v1/me")).JsonAsync())!.Value;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(me.GetProperty("timeZone").GetString()!);
        var today = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), zone).Date;
        var local = today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7) + day).AddHours(hour);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>Asks the API for something, as the page itself would.</summary>
    public static async Task PostAsync(this IPage page, Product product, string path, object body)
    {
        var answer = await page.APIRequest.PostAsync($"{product.Url}/api/v1/{path}", new() { DataString = JsonSerializer.Serialize(body), Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json", ["Sec-Fetch-Site"] = "same-origin" } });
        Assert.True(answer.Ok, $"{path} answered {answer.Status}: {await answer.TextAsync()}");
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Local(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
