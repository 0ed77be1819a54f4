using System.Net;
using System.Net.Sockets;

namespace App.Infrastructure.Providers.Shared;

/// <summary>
/// Which addresses belong to the public internet (IANA special-purpose registries, RFC 6890 and its updates): everything but the networks here, and of
/// IPv6 nothing outside 2000::/3.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. ((string[])[
            "0.0.0.0/8", // this network
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, where clouds keep metadata
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "198.18.0.0/15", // benchmarks
            "224.0.0.0/4", "240.0.0.0/4", // multicast; reserved and broadcast
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", "3fff::/20", // documentation
            "2002::/16", // 6to4, which carries any IPv4 address
            "2620:4f:8000::/48", // AS112
        ]).Select(IPNetwork.Parse),
    ];

    public static bool Contain(IPAddress address) =>
        (address.AddressFamily != AddressFamily.InterNetworkV6 || GlobalUnicast.Contains(address)) && !Special.Any(n => n.Contains(address));
}
