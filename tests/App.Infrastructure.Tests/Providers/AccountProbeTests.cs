using App.Domain;
using App.Domain.Connections;
using NodaTime;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What holds for whoever says whose account a grant opens.</summary>
public abstract class AccountProbeTests(Vendor vendor) : CapabilityTests<IAccountProbe>(vendor)
{
    [Fact]
    public async Task An_account_is_told_by_an_id_of_its_own_and_its_address()
    {
        var first = (await Capability.IdentifyAsync(await GrantAsync(), default)).Value;
        var again = (await Capability.IdentifyAsync(await GrantAsync(), default)).Value;
        var connected = await Vendor.ConnectAsync(World, Vendor.OtherAccount);
        var other = (await Capability.IdentifyAsync(await GrantAsync(connected), default)).Value;

        Assert.Equal(first, again);
        Assert.Equal((World.Email, Vendor.OtherAccount), (first.Name, other.Name));
        Assert.NotEqual(first.Id, other.Id);
    }

    [Fact]
    public async Task Access_that_has_ended_wants_a_new_consent() =>
        AssertFailed<Failure.NeedsReconnect, Account>(await Capability.IdentifyAsync(DeadGrant(), default));

    [Theory]
    [InlineData("error500")]
    [InlineData("truncated")]
    [InlineData("dropped")]
    public async Task An_outage_says_nothing_about_the_account(string kind)
    {
        await FaultAsync(kind, Vendor.ProbeOperation);
        AssertFailed<Failure.Unavailable, Account>(await Capability.IdentifyAsync(await GrantAsync(), default));
    }

    [Fact]
    public async Task A_vendor_that_asks_to_wait_says_until_when()
    {
        await FaultAsync("tooMany429", Vendor.ProbeOperation, retryAfterSeconds: 120);
        var limited = Assert.IsType<Failure.RateLimited>((await Capability.IdentifyAsync(await GrantAsync(), default)).Failure);
        Assert.Equal(Domain.Time.Clock.Now(World.Time) + Duration.FromSeconds(120), limited.Until);
    }
}
