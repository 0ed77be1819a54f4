using System.Net;
using System.Text.RegularExpressions;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Pages;

public sealed class PageTests : SandboxTest
{
    private const string Calendar = "/sandbox/at/google/alice%40northwind.example/alice%40northwind.example";

    private async Task<string> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var response = await Host.Http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return await Host.Http.GetStringAsync(response.Headers.Location!);
    }

    [Theory]
    [InlineData("/sandbox")]
    [InlineData(Calendar)]
    [InlineData(Calendar + "/not-there")]
    [InlineData("/sandbox/at/google/nobody/primary")]
    public async Task Every_page_keeps_to_a_strict_policy(string path)
    {
        using var response = await Host.Http.GetAsync(path);
        var page = await response.Content.ReadAsStringAsync();

        Assert.Contains("style-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotMatch(@"<script|<style|\sstyle=|\son\w+=", page);
        Assert.Single(Regex.Matches(page, "<h1"));
        Assert.Contains("lang=\"en\"", page);
    }

    [Fact]
    public async Task Every_field_has_a_label_and_every_button_a_name()
    {
        foreach (var page in new[] { await Host.Http.GetStringAsync("/sandbox"), await Host.Http.GetStringAsync(Calendar) })
        {
            foreach (Match field in Regex.Matches(page, "<(input(?! type=\"hidden\")|select)"))
            {
                var before = page[..field.Index];
                Assert.True(before.LastIndexOf("<label", StringComparison.Ordinal) > before.LastIndexOf("</label>", StringComparison.Ordinal));
            }

            Assert.DoesNotMatch(@"<button[^>]*>\s*</button>", page);
        }
    }

    [Fact]
    public async Task The_style_sheet_is_served_as_a_file()
    {
        using var response = await Host.Http.GetAsync("/sandbox/assets/sandbox.css");

        Assert.Equal("text/css", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await Host.Http.GetAsync("/sandbox/assets/other.css")).StatusCode);
    }

    [Fact]
    public async Task The_first_page_leads_to_every_calendar()
    {
        var page = await Host.Http.GetStringAsync("/sandbox");
        var links = Regex.Matches(page, "href=\"(/sandbox/at/[^\"]+)\"").Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(20, links.Count);
        foreach (var link in links)
        {
            Assert.Equal(HttpStatusCode.OK, (await Host.Http.GetAsync(link)).StatusCode);
        }
    }

    [Fact]
    public async Task A_fault_is_switched_on_and_off()
    {
        var client = await ConnectAsync();

        var on = await PostAsync("/sandbox/page/faults", ("kind", "Error500"), ("count", ""), ("account", ""));
        Assert.Contains("One fault is on.", on);
        Assert.Equal(HttpStatusCode.InternalServerError, (await client.ListAsync()).Status);

        var off = await PostAsync("/sandbox/page/faults/clear", ("kind", "Error500"));
        Assert.Contains("No fault is on.", off);
        Assert.Equal(HttpStatusCode.OK, (await client.ListAsync()).Status);
    }

    [Fact]
    public async Task Settings_are_saved_or_refused()
    {
        (string, string)[] fields =
        [
            ("vendor", "google"), ("refreshMode", "Strict"), ("graceSeconds", "60"), ("accessTokenSeconds", "90"),
            ("syncTokenSeconds", "100"), ("pageSize", ""), ("clockSkewSeconds", "-5"), ("latencyMs", "0"),
        ];

        Assert.Contains("The settings are saved", await PostAsync("/sandbox/page/settings", fields));
        Assert.Contains("Nothing was saved", await PostAsync("/sandbox/page/settings", [.. fields.Where(f => f.Item1 != "latencyMs"), ("latencyMs", "")]));
        Assert.Equal(90, (await ConnectAsync()).Tokens["expires_in"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_event_is_added_changed_and_deleted()
    {
        var client = await ConnectAsync();
        var token = (await client.ListAsync("maxResults=2500")).NextSync;

        var added = await PostAsync(Calendar, ("summary", "Tea & <cake>"), ("start", "2026-11-20T16:00"), ("end", "2026-11-20T17:00"), ("repeats", ""), ("location", "Kitchen"));
        Assert.Contains("Tea &amp; &lt;cake&gt;", added);
        var made = Assert.Single((await client.ListAsync($"syncToken={token}")).Items)!;
        Assert.Equal("2026-11-20T16:00:00+01:00", made["start"]!["dateTime"]!.GetValue<string>());

        var path = $"{Calendar}/{made["id"]}";
        Assert.Contains("value=\"2026-11-20T16:00\"", await Host.Http.GetStringAsync(path));
        await PostAsync(path, ("summary", "Tea"), ("start", "2026-11-20T16:00"), ("end", "2026-11-21T16:00"), ("allDay", "on"), ("free", "on"), ("location", ""));
        var changed = Assert.Single((await client.ListAsync($"syncToken={token}")).Items)!;
        Assert.Equal("2026-11-22", changed["end"]!["date"]!.GetValue<string>());
        Assert.Equal("transparent", changed["transparency"]!.GetValue<string>());
        Assert.Null(changed["location"]);

        await PostAsync(path + "/delete");
        Assert.Equal("cancelled", Assert.Single((await client.ListAsync($"syncToken={token}")).Items)!["status"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await Host.Http.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Times_that_make_no_sense_change_nothing()
    {
        var page = await PostAsync(Calendar, ("summary", "Backwards"), ("start", "2026-11-20T16:00"), ("end", "2026-11-20T15:00"));

        Assert.Contains("Nothing was changed", page);
        Assert.DoesNotContain("Backwards", page);
    }

    [Fact]
    public async Task An_occurrence_of_a_series_is_changed_alone()
    {
        var client = await ConnectAsync();
        var token = (await client.ListAsync("maxResults=2500&singleEvents=true&timeMax=2027-01-01T00:00:00Z")).NextSync;
        var standUp = (await client.ListAsync("q=Stand-up")).Ids[0];

        await PostAsync($"{Calendar}/{standUp}_20261119T081500Z", ("summary", "Stand-up, late"), ("start", "2026-11-19T10:15"), ("end", "2026-11-19T10:30"), ("location", ""));

        Assert.Equal(["Stand-up, late"], (await client.ListAsync($"singleEvents=true&syncToken={token}")).Summaries);
    }

    [Fact]
    public async Task Buttons_of_an_account_expire_and_revoke()
    {
        const string account = "/sandbox/at/google/alice%40northwind.example";
        var client = await ConnectAsync();
        var token = (await client.ListAsync("maxResults=2500")).NextSync;

        await PostAsync(account + "/expire-sync-tokens");
        Assert.Equal(HttpStatusCode.Gone, (await client.ListAsync($"syncToken={token}")).Status);
        await PostAsync(account + "/expire-access-tokens");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ListAsync()).Status);
        Assert.Contains("1 ended", await PostAsync(account + "/revoke"));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.RefreshAsync()).Status);
    }

    [Fact]
    public async Task Words_in_the_address_are_not_shown()
    {
        Assert.DoesNotContain("Pay here", await Host.Http.GetStringAsync("/sandbox?done=Pay+here"));
    }
}
