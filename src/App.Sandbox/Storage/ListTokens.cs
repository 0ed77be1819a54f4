using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Storage;

/// <summary>Writes and reads opaque tokens. They are sealed against change with a key of their own, not secret.</summary>
internal sealed class ListTokens
{
    private const int MacLength = 8;
    private readonly byte[] _key;

    public ListTokens(SandboxFolder folder)
    {
        var path = folder.PathOf("list-tokens.key");
        if (!File.Exists(path))
        {
            File.WriteAllBytes(path + ".new", RandomNumberGenerator.GetBytes(32));
            File.Move(path + ".new", path);
        }

        _key = File.ReadAllBytes(path);
    }

    public string Write<T>(T state)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(state, SandboxJson.Options);
        return WebEncoders.Base64UrlEncode([.. Mac(content), .. content]);
    }

    public T? Read<T>(string token)
        where T : class
    {
        try
        {
            var bytes = WebEncoders.Base64UrlDecode(token);
            var good = bytes.Length > MacLength && Mac(bytes[MacLength..]).AsSpan().SequenceEqual(bytes.AsSpan(0, MacLength));
            return good ? JsonSerializer.Deserialize<T>(bytes.AsSpan(MacLength), SandboxJson.Options) : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>A short stand-in for the parameters of a listing.</summary>
    public static string Bind(IEnumerable<KeyValuePair<string, string>> parameters) => WebEncoders.Base64UrlEncode(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + "=" + p.Value)))))[..12];

    private byte[] Mac(byte[] content) => HMACSHA256.HashData(_key, content)[..MacLength];
}
