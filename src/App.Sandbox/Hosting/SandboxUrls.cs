using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Hosting;

/// <summary>The sandbox's own absolute URLs follow the request, so they hold behind proxies and on any port.</summary>
internal static class SandboxUrls
{
    public static string Root(HttpRequest request) =>
        $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}/sandbox";

    public static string Path(HttpRequest request, string path) => $"{request.PathBase.ToUriComponent()}/sandbox{path}";

    /// <summary>Loopback over http, or anything over https: what a real console accepts for development.</summary>
    public static bool IsAllowedRedirect(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && string.IsNullOrEmpty(parsed.Fragment)
        && (parsed.Scheme == Uri.UriSchemeHttps
            || (parsed.Scheme == Uri.UriSchemeHttp && (parsed.IsLoopback || parsed.Host.EndsWith(".localhost", StringComparison.Ordinal))));

    /// <summary>Where a vendor may push to: anything over https, and loopback for development.</summary>
    public static bool IsAllowedPush(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || (parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback));

    /// <summary>Adds parameters to a redirect URI, keeping the query it has.</summary>
    public static string WithQuery(string uri, IEnumerable<KeyValuePair<string, string?>> parameters) =>
        QueryHelpers.AddQueryString(uri, parameters.Where(p => p.Value is not null));
}
