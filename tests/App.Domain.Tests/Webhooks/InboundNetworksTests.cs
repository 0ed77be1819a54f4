using System.Net;
using App.Domain.Webhooks;

namespace App.Domain.Tests.Webhooks;

public sealed class InboundNetworksTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7/32")]
    [InlineData(" 203.0.113.0/24 ", "203.0.113.0/24")]
    [InlineData("203.0.113.7/24", "203.0.113.0/24")]
    [InlineData("2001:db8::1", "2001:db8::1/128")]
    [InlineData("2001:DB8::/32", "2001:db8::/32")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7/32")]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.7/128", "203.0.113.7/32")]
    [InlineData("::ffff:0:0/96", "0.0.0.0/0")]
    public void A_network_is_written_in_one_way(string text, string written) => Assert.Equal([written], InboundNetworks.Parse([text]).Value.All);

    [Theory]
    [InlineData("")]
    [InlineData("everywhere")]
    [InlineData("203.0.113.0/33")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::1%eth0")]
    [InlineData("203.0.113.7,203.0.113.8")]
    public void What_is_no_network_is_refused(string text) => Assert.False(InboundNetworks.Parse(["203.0.113.7", text]).IsOk);

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.0/24", "::ffff:203.0.113.9", true)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.9", true)]
    [InlineData("::ffff:203.0.113.0/120", "::ffff:203.0.113.9", true)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.114.9", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "203.0.113.9", false)]
    public void Only_what_comes_from_a_network_may_come(string network, string from, bool may) => Assert.Equal(may, InboundNetworks.Parse([network]).Value.Allow(IPAddress.Parse(from)));

    [Fact]
    public void Without_networks_it_may_come_from_anywhere_and_with_them_not_from_where_nobody_knows()
    {
        Assert.True(InboundNetworks.Parse([]).Value.Allow(null));
        Assert.True(InboundNetworks.Read("").Allow(IPAddress.Loopback));
        Assert.False(InboundNetworks.Parse(["0.0.0.0/0"]).Value.Allow(null));
    }

    [Fact]
    public void What_is_written_down_is_read_as_it_was_each_network_once()
    {
        var networks = InboundNetworks.Parse(["203.0.113.0/24", "::ffff:203.0.113.0/120", "2001:db8::/32"]).Value;

        Assert.Equal("203.0.113.0/24,2001:db8::/32", networks.ToString());
        Assert.Equal(networks.All, InboundNetworks.Read(networks.ToString()).All);
    }

    [Fact]
    public void There_are_so_many_at_most()
    {
        var all = Enumerable.Range(0, InboundNetworks.Most + 1).Select(i => $"10.0.{i}.0/24").ToList();

        Assert.True(InboundNetworks.Parse(all[1..]).IsOk);
        Assert.False(InboundNetworks.Parse(all).IsOk);
    }
}
