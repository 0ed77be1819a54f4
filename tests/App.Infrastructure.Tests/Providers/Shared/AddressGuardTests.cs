using System.Net;
using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers.CalDav;
using App.Infrastructure.Providers.IcsFeed;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Tests.Providers.Shared;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("198.19.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("100::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001::1")]
    [InlineData("2002:a00:1::")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void An_address_inside_is_refused(string address) => Assert.False(Guard().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("2606:4700:4700::1111")]
    public void A_public_address_is_allowed(string address) => Assert.True(Guard().Allows(IPAddress.Parse(address)));

    [Fact]
    public void What_the_operator_allowed_is_allowed_and_nothing_beside_it()
    {
        var guard = Guard("10.1.0.0/16", "192.168.7.7");

        Assert.True(guard.Allows(IPAddress.Parse("10.1.2.3")));
        Assert.True(guard.Allows(IPAddress.Parse("::ffff:192.168.7.7")));
        Assert.False(guard.Allows(IPAddress.Parse("10.2.0.1")));
        Assert.False(guard.Allows(IPAddress.Parse("192.168.7.8")));
    }

    [Theory]
    [InlineData("https://127.0.0.1:9/")]
    [InlineData("https://localhost:9/")]
    [InlineData("https://[::1]:9/")]
    [InlineData("https://[::ffff:127.0.0.1]:9/")]
    [InlineData("https://2130706433:9/")]
    public async Task Outside_Development_a_typed_address_that_leads_inside_is_refused_and_named(string url)
    {
        await using var world = await World.BuildAsync();
        var hub = world.NewHub(s => s.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production }));

        foreach (var provider in (string[])[CalDavProvider.Key, IcsFeedProvider.Key])
        {
            var refused = Assert.IsType<Failure.Invalid>((await world.OpenAsync(provider, new AccountInput(url, "alice", "secret"), hub: hub)).Failure);
            Assert.Contains("private network", Assert.Single(refused.Errors["url"]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Outside_Development_nothing_is_asked_without_encryption()
    {
        await using var world = await World.BuildAsync();
        var hub = world.NewHub(s => s
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production })
            .Configure<OutgoingOptions>(o => o.AllowedNetworks.Add("127.0.0.0/8")));

        var refused = Assert.IsType<Failure.Invalid>((await world.OpenAsync(CalDavProvider.Key, new AccountInput(world.SandboxUrl + "/sandbox/caldav/", "alice", "secret"), hub: hub)).Failure);

        Assert.Contains("encryption", Assert.Single(refused.Errors["url"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://dav.example.com/", "https://dav.example.com/principals/", true)]
    [InlineData("https://example.com/", "https://dav.example.com/", true)]
    [InlineData("https://caldav.icloud.com/", "https://p37-caldav.icloud.com:443/1/calendars/", true)]
    [InlineData("https://dav.example.com/", "https://other.example.com/", false)]
    [InlineData("https://dav.example.com/", "https://dav.example.com:8443/", false)]
    [InlineData("https://dav.example.com/", "https://dav.example.com.evil.test/", false)]
    [InlineData("https://caldav.icloud.com/", "https://icloud.com.evil.test/", false)]
    [InlineData("https://caldav.icloud.com/", "https://eviliCloud.com/", false)]
    [InlineData("https://dav.example.com/", "http://dav.example.com/", false)]
    public void A_password_goes_to_the_server_it_was_typed_for(string typed, string next, bool allowed) => Assert.Equal(allowed, DavOrigin.Allows(new Uri(typed), new Uri(next)));

    private static AddressGuard Guard(params string[] allowed)
    {
        var options = new OutgoingOptions();
        foreach (var network in allowed)
        {
            options.AllowedNetworks.Add(network);
        }

        return new AddressGuard(Options.Create(options));
    }
}
