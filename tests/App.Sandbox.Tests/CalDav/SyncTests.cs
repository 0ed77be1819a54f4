using System.Net;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.CalDav;

public sealed class SyncTests : SandboxTest
{
    private const string Control = $"/caldav/accounts/{Alice}/calendars/primary/events";
    private const string Gone = "HTTP/1.1 404 Not Found";

    private DavClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await DavClient.ConnectAsync(Host, Alice);
    }

    [Fact]
    public async Task A_first_sync_lists_everything_and_the_collection_itself()
    {
        var listed = await _client.SyncAsync();
        var live = (await Host.GetControlAsync(Control))["items"]!.AsArray();

        Assert.Equal(live.Count + 1, listed.Entries.Count);
        Assert.Single(listed.Entries, e => e.Href.EndsWith('/'));
        Assert.All(listed.Entries.Where(e => e.Href.EndsWith(".ics", StringComparison.Ordinal)), e => Assert.NotNull(e.Text(DavClient.ETag)));
    }

    [Fact]
    public async Task Without_changes_nothing_is_listed()
    {
        var token = (await _client.SyncAsync()).SyncToken;

        var again = await _client.SyncAsync(token);

        Assert.Empty(again.Entries);
        Assert.Empty((await _client.SyncAsync(again.SyncToken)).Entries);
    }

    [Fact]
    public async Task Changes_and_deletions_are_listed()
    {
        await _client.PutAsync("a.ics", DavClient.Ics("A", "First"));
        await _client.PutAsync("b.ics", DavClient.Ics("B", "Second"));
        var token = (await _client.SyncAsync()).SyncToken;

        await _client.PutAsync("a.ics", DavClient.Ics("A", "Changed"));
        await _client.DeleteAsync("b.ics");
        await Host.PostControlAsync(Control, new { name = "c.ics", ics = DavClient.Ics("C", "Third") });
        var changed = await _client.SyncAsync(token);

        Assert.Equal(Gone, changed["b.ics"].Status);
        Assert.Equal((await _client.GetAsync("a.ics")).ETag, changed["a.ics"].Text(DavClient.ETag));
        Assert.Null(changed["c.ics"].Status);
        Assert.Equal(4, changed.Entries.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_first_sync_lists_what_was_deleted_only_when_set(bool tombstonesAtFirstSync)
    {
        await Host.SettingsAsync(new { tombstonesAtFirstSync, listsCollection = false });
        await _client.PutAsync("a.ics", DavClient.Ics("A", "First"));
        await _client.DeleteAsync("a.ics");

        var listed = await _client.SyncAsync();

        Assert.Equal(tombstonesAtFirstSync, listed.Entries.Any(e => e.Status == Gone));
        Assert.DoesNotContain(listed.Entries, e => e.Href.EndsWith('/'));
    }

    [Fact]
    public async Task A_long_list_is_cut_and_goes_on_from_its_token()
    {
        var whole = (await _client.SyncAsync()).Entries.Select(e => e.Href).Where(h => !h.EndsWith('/')).Order().ToList();
        var seen = new List<string>();
        var answer = await _client.SyncAsync(limit: 5);
        while (answer.Entries.Any(e => e.Status?.Contains("507", StringComparison.Ordinal) == true))
        {
            seen.AddRange(answer.Entries.Select(e => e.Href).Where(h => !h.EndsWith('/')));
            answer = await _client.SyncAsync(answer.SyncToken, limit: 5);
        }

        seen.AddRange(answer.Entries.Select(e => e.Href).Where(h => !h.EndsWith('/')));
        Assert.Equal(whole, seen.Order());
    }

    [Theory]
    [InlineData("forbidden403", HttpStatusCode.Forbidden, true)]
    [InlineData("conflict409", HttpStatusCode.Conflict, true)]
    [InlineData("gone410", HttpStatusCode.Gone, false)]
    [InlineData("error500", HttpStatusCode.InternalServerError, false)]
    public async Task A_dead_token_is_refused_as_was_set(string invalidSyncToken, HttpStatusCode status, bool named)
    {
        await Host.SettingsAsync(new { invalidSyncToken });
        var token = (await _client.SyncAsync()).SyncToken;
        await Host.PostControlAsync($"/caldav/accounts/{Alice}/expire-sync-tokens");

        foreach (var dead in new[] { token, "http://example.com/ns/sync/1" })
        {
            var answer = await _client.SyncAsync(dead);
            Assert.Equal(status, answer.Status);
            Assert.Equal(named, answer.Text.Contains("valid-sync-token", StringComparison.Ordinal));
        }

        Assert.Equal(HttpStatusCode.MultiStatus, (await _client.SyncAsync()).Status);
    }

    [Fact]
    public async Task Tokens_grow_old()
    {
        await Host.SettingsAsync(new { vendor = "caldav", syncTokenSeconds = 60 });
        var token = (await _client.SyncAsync()).SyncToken;
        Host.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SyncAsync(token)).Status);
    }

    [Fact]
    public async Task Without_sync_collection_only_ctag_and_etags_tell()
    {
        await Host.SettingsAsync(new { syncCollection = false });
        var (ctag, token) = (DavClient.Server + "getctag", DavClient.Dav + "sync-token");
        var before = (await _client.PropFindAsync(_client.Calendar, "0", ctag, token)).Entries[0];
        await _client.PutAsync("a.ics", DavClient.Ics("A", "First"));
        var after = (await _client.PropFindAsync(_client.Calendar, "0", ctag, DavClient.Dav + "supported-report-set")).Entries[0];

        Assert.Null(before.Text(token));
        Assert.NotEqual(before.Text(ctag), after.Text(ctag));
        Assert.DoesNotContain("sync-collection", after.Properties[DavClient.Dav + "supported-report-set"].ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SyncAsync()).Status);
        Assert.NotNull((await _client.PropFindAsync(_client.Calendar, "1", DavClient.ETag))["a.ics"].Text(DavClient.ETag));
    }

    [Theory]
    [InlineData("unauthorized", HttpStatusCode.Unauthorized)]
    [InlineData("forbidden403", HttpStatusCode.Forbidden)]
    [InlineData("tooMany429", HttpStatusCode.TooManyRequests)]
    [InlineData("error500", HttpStatusCode.InternalServerError)]
    public async Task Faults_strike_as_at_the_other_vendors(string kind, HttpStatusCode status)
    {
        await Host.PostControlAsync("/faults", new { kind, count = 1, retryAfterSeconds = 3, account = Alice });

        var answer = await _client.SyncAsync();

        Assert.Equal(status, answer.Status);
        Assert.Equal(3, answer.Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(HttpStatusCode.MultiStatus, (await _client.SyncAsync()).Status);
    }

    [Fact]
    public async Task A_token_can_be_gone_once()
    {
        var token = (await _client.SyncAsync()).SyncToken;
        await Host.PostControlAsync("/faults", new { kind = "gone410", count = 1 });

        Assert.Equal(HttpStatusCode.MultiStatus, (await _client.SyncAsync()).Status);
        Assert.Contains("valid-sync-token", (await _client.SyncAsync(token)).Text);
        Assert.Equal(HttpStatusCode.MultiStatus, (await _client.SyncAsync(token)).Status);
    }

    [Fact]
    public async Task A_reset_ends_old_tokens_and_brings_the_seed_back()
    {
        var first = await _client.SyncAsync();
        await _client.PutAsync("a.ics", DavClient.Ics("A", "First"));

        await Host.PostControlAsync("/reset");

        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SyncAsync(first.SyncToken)).Status);
        Assert.Equal(first.Entries.Select(e => e.Href), (await _client.SyncAsync()).Entries.Select(e => e.Href));
    }
}
