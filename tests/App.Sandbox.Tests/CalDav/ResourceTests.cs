using System.Net;
using System.Xml.Linq;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.CalDav;

public sealed class ResourceTests : SandboxTest
{
    private DavClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await DavClient.ConnectAsync(Host, Alice);
    }

    private static XElement Events(params object[] more) => new(DavClient.Cal + "comp-filter", new XAttribute("name", "VEVENT"), more);

    private static XElement Range(string start, string end) => new(DavClient.Cal + "time-range", new XAttribute("start", start), new XAttribute("end", end));

    [Fact]
    public async Task A_text_is_kept_as_it_was_sent()
    {
        var text = DavClient.Ics("A", "Tea; cake\\, and Käse", more: "X-UNKNOWN;X-P=\"a:b\":kept\r\n");
        var put = await _client.PutAsync("a.ics", text, ifNoneMatch: "*");
        var got = await _client.GetAsync("a.ics");

        Assert.Equal(HttpStatusCode.Created, put.Status);
        Assert.Equal(text, got.Text);
        Assert.Equal(put.ETag, got.ETag);
        Assert.Equal("text/calendar", got.Message.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, (await _client.GetAsync("a.ics", ifNoneMatch: got.ETag)).Status);
    }

    [Fact]
    public async Task Conditions_are_held()
    {
        var first = (await _client.PutAsync("a.ics", DavClient.Ics("A", "First"), ifNoneMatch: "*")).ETag;

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.PutAsync("a.ics", DavClient.Ics("A", "Again"), ifNoneMatch: "*")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.PutAsync("a.ics", DavClient.Ics("A", "Second"), ifMatch: first)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.PutAsync("a.ics", DavClient.Ics("A", "Third"), ifMatch: first)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.PutAsync("b.ics", DavClient.Ics("B", "New"), ifMatch: first)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _client.DeleteAsync("a.ics", first)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync("a.ics")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.DeleteAsync("a.ics")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("a.ics")).Status);
    }

    [Fact]
    public async Task A_server_that_rewrites_tells_no_etag()
    {
        await Host.SettingsAsync(new { rewriteBodies = true });
        var text = DavClient.Ics("A", "First", more: "X-UNKNOWN:kept\r\n");

        var put = await _client.PutAsync("a.ics", text);
        var got = await _client.GetAsync("a.ics");

        Assert.Null(put.ETag);
        Assert.NotNull(got.ETag);
        Assert.NotEqual(text, got.Text);
        Assert.Contains("X-UNKNOWN:kept\r\n", got.Text);
    }

    [Theory]
    [InlineData("BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "text/calendar", "valid-calendar-data")]
    [InlineData("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar", "valid-calendar-object-resource")]
    [InlineData("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "text/calendar", "valid-calendar-object-resource")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:x\r\nEND:VTODO\r\nEND:VCALENDAR\r\n", "text/calendar", "supported-calendar-component")]
    [InlineData("{}", "application/json", "supported-calendar-data")]
    public async Task What_is_no_event_is_refused_with_the_condition(string text, string type, string condition)
    {
        var answer = await _client.PutAsync("x.ics", text, type: type);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains(condition, answer.Text);
    }

    [Fact]
    public async Task A_uid_is_in_one_resource_only()
    {
        await _client.PutAsync("a.ics", DavClient.Ics("A", "First"));

        Assert.Contains("no-uid-conflict", (await _client.PutAsync("b.ics", DavClient.Ics("A", "Same"))).Text);
    }

    [Fact]
    public async Task A_read_only_calendar_takes_nothing()
    {
        await Host.PostControlAsync($"/caldav/accounts/{Alice}/calendars", new { summary = "Subscribed", readOnly = true });
        var privileges = DavClient.Dav + "current-user-privilege-set";

        var answer = await _client.PutAsync("a.ics", DavClient.Ics("A", "First"), path: _client.Home + "subscribed/");
        var described = (await _client.PropFindAsync(_client.Home + "subscribed/", "0", privileges)).Entries[0];

        Assert.Contains("need-privileges", answer.Text);
        Assert.DoesNotContain("write", described.Properties[privileges].ToString());
    }

    [Theory]
    [InlineData("20261118T000000Z", "20261119T000000Z", "Stand-up")]
    [InlineData("20261127T000000Z", "20261128T000000Z", "Out of office")]
    public async Task A_query_finds_what_is_in_a_window_also_in_series(string start, string end, string summary)
    {
        var found = await _client.QueryAsync(Events(Range(start, end)));

        Assert.Contains(found.Entries, e => e.Text(DavClient.Data)!.Contains($"SUMMARY:{summary}", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Entries, e => e.Text(DavClient.Data)!.Contains("SUMMARY:Interview\\, Tom Berg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_occurrence_is_not_found_and_a_moved_one_where_it_went()
    {
        await _client.PutAsync("a.ics", DavClient.Ics("A", "Series", "20300107T100000", "20300107T110000", "RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE;TZID=Europe/Berlin:20300108T100000\r\n")
            .Replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:A\r\nRECURRENCE-ID;TZID=Europe/Berlin:20300109T100000\r\nDTSTART:20300301T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR", StringComparison.Ordinal));

        Assert.Single((await _client.QueryAsync(Events(Range("20300107T000000Z", "20300108T000000Z")))).Entries, e => e.Href.EndsWith("/a.ics", StringComparison.Ordinal));
        foreach (var day in new[] { "20300108", "20300109" })
        {
            Assert.DoesNotContain((await _client.QueryAsync(Events(Range(day + "T000000Z", day + "T230000Z")))).Entries, e => e.Href.EndsWith("/a.ics", StringComparison.Ordinal));
        }

        Assert.Single((await _client.QueryAsync(Events(Range("20300301T093000Z", "20300301T094000Z")))).Entries, e => e.Href.EndsWith("/a.ics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_needs_a_component_and_may_name_a_uid()
    {
        await _client.PutAsync("a.ics", DavClient.Ics("the-one", "First"));
        var uid = new XElement(DavClient.Cal + "prop-filter", new XAttribute("name", "UID"), new XElement(DavClient.Cal + "text-match", "the-one"));

        Assert.Contains("supported-filter", (await _client.QueryAsync()).Text);
        Assert.EndsWith("/a.ics", Assert.Single((await _client.QueryAsync(Events(uid))).Entries).Href, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_are_got_at_once_and_missing_ones_named()
    {
        await _client.PutAsync("a.ics", DavClient.Ics("A", "First"));
        var path = new Uri(_client.Calendar).AbsolutePath;

        var got = await _client.MultiGetAsync(path + "a.ics", path + "nowhere.ics");

        Assert.Contains("SUMMARY:First", got["a.ics"].Text(DavClient.Data));
        Assert.Contains("404", got["nowhere.ics"].Status);
    }

    [Fact]
    public async Task One_text_may_make_no_sense()
    {
        await Host.PostControlAsync("/faults", new { kind = "malformedEvent", count = 1 });

        var got = await _client.QueryAsync(Events());

        Assert.Single(got.Entries, e => e.Text(DavClient.Data)!.Contains("DTSTART:tomorrow", StringComparison.Ordinal));
    }
}
