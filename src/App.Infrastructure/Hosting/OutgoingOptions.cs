using System.ComponentModel.DataAnnotations;
using System.Net;

namespace App.Infrastructure.Hosting;

/// <summary>Section <c>Outgoing</c>: where the application may go on behalf of its members.</summary>
public sealed class OutgoingOptions : IValidatableObject
{
    public const string Section = "Outgoing";

    private const string Below = "*.";

    /// <summary>Addresses (<c>10.0.0.5</c>) and networks (<c>10.0.0.0/8</c>) that addresses typed by members may lead to although they are private, such as a calendar server in the same network. Default: none.</summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>Names of hosts (<c>dav.corp.example</c>, or <c>*.corp.example</c> for all below it) that may lead anywhere, whatever address their name server gives. Default: none.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>The networks, read.</summary>
    internal IEnumerable<IPNetwork> Networks => AllowedNetworks.Select(Read).OfType<IPNetwork>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < AllowedNetworks.Count; i++)
        {
            if (Read(AllowedNetworks[i]) is null)
            {
                yield return new("must be an IP address or a network such as 10.0.0.0/8", [$"{nameof(AllowedNetworks)}:{i}"]);
            }
        }

        for (var i = 0; i < AllowedHosts.Count; i++)
        {
            var name = AllowedHosts[i].StartsWith(Below, StringComparison.Ordinal) ? AllowedHosts[i][Below.Length..] : AllowedHosts[i];
            if (Uri.CheckHostName(name) != UriHostNameType.Dns)
            {
                yield return new("must be the name of a host such as dav.corp.example, or *.corp.example", [$"{nameof(AllowedHosts)}:{i}"]);
            }
        }
    }

    /// <summary>Whether a host is allowed by its name. A dot at the end of a name means nothing.</summary>
    internal bool AllowsHost(string host)
    {
        var name = host.TrimEnd('.');
        return AllowedHosts.Any(a => a.StartsWith(Below, StringComparison.Ordinal) ? name.EndsWith(a[1..], StringComparison.OrdinalIgnoreCase) : name.Equals(a, StringComparison.OrdinalIgnoreCase));
    }

    private static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
