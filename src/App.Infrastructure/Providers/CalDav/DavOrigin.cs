namespace App.Infrastructure.Providers.CalDav;

/// <summary>Where a password may go besides the address it was typed for (decision 0011).</summary>
internal static class DavOrigin
{
    /// <summary>Apple keeps each account on a host of its own below this domain (iCloud's calendar-home-set, seen 2026-04).</summary>
    private const string ICloud = "icloud.com";

    /// <summary>The same server; the same name over TLS; a name below it; inside iCloud any; on this machine any name of it.</summary>
    public static bool Allows(Uri typed, Uri next) =>
        (IsSame(typed.Host, next.Host) && typed.Port == next.Port)
        || (next.Scheme == Uri.UriSchemeHttps && next.IsDefaultPort && (IsIn(next.Host, typed.Host) || (IsIn(typed.Host, ICloud) && IsIn(next.Host, ICloud))))
        || (typed.IsLoopback && next.IsLoopback && typed.Port == next.Port);

    /// <summary>What an address in an answer means there; null where it is no web address.</summary>
    public static Uri? Find(Uri at, string href) => Uri.TryCreate(at, href, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static bool IsIn(string host, string domain) => IsSame(host, domain) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string host, string other) => string.Equals(host, other, StringComparison.OrdinalIgnoreCase);
}
