using System.Text.Json;
using System.Xml;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Control;

/// <summary>Faults that stand before every vendor, seen at those beside Google.</summary>
public sealed class VendorFaultTests : SandboxTest
{
    private Task AddAsync(object fault) => Host.PostControlAsync("/faults", fault);

    [Fact]
    public async Task Graph_answers_end_in_the_middle_or_not_at_all()
    {
        var client = await ConnectMicrosoftAsync();
        await AddAsync(new { kind = "truncated", count = 1, vendor = "microsoft" });
        await Assert.ThrowsAnyAsync<JsonException>(() => client.GetAsync("me/calendars"));
        await AddAsync(new { kind = "dropped", count = 1, vendor = "microsoft" });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("me/calendars"));
        await AddAsync(new { kind = "tokenDown", count = 1, vendor = "microsoft" });
        Assert.Equal(503, (int)(await client.RefreshAsync()).Status);
    }

    [Fact]
    public async Task Caldav_answers_end_in_the_middle_or_not_at_all()
    {
        var client = await DavClient.ConnectAsync(Host, Alice);
        await AddAsync(new { kind = "truncated", count = 1, vendor = "caldav" });
        var cut = await client.SyncAsync();
        Assert.Throws<XmlException>(() => cut.Xml);
        await AddAsync(new { kind = "dropped", count = 1, vendor = "caldav" });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SyncAsync());
        Assert.NotEmpty((await client.SyncAsync()).Entries);
    }

    [Fact]
    public async Task A_fault_of_one_vendor_leaves_the_others_alone()
    {
        await AddAsync(new { kind = "error500", vendor = "caldav" });

        Assert.Equal(200, (int)(await (await ConnectMicrosoftAsync()).GetAsync("me/calendars")).Status);
        Assert.Equal(200, (int)(await (await ConnectAsync()).ListAsync()).Status);
    }

    [Fact]
    public async Task A_wrong_clock_shows_in_the_date()
    {
        await Host.SettingsAsync(new { clockSkewSeconds = 3600, vendor = "caldav" });

        var client = await DavClient.ConnectAsync(Host, Alice);

        Assert.Equal(new DateTimeOffset(2026, 11, 18, 10, 0, 0, TimeSpan.Zero), (await client.SyncAsync()).Message.Headers.Date);
    }

    [Fact]
    public async Task The_log_names_vendor_and_account()
    {
        var client = await DavClient.ConnectAsync(Host, Alice);
        await client.SyncAsync();

        var last = (await Host.GetControlAsync("/requests"))["items"]!.AsArray()[^1]!;

        Assert.Equal(("caldav", "REPORT", Alice, 207), (last["vendor"]!.ToString(), last["method"]!.ToString(), last["account"]!.ToString(), last["status"]!.GetValue<int>()));
    }
}
