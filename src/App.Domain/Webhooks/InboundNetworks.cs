using System.Net;

namespace App.Domain.Webhooks;

/// <summary>Networks from which something may come; none: from anywhere.</summary>
public sealed class InboundNetworks
{
    public const int Most = 50;

    /// <summary>So many stand before an IPv4 address that is written as an IPv6 one.</summary>
    private const int MappedBits = 96;

    private static readonly Failure Malformed = new Failure.Invalid("networks", $"Must be at most {Most} addresses or networks, such as 203.0.113.7 or 203.0.113.0/24.");

    private readonly IReadOnlyList<IPNetwork> _networks;

    private InboundNetworks(IReadOnlyList<IPNetwork> networks) => _networks = networks;

    public IReadOnlyList<string> All => [.. _networks.Select(n => n.ToString())];

    public static Result<InboundNetworks> Parse(IReadOnlyCollection<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var networks = texts.Take(Most + 1).Select(NetworkOf).ToList();
        return networks.Count > Most || networks.Contains(null) ? Malformed : new InboundNetworks([.. networks.Select(n => n!.Value).Distinct()]);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static InboundNetworks Read(string text) => Parse(text.Split(',', StringSplitOptions.RemoveEmptyEntries)).Value;

    /// <summary>An address that isn't known is in none.</summary>
    public bool Allow(IPAddress? from) => _networks.Count == 0 || (from is not null && _networks.Any(n => n.Contains(Plain(from))));

    public override string ToString() => string.Join(',', All);

    /// <summary>An IPv4 address that came in an IPv6 one is that IPv4 address.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPNetwork? NetworkOf(string? text)
    {
        text = text?.Trim() ?? "";
        if (IPAddress.TryParse(text, out var address) && !text.Contains('%', StringComparison.Ordinal))
        {
            address = Plain(address);
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network) ? Plain(network) : null;
    }

    private static IPNetwork Plain(IPNetwork network) =>
        network is { BaseAddress.IsIPv4MappedToIPv6: true, PrefixLength: >= MappedBits } ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedBits) : network;
}
