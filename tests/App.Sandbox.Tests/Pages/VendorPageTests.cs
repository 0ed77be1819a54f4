using System.Net;
using System.Text.RegularExpressions;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Pages;

/// <summary>The pages of every vendor are the same pages: here they are walked for those beside Google.</summary>
public sealed class VendorPageTests : SandboxTest
{
    private async Task<string> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var response = await Host.Http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return await Host.Http.GetStringAsync(response.Headers.Location!);
    }

    private static string LinkTo(string page, string title) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"href=\"([^\"]+)\" aria-label=\"Change {title}\"").Groups[1].Value);

    private async Task<string> CalendarAsync(string vendor) =>
        WebUtility.HtmlDecode(Regex.Match(await Host.Http.GetStringAsync("/sandbox"), $"href=\"(/sandbox/at/{vendor}/alice[^\"]+)\">Primary").Groups[1].Value);

    [Theory]
    [InlineData("microsoft")]
    [InlineData("caldav")]
    public async Task An_event_is_added_changed_and_deleted(string vendor)
    {
        var calendar = await CalendarAsync(vendor);

        var added = await PostAsync(calendar, ("summary", "Tea and cake"), ("start", "2026-11-20T16:00"), ("end", "2026-11-20T17:00"), ("repeats", ""), ("location", "Kitchen"));
        Assert.Contains("16:00–17:00", WebUtility.HtmlDecode(added));
        var changed = await PostAsync(LinkTo(added, "Tea and cake"), ("summary", "Tea"), ("start", "2026-11-20T16:00"), ("end", "2026-11-21T16:00"), ("allDay", "on"), ("free", "on"), ("location", ""), ("repeats", ""));
        Assert.Contains("shown as free", changed);
        Assert.DoesNotContain("Tea and cake", changed);

        Assert.DoesNotContain(">Tea<", await PostAsync(LinkTo(changed, "Tea") + "/delete"));
        Assert.Contains("Nothing was changed", await PostAsync(calendar, ("summary", "Backwards"), ("start", "2026-11-20T16:00"), ("end", "2026-11-20T15:00")));
    }

    [Theory]
    [InlineData("microsoft")]
    [InlineData("caldav")]
    public async Task An_occurrence_is_changed_and_deleted_alone(string vendor)
    {
        var calendar = await CalendarAsync(vendor);
        var added = await PostAsync(calendar, ("summary", "Course"), ("start", "2026-11-17T18:00"), ("end", "2026-11-17T19:00"), ("repeats", "Daily"), ("location", ""));
        var before = Regex.Count(added, ">Course<");

        var changed = await PostAsync(LinkTo(added, "Course"), ("summary", "Course elsewhere"), ("start", "2026-11-17T20:00"), ("end", "2026-11-17T21:00"), ("location", ""));
        var deleted = await PostAsync(LinkTo(changed, "Course") + "/delete");

        Assert.Equal(13, before);
        Assert.Single(Regex.Matches(changed, ">Course elsewhere<"));
        Assert.Equal(before - 1, Regex.Count(changed, ">Course<"));
        Assert.Equal(before - 2, Regex.Count(deleted, ">Course<"));
        Assert.Single(Regex.Matches(deleted, ">Course elsewhere<"));
    }

    [Theory]
    [InlineData("microsoft")]
    [InlineData("caldav")]
    public async Task A_series_of_the_seed_is_shown_for_change(string vendor)
    {
        var page = await Host.Http.GetStringAsync(await CalendarAsync(vendor));
        var occurrence = await Host.Http.GetStringAsync(LinkTo(page, "Stand-up"));
        var series = WebUtility.HtmlDecode(Regex.Match(occurrence, "href=\"([^\"]+)\">Change the whole series").Groups[1].Value);

        Assert.Contains("name=\"repeats\"", await Host.Http.GetStringAsync(series));
        Assert.DoesNotContain("name=\"repeats\"", occurrence);
    }

    [Fact]
    public async Task Settings_a_vendor_has_alone_are_saved_on_the_page()
    {
        await PostAsync(
            "/sandbox/page/settings",
            ("vendor", "caldav"), ("syncTokenSeconds", "100"), ("clockSkewSeconds", "0"), ("latencyMs", "0"), ("pageSize", ""), ("concurrentRequests", ""),
            ("invalidSyncToken", "error500"), ("prefixes", "odd"), ("rewriteBodies", "on"));
        var settings = (await Host.GetControlAsync("/state"))["settings"]!["caldav"]!;

        Assert.Equal("error500", settings["invalidSyncToken"]!.GetValue<string>());
        Assert.True(settings["rewriteBodies"]!.GetValue<bool>());
        Assert.False(settings["syncCollection"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Buttons_of_each_account_act()
    {
        Assert.Contains("The new one is on the card", await PostAsync($"/sandbox/at/caldav/{Alice}/revoke"));
        Assert.Contains("are told", await PostAsync($"/sandbox/at/microsoft/{Alice}/missed"));
        Assert.Contains("sync has to be a full one", await PostAsync($"/sandbox/at/microsoft/{Alice}/expire-sync-tokens"));
    }

    [Theory]
    [InlineData("microsoft")]
    [InlineData("caldav")]
    public async Task Calendars_and_many_events_are_added_by_the_control_api(string vendor)
    {
        var made = await Host.PostControlAsync($"/{vendor}/accounts/{Alice}/calendars", new { summary = "Bulk", timeZone = "America/New_York" });
        var events = $"/{vendor}/accounts/{Alice}/calendars/{made["id"]}/events";

        var added = await Host.PostControlAsync(events + "/bulk", new { count = 200, seed = 3, recurringShare = 0.3 });

        Assert.Equal(200, added["added"]!.GetValue<int>());
        Assert.Equal(200, (await Host.GetControlAsync(events))["items"]!.AsArray().Count);
        await Host.ControlAsync(HttpMethod.Delete, $"/{vendor}/accounts/{Alice}/calendars/{made["id"]}");
        Assert.Equal(HttpStatusCode.NotFound, (await Host.Http.GetAsync("/sandbox/control" + events)).StatusCode);
    }
}
