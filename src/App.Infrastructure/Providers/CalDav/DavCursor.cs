using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>Where a pass stands between two pages: which resources are still to be read, and what follows.</summary>
/// <param name="Names">Resources of the collection still to be read.</param>
/// <param name="Next">The sync token to end with.</param>
/// <param name="More">True: the server cut its list short, and goes on from <paramref name="Next"/>.</param>
/// <param name="Pages">How many pages the pass has had.</param>
internal sealed record DavPage(IReadOnlyList<string> Names, string Next, bool More, int Pages)
{
    public static DavPage? Read(string text) => DavText.Unpack(text, DavJson.Default.DavPage);

    public string Write() => DavText.Pack(this, DavJson.Default.DavPage);
}

/// <summary>What a collection held when it was last read, for servers without sync-collection.</summary>
/// <param name="CTag">Changes with anything in the collection; null where the server has none.</param>
/// <param name="ETags">By resource.</param>
internal sealed record DavTags(string? CTag, IReadOnlyDictionary<string, string?> ETags)
{
    private const string Prefix = "tags:";

    public static DavTags? Read(string? token) => token?.StartsWith(Prefix, StringComparison.Ordinal) is true ? DavText.Unpack(token[Prefix.Length..], DavJson.Default.DavTags) : null;

    public string Write() => Prefix + DavText.Pack(this, DavJson.Default.DavTags);
}

/// <summary>The server's own sync token (RFC 6578), told from <see cref="DavTags"/> by its prefix.</summary>
internal static class DavSyncToken
{
    private const string Prefix = "sync:";

    public static string Write(string token) => Prefix + token;

    public static string? Read(string? token) => token?.StartsWith(Prefix, StringComparison.Ordinal) is true ? token[Prefix.Length..] : null;
}

/// <summary>Lists of thousands of names are kept between pages: compressed they stay small.</summary>
internal static class DavText
{
    public static string Pack<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(brotli, value, type);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    /// <summary>False for what servers write by reference and XML has no place for (XML 1.0 §2.2): it can't be sent back.</summary>
    public static bool CanBeSent(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]) && (i + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i++])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null where it is not what was packed.</summary>
    public static T? Unpack<T>(string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            return JsonSerializer.Deserialize(brotli, type);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException or JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(DavPage))]
[JsonSerializable(typeof(DavTags))]
internal sealed partial class DavJson : JsonSerializerContext;
