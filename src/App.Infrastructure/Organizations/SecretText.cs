using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace App.Infrastructure.Organizations;

/// <summary>256 random bits that are shown once and kept as a hash. Nothing slower than SHA-256 is needed for what nobody can guess.</summary>
internal static class SecretText
{
    /// <summary>43 characters of base64url.</summary>
    public const int Length = 43;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
