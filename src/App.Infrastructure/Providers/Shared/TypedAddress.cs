using System.Net.Http;
using App.Domain;

namespace App.Infrastructure.Providers.Shared;

/// <summary>Addresses that members typed: how they are read, and what it means when they don't answer.</summary>
internal static class TypedAddress
{
    public const string AddressRefused = "address_refused";
    public const string TlsFailed = "tls_failed";
    public const string TooLarge = "too_large";
    public const string NotSafe = "not_safe";

    private const int MostLength = 2048;

    /// <summary>Reads an address: without a scheme https is meant, and webcal means https. Null where it is none, or carries a password.</summary>
    public static Uri? Read(string? text)
    {
        if (text?.Trim() is not { Length: > 0 and <= MostLength } typed)
        {
            return null;
        }

        var whole = typed.Contains("://", StringComparison.Ordinal) ? typed : "https://" + typed;
        foreach (var scheme in (ReadOnlySpan<string>)["webcal://", "webcals://"])
        {
            whole = whole.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? "https://" + whole[scheme.Length..] : whole;
        }

        return Uri.TryCreate(whole, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 && url.UserInfo.Length == 0 ? new UriBuilder(url) { Fragment = "" }.Uri : null;
    }

    public static Failure Unsafe(Uri url) => new Failure.Rejected(NotSafe, $"{url.Host} would be asked without encryption, which could give the password away. Use an address that begins with https.");

    /// <summary>Why no answer came, with the host but never the path, which may be a secret.</summary>
    public static Failure FailureOf(Exception e, Uri url) => e switch
    {
        { InnerException: AddressRefusedException } or AddressRefusedException => new Failure.Rejected(AddressRefused, $"{url.Host} leads into a private network, which this server does not ask. The operator can allow it (Outgoing:AllowedNetworks)."),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new Failure.Rejected(TlsFailed, $"The certificate of {url.Host} can't be trusted, so nothing was sent."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new Failure.Rejected(TooLarge, $"{url.Host} answered with more than we read."),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new Failure.Unavailable($"{url.Host} can't be found. Is the name right?"),
        HttpRequestException or IOException or OperationCanceledException => new Failure.Unavailable($"{url.Host} can't be reached."),
        _ => new Failure.Unavailable($"{url.Host} answered something that can't be read."),
    };
}
