using System.ComponentModel.DataAnnotations;
using System.Net;

namespace App.Infrastructure.Hosting;

/// <summary>Section <c>Outgoing</c>: where the application may go on behalf of its members.</summary>
public sealed class OutgoingOptions : IValidatableObject
{
    public const string Section = "Outgoing";

    /// <summary>Addresses (<c>10.0.0.5</c>) and networks (<c>10.0.0.0/8</c>) that addresses typed by members may lead to although they are private, such as a calendar server in the same network. Default: none.</summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>The same, read.</summary>
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
    }

    private static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
