using System.Buffers;
using App.Infrastructure.Organizations;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>What an endpoint's own headers must be: none that HTTP or the signature speaks by.</summary>
internal static class HeaderCheck
{
    public const int MostHeaders = 20;
    public const int MostName = 100;
    public const int MostValue = 2000;

    private const string Field = "headers";

    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "content-length", "content-type", "content-encoding", "connection", "transfer-encoding", "user-agent", "te", "trailer", "upgrade", "keep-alive", "expect", "accept-encoding", "http2-settings",
    };

    private static readonly string[] OurBeginnings = ["webhook-", "proxy-"];

    /// <summary>RFC 9110 §5.6.2.</summary>
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static void Check(IReadOnlyDictionary<string, string>? headers, FieldErrors errors)
    {
        if (headers is null)
        {
            return;
        }

        if (headers.Count > MostHeaders)
        {
            errors.Add(Field, $"Use at most {MostHeaders}.");
        }
        else if (headers.Keys.Select(name => name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() < headers.Count)
        {
            errors.Add(Field, "Name each only once; capitals make no difference.");
        }
        else if (headers.Select(Wrong).FirstOrDefault(w => w is not null) is { } wrong)
        {
            errors.Add(Field, wrong);
        }
    }

    private static string? Wrong(KeyValuePair<string, string> header) => header switch
    {
        { Key.Length: 0 or > MostName } => $"Name each in 1 to {MostName} characters.",
        _ when header.Key.AsSpan().ContainsAnyExcept(Token) => "Use letters, digits and hyphens in names.",
        _ when Ours.Contains(header.Key) || OurBeginnings.Any(b => header.Key.StartsWith(b, StringComparison.OrdinalIgnoreCase)) => $"“{header.Key}” is set by us.",
        { Value: null or { Length: 0 or > MostValue } } => $"Give “{header.Key}” a value of 1 to {MostValue} characters.",
        _ when header.Value.Any(c => c is < ' ' or > '~') || header.Value != header.Value.Trim() => $"Use only visible ASCII characters in the value of “{header.Key}”.",
        _ => null,
    };
}
