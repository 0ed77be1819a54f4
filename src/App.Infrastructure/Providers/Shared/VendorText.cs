namespace App.Infrastructure.Providers.Shared;

/// <summary>Text of a vendor as every database and page takes it.</summary>
internal static class VendorText
{
    private const int MostText = 8192;

    /// <summary>Bounded, no half of a surrogate pair at its end, no NUL.</summary>
    public static string? Cut(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var end = text.Length <= MostText ? text.Length : char.IsHighSurrogate(text[MostText - 1]) ? MostText - 1 : MostText;
        return (end == text.Length ? text : text[..end]).Replace("\0", "", StringComparison.Ordinal);
    }

    /// <summary>Links come from whoever sent the invitation: only web addresses become links.</summary>
    public static string? Link(string? url) => url is not null && (url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal)) ? Cut(url) : null;
}
