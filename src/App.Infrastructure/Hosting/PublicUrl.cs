using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Hosting;

/// <summary>The absolute address people open: configured, or the first one the server listens on.</summary>
public sealed class PublicUrl(IOptions<AppOptions> options, IServer? server = null)
{
    /// <summary>Ends without a slash. Before the server listens it is known only where it is configured.</summary>
    public string Base => options.Value.PublicUrl is { } configured
        ? configured.AbsoluteUri.TrimEnd('/')
        : Listening() + options.Value.EffectivePathBase;

    /// <summary>An absolute address as it is; a path of our own under <see cref="Base"/>.</summary>
    public Uri Resolve(string urlOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(urlOrPath);
        return urlOrPath.StartsWith('/') ? new Uri(Base + urlOrPath) : new Uri(urlOrPath, UriKind.Absolute);
    }

    private string Listening()
    {
        var addresses = server?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.FirstOrDefault(a => a.StartsWith("http:", StringComparison.Ordinal)) ?? addresses.FirstOrDefault() ?? "http://localhost";
        foreach (var any in (ReadOnlySpan<string>)["://0.0.0.0", "://[::]", "://+", "://*"])
        {
            address = address.Replace(any, "://localhost", StringComparison.Ordinal);
        }

        return address.TrimEnd('/');
    }
}
