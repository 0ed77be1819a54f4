using App.Domain.Calendars;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Domain;
using App.Infrastructure.Tests.Calendars.Push;
using NodaTime;

namespace App.Infrastructure.Tests.Providers.OutlookCalendar;

/// <summary>What Graph tells of a subscription itself.</summary>
public sealed class OutlookLifecycleTests : IAsyncLifetime
{
    private static readonly OutlookVendor Vendor = new();

    private PushWorld _push = null!;

    private World World => _push.World;

    private SandboxControl Control => World.Control.Of(Vendor.Name);

    public async Task InitializeAsync()
    {
        _push = await PushWorld.BuildAsync();
        await _push.ConnectAsync(Vendor);
    }

    public async Task DisposeAsync()
    {
        if (_push is not null)
        {
            await _push.DisposeAsync();
        }
    }

    [Fact]
    public async Task One_that_has_to_be_authorized_again_is_renewed_at_once_and_what_was_not_told_is_found()
    {
        var before = Assert.Single(await _push.LivingAsync());
        World.Time.Advance(TimeSpan.FromHours(1));
        await World.SyncDueAsync(_push.Hub);
        await Control.TellLifecycleAsync(World.Email, "reauthorizationRequired");
        Assert.True((bool)Subscription(await Control.StateAsync())["paused"]!);
        await _push.HearAsync();
        await _push.SyncAsync();
        var silent = await AddAsync("While it was silent");
        Assert.Equal(0, await _push.HearAsync());

        await _push.KeepAsync();
        await _push.SyncAsync();
        var after = Assert.Single(await _push.LivingAsync());
        Assert.False((bool)Subscription(await Control.StateAsync())["paused"]!);
        Assert.Equal((before.Id, before.Expires + Duration.FromHours(1)), (after.Id, after.Expires));
        Assert.Contains(silent, await StoredAsync());
    }

    [Fact]
    public async Task One_that_was_removed_is_opened_anew_and_what_was_not_told_is_found()
    {
        var before = Assert.Single(await _push.LivingAsync());
        await Control.TellLifecycleAsync(World.Email, "subscriptionRemoved");
        Assert.Empty(await _push.LivingAsync());
        var silent = await AddAsync("While there was none");
        await _push.HearAsync();
        await _push.KeepAsync();
        await _push.SyncAsync();

        Assert.NotEqual(before.Id, Assert.Single(await _push.LivingAsync()).Id);
        Assert.Single(await _push.RowsAsync());
        Assert.Contains(silent, await StoredAsync());
    }

    [Fact]
    public async Task Notices_that_were_missed_lead_to_a_pass_at_once()
    {
        await Control.AddFaultAsync(new { kind = "droppedPush", vendor = Vendor.Name, count = 1 });
        var lost = await AddAsync("Lost");
        Assert.Equal(0, await _push.HearAsync());
        await Control.TellLifecycleAsync(World.Email, "missed");
        await _push.HearAsync();

        Assert.All(await _push.SyncAsync(), r => Assert.Equal(SyncTrigger.Push, r.Trigger));
        Assert.Contains(lost, await StoredAsync());
    }

    [Theory]
    [InlineData("Validation: Testing client application reachability + 100%", true)]
    [InlineData("", false)]
    [InlineData("<script>alert(1)</script>", false)]
    [InlineData("a\u0000b", false)]
    [InlineData("ä", false)]
    public void A_token_to_try_the_address_is_given_back_when_it_is_one(string token, bool isEchoed)
    {
        var read = Read(name => name == "validationToken" ? token : null);
        Assert.Equal(isEchoed ? token : null, (read.IsOk ? ((InboundContent.Echo)read.Value).Text : null));
        Assert.Equal(isEchoed, read.IsOk);
    }

    [Fact]
    public void A_token_longer_than_any_is_not() =>
        Assert.False(Read(_ => new string('a', 1025)).IsOk);

    private static Result<InboundContent> Read(Func<string, string?> query) =>
        new App.Infrastructure.Providers.OutlookCalendar.OutlookWebhookReceiver().Read(new InboundRequest(_ => null, query, default), new InboundTrust(_ => false, [], Instant.FromUnixTimeSeconds(0)));

    private static System.Text.Json.Nodes.JsonNode Subscription(System.Text.Json.Nodes.JsonNode state) => Assert.Single(state["subscriptions"]!.AsArray())!;

    private Task<string> AddAsync(string title) => Vendor.AddAsync(World, title, World.Time.Now() + Duration.FromDays(1));

    private async Task<List<string>> StoredAsync() => await World.StoredIdsAsync((await World.PrimaryAsync()).Id);
}
