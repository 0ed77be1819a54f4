using System.ComponentModel.DataAnnotations;
using System.Net;

namespace App.Infrastructure.Hosting;

/// <summary>Section <c>App</c>: how the application is reached.</summary>
public sealed class AppOptions : IValidatableObject
{
    public const string Section = "App";

    /// <summary>The address people open, such as <c>https://hub.example.com</c>; links in mails and redirect URIs begin with it, and where it is https, providers push changes to it. Default: the first address the server listens on.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Path under which a proxy publishes the application, such as <c>/hub</c>. Default: the path of <c>App:PublicUrl</c>.</summary>
    public string? PathBase { get; set; }

    /// <summary>Addresses (<c>10.0.0.5</c>) and networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-*</c> headers are believed. Default: none.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Days for which browsers are told to insist on HTTPS (HSTS), outside Development. 0 turns it off.</summary>
    [Range(0, 3650)]
    public int HstsDays { get; set; } = 365;

    /// <summary>Path base as the server uses it: empty, or beginning with a slash and not ending with one.</summary>
    public string EffectivePathBase => (PathBase ?? PublicUrl?.AbsolutePath ?? "").TrimEnd('/');

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.Query.Length + url.Fragment.Length > 0))
        {
            yield return new("must be an absolute http or https address without query", [nameof(PublicUrl)]);
        }

        if (!string.IsNullOrEmpty(PathBase) && !PathBase.StartsWith('/'))
        {
            yield return new("must be a path that begins with /", [nameof(PathBase)]);
        }

        for (var i = 0; i < TrustedProxies.Count; i++)
        {
            if (!IPAddress.TryParse(TrustedProxies[i], out _) && !IPNetwork.TryParse(TrustedProxies[i], out _))
            {
                yield return new("must be an IP address or a network such as 10.0.0.0/8", [$"{nameof(TrustedProxies)}:{i}"]);
            }
        }
    }
}
