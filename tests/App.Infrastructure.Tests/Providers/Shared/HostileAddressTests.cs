using System.Globalization;
using System.Net;
using System.Net.Sockets;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Tests.Providers.Shared;

/// <summary>The guard where it stands: in the socket handler of a real client, against every notation of an address and a name server that lies.</summary>
public sealed class HostileAddressTests
{
    /// <summary>One address of every network that is not the public internet, and first and last of some.</summary>
    private static readonly string[] Inside =
    [
        "0.0.0.0", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    ];

    private static readonly string[] InsideV6 =
    [
        "::", "::1", "::10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:a00:1::", "2002:7f00:1::1", "2620:4f:8000::1", "3fff::1",
        "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "ff00::1", "ff02::1", "ff0e::1",
    ];

    [Fact]
    public async Task Two_hundred_notations_of_addresses_inside_are_refused_before_a_byte_is_sent()
    {
        var corpus = Inside.SelectMany(NotationsOf).Concat(InsideV6.Select(a => $"[{a}]")).Concat(["localhost", "LOCALHOST"]).Distinct().ToList();
        Assert.True(corpus.Count >= 200, $"only {corpus.Count}");
        using var client = Client(Guard(Dns.GetHostAddressesAsync));
        var passed = new List<string>();
        foreach (var host in corpus)
        {
            if (!await IsRefusedAsync(client, new Uri($"https://{host}:9/")))
            {
                passed.Add(host);
            }
        }

        Assert.True(passed.Count == 0, string.Join(' ', passed));
    }

    [Fact]
    public async Task A_name_whose_addresses_are_all_inside_is_refused_and_one_of_many_outside_is_taken()
    {
        using var outside = new Listener("127.0.0.2");
        using var inside = new Listener("127.0.0.1", outside.Port);
        var names = new Dictionary<string, string[]>
        {
            ["inside.example"] = ["10.0.0.1", "192.168.0.1", "::1", "fe80::1", "::ffff:127.0.0.1"],
            ["mixed.example"] = ["127.0.0.1", "::ffff:127.0.0.1", "127.0.0.2"],
        };
        using var client = Client(Guard((host, _) => Task.FromResult(names[host].Select(IPAddress.Parse).ToArray()), networks: ["127.0.0.2"]));

        Assert.True(await IsRefusedAsync(client, new Uri($"https://inside.example:{outside.Port}/")));
        Assert.False(await IsRefusedAsync(client, new Uri($"https://mixed.example:{outside.Port}/")));
        Assert.Equal((1, 0), (outside.Connections, inside.Connections));
    }

    [Fact]
    public async Task A_name_server_that_answers_otherwise_the_second_time_is_asked_once_for_each_connection_and_believed_never()
    {
        using var outside = new Listener("127.0.0.2");
        using var inside = new Listener("127.0.0.1", outside.Port);
        var asked = 0;
        using var client = Client(Guard((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ % 2 == 0 ? "127.0.0.2" : "127.0.0.1")]), networks: ["127.0.0.2"]));

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(i % 2 == 1, await IsRefusedAsync(client, new Uri($"https://rebinding.example:{outside.Port}/")));
        }

        Assert.Equal((10, 5, 0), (asked, outside.Connections, inside.Connections));
    }

    [Theory]
    [InlineData("dav.corp.example", true)]
    [InlineData("DAV.corp.example.", true)]
    [InlineData("a.b.below.example", true)]
    [InlineData("below.example", false)]
    [InlineData("evilbelow.example", false)]
    [InlineData("dav.corp.example.evil.test", false)]
    [InlineData("x.dav.corp.example", false)]
    public async Task A_host_is_allowed_by_its_whole_name_or_all_below_one(string host, bool allowed)
    {
        using var inside = new Listener("127.0.0.1");
        using var client = Client(Guard((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), hosts: ["dav.corp.example", "*.below.example"]));

        Assert.Equal(!allowed, await IsRefusedAsync(client, new Uri($"https://{host}:{inside.Port}/")));
        Assert.Equal(allowed ? 1 : 0, inside.Connections);
    }

    [Theory]
    [InlineData("dav.corp.example", true)]
    [InlineData("*.corp.example", true)]
    [InlineData("*", false)]
    [InlineData("", false)]
    [InlineData("https://dav.corp.example", false)]
    [InlineData("dav.corp.example:443", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("*.*.example", false)]
    public void A_host_that_is_none_is_named_by_its_setting(string name, bool holds)
    {
        var options = new OutgoingOptions();
        options.AllowedHosts.Add(name);

        Assert.Equal(holds ? [] : ["AllowedHosts:0"], options.Validate(new(options)).SelectMany(e => e.MemberNames));
    }

    /// <summary>As people and attackers write an IPv4 address: whole, short, decimal, octal, hexadecimal, mixed, inside IPv6, in other digits.</summary>
    private static IEnumerable<string> NotationsOf(string address)
    {
        var b = IPAddress.Parse(address).GetAddressBytes();
        var whole = ((uint)b[0] << 24) | ((uint)b[1] << 16) | ((uint)b[2] << 8) | b[3];
        yield return address;
        yield return Text($"{whole}");
        yield return Text($"0x{whole:x8}");
        yield return "0" + Convert.ToString(whole, 8);
        yield return Text($"{b[0]}.{(b[1] << 16) | (b[2] << 8) | b[3]}");
        yield return Text($"{b[0]}.{b[1]}.{(b[2] << 8) | b[3]}");
        yield return string.Join('.', b.Select(x => "0" + Convert.ToString(x, 8)));
        yield return string.Join('.', b.Select(x => Text($"0x{x:x}")));
        yield return Text($"0x{b[0]:x}.0{Convert.ToString(b[1], 8)}.{b[2]}.{b[3]}");
        yield return $"[::ffff:{address}]";
        yield return string.Concat(address.Select(c => c == '.' ? '.' : (char)(c - '0' + '０')));
        yield return address.Replace('.', '。');
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static async Task<bool> IsRefusedAsync(HttpClient client, Uri url)
    {
        try
        {
            using var answer = await client.GetAsync(url);
            return false;
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is AddressRefusedException;
        }
    }

    private static AddressGuard Guard(ResolveHost resolve, string[]? networks = null, string[]? hosts = null)
    {
        var options = new OutgoingOptions();
        Array.ForEach(networks ?? [], options.AllowedNetworks.Add);
        Array.ForEach(hosts ?? [], options.AllowedHosts.Add);
        return new AddressGuard(Options.Create(options), environment: null, resolve);
    }

    private static HttpClient Client(AddressGuard guard) => new(new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync, UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });

    /// <summary>Counts who connects, and hangs up on them.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly TcpListener _listener;
        private int _connections;

        public Listener(string address, int port = 0)
        {
            _listener = new TcpListener(IPAddress.Parse(address), port);
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Connections => Volatile.Read(ref _connections);

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref _connections);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The test is over.
            }
        }
    }
}
