using System.Security.Cryptography;
using System.Text;

namespace App.Sandbox.Hosting;

/// <summary>Ids that are the same for the same words for ever, so that tests can foresee them.</summary>
internal static class StableIds
{
    public static byte[] Bytes(string words) => SHA256.HashData(Encoding.UTF8.GetBytes(words));

    public static Guid Guid(string words) => new(Bytes(words).AsSpan(0, 16));

    public static string Hex(string words, int length) => Convert.ToHexStringLower(Bytes(words))[..length];
}
