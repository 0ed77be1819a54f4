using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Tests.Calendars.Push;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever has a vendor push.</summary>
public abstract class CalendarWatcherTests(Vendor vendor) : CapabilityTests<ICalendarWatcher>(vendor)
{
    private const string Secret = "secret-of-the-channel";

    private PushReceiver _receiver = null!;
    private string _calendar = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _receiver = await PushReceiver.StartAsync();
        var calendars = await World.Hub.GetRequiredKeyedService<ICalendarReader>(Provider).ListCalendarsAsync(await GrantAsync(), default);
        _calendar = calendars.Value.Single(c => c.IsPrimary).ExternalId;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_receiver is not null)
        {
            await _receiver.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_channel_tells_of_changes_with_our_secret_until_it_is_stopped()
    {
        var opened = (await OpenAsync("channel-1")).Value;
        await AddAsync("Lunch");
        var told = await ToldAsync();

        Assert.Contains(told, s => s.Kind == SignalKind.Changed);
        Assert.All(told, s => Assert.Equal(opened.Channel, s.Channel));
        Assert.True((await Capability.StopAsync(await GrantAsync(), opened.Channel, default)).IsOk);
        await AddAsync("Coffee");
        Assert.Empty(await ToldAsync());
    }

    [Fact]
    public async Task A_channel_ends_within_the_life_that_was_asked()
    {
        var opened = (await OpenAsync("channel-1")).Value;
        Assert.InRange(opened.ExpiresAt, World.Time.Now() + Duration.FromHours(1), World.Time.Now() + Capability.Life);
        foreach (var signal in await ToldAsync())
        {
            Assert.Equal(opened.ExpiresAt, signal.ExpiresAt);
        }
    }

    [Fact]
    public async Task Asking_again_under_the_same_id_opens_no_second()
    {
        var first = (await OpenAsync("channel-1")).Value;
        var again = await OpenAsync("channel-1", isRepeated: true);

        Assert.True(again.Failure is Failure.Conflict || again.Value == first);
        await ToldAsync();
        await AddAsync("Lunch");
        Assert.Single(await ToldAsync());
    }

    [Fact]
    public async Task Stopping_what_is_no_more_finds_nothing()
    {
        var opened = (await OpenAsync("channel-1")).Value;
        await Capability.StopAsync(await GrantAsync(), opened.Channel, default);
        AssertFailed<Failure.NotFound, Done>(await Capability.StopAsync(await GrantAsync(), opened.Channel, default));
    }

    [Fact]
    public async Task Access_that_has_ended_wants_a_new_consent()
    {
        AssertFailed<Failure.NeedsReconnect, OpenedChannel>(await Capability.OpenAsync(DeadGrant(), Request("channel-1"), default));
        AssertFailed<Failure.NeedsReconnect, Done>(await Capability.StopAsync(DeadGrant(), new VendorChannel("channel-1", "r"), default));
    }

    [Fact]
    public async Task An_address_the_vendor_does_not_take_is_refused() =>
        AssertFailed<Failure.Rejected, OpenedChannel>(await Capability.OpenAsync(await GrantAsync(), Request("channel-1") with { Address = new Uri("http://hub.example/hook") }, default));

    [Theory]
    [InlineData("error500")]
    [InlineData("truncated")]
    [InlineData("dropped")]
    public async Task An_outage_is_told_as_such_and_asked_once(string kind)
    {
        await FaultAsync(kind, Vendor.WatchOperation);
        await Control.ClearRequestsAsync();
        AssertFailed<Failure.Unavailable, OpenedChannel>(await OpenAsync("channel-1"));
        Assert.InRange((await Control.RequestsAsync())["items"]!.AsArray().Count, 0, 1);
    }

    [Fact]
    public async Task A_vendor_that_asks_to_wait_says_until_when()
    {
        await FaultAsync("tooMany429", Vendor.WatchOperation, retryAfterSeconds: 120);
        var limited = Assert.IsType<Failure.RateLimited>((await OpenAsync("channel-1")).Failure);
        Assert.Equal(World.Time.Now() + Duration.FromSeconds(120), limited.Until);
    }

    [Fact]
    public void Nothing_that_is_logged_of_a_request_has_the_secret_in_it() => Assert.DoesNotContain(Secret, Request("channel-1").ToString(), StringComparison.Ordinal);

    private ChannelRequest Request(string id, bool isRepeated = false) => new(id, Secret, _receiver.Address, Capability.Scope == WatchScope.Calendar ? _calendar : null, isRepeated);

    private async Task<Result<OpenedChannel>> OpenAsync(string id, bool isRepeated = false) => await Capability.OpenAsync(await GrantAsync(), Request(id, isRepeated), default);

    private Task<string> AddAsync(string title) => Vendor.AddAsync(World, title, World.Time.Now() + Duration.FromDays(1));

    /// <summary>What was pushed since, as the provider reads it; all of it with our secret.</summary>
    private async Task<List<Signal>> ToldAsync()
    {
        await Control.SettlePushesAsync();
        var reader = World.Hub.GetRequiredKeyedService<IWebhookReceiver>(Provider);
        var trust = new InboundTrust(s => s == Secret, [], World.Time.Now());
        var told = _receiver.Received.SelectMany(p => ((InboundContent.Signals)reader.Read(p, trust).Value).All).ToList();
        _receiver.Received.Clear();
        return told;
    }
}

/// <summary>What holds for whoever has a vendor prolong its channels.</summary>
public abstract class ChannelRenewerTests(Vendor vendor) : CapabilityTests<IChannelRenewer>(vendor)
{
    private PushReceiver _receiver = null!;
    private OpenedChannel _opened = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _receiver = await PushReceiver.StartAsync();
        _opened = (await World.Hub.GetRequiredKeyedService<ICalendarWatcher>(Provider).OpenAsync(await GrantAsync(), new ChannelRequest("channel-1", "secret", _receiver.Address, null, false), default)).Value;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_receiver is not null)
        {
            await _receiver.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_channel_is_given_its_life_again_and_a_second_time_changes_nothing()
    {
        World.Time.Advance(TimeSpan.FromHours(5));
        var renewed = (await Capability.RenewAsync(await GrantAsync(), _opened.Channel, default)).Value;

        Assert.Equal(_opened.ExpiresAt + Duration.FromHours(5), renewed);
        Assert.Equal(renewed, (await Capability.RenewAsync(await GrantAsync(), _opened.Channel, default)).Value);
    }

    [Fact]
    public async Task One_that_is_no_more_is_not_found() =>
        AssertFailed<Failure.NotFound, Instant>(await Capability.RenewAsync(await GrantAsync(), new VendorChannel("nothing"), default));

    [Fact]
    public async Task Access_that_has_ended_wants_a_new_consent() =>
        AssertFailed<Failure.NeedsReconnect, Instant>(await Capability.RenewAsync(DeadGrant(), _opened.Channel, default));

    [Fact]
    public async Task An_outage_is_told_as_such()
    {
        await FaultAsync("error500", Vendor.WatchOperation);
        AssertFailed<Failure.Unavailable, Instant>(await Capability.RenewAsync(await GrantAsync(), _opened.Channel, default));
    }
}
