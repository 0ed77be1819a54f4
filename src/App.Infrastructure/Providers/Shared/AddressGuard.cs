using System.Net;
using System.Net.Sockets;
using App.Infrastructure.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Providers.Shared;

/// <summary>
/// Stands between addresses that members typed and the network: after DNS, at each connection, only public addresses are connected to, those the operator
/// allowed, and in Development any (decision 0011).
/// </summary>
/// <param name="resolve">Asks the name server; by default the system's.</param>
public sealed class AddressGuard(IOptions<OutgoingOptions> options, IHostEnvironment? environment = null, ResolveHost? resolve = null)
{
    private readonly ResolveHost _resolve = resolve ?? Dns.GetHostAddressesAsync;
    private readonly IReadOnlyList<IPNetwork> _allowed = [.. options.Value.Networks];

    private bool IsDevelopment => environment?.IsDevelopment() is true;

    /// <summary>Whether an address of that scheme and host may be asked at all: TLS only, except a loopback server in Development.</summary>
    public bool IsSafe(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && IsDevelopment);
    }

    public bool Allows(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IsDevelopment || PublicAddresses.Contain(plain) || _allowed.Any(n => n.Contains(plain));
    }

    /// <summary>Resolves the host and connects to the first of its addresses that is allowed and answers.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        // Asked for 0.0.0.0 or ::, the resolver throws.
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken);
        IPAddress[] allowed = options.Value.AllowsHost(host) ? found : [.. found.Where(Allows)];
        if (allowed.Length == 0)
        {
            throw found.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new AddressRefusedException(host);
        }

        for (var i = 0; ; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed[i], port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (e is not SocketException || i == allowed.Length - 1)
                {
                    throw;
                }
            }
        }
    }
}

/// <summary>The addresses of a host, by its name or any notation of an address.</summary>
public delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>A host led to addresses that may not be asked.</summary>
public sealed class AddressRefusedException(string host) : IOException($"{host} leads to an address inside a private network.");
