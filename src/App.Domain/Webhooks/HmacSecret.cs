using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace App.Domain.Webhooks;

/// <summary>
/// A secret that an endpoint and we share: <c>whsec_</c> and the base64 of 24 to 64 random bytes; signs by HMAC-SHA256 (Standard Webhooks, symmetric signatures, <c>v1</c>).
/// </summary>
public sealed class HmacSecret : SigningSecret, IVerificationKey
{
    public const int FewestBytes = 24;
    public const int MostBytes = 64;

    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private const int UsualBytes = 32;
    private const int SignatureLength = 3 + 44;

    private readonly byte[] _key;

    private HmacSecret(byte[] key) => _key = key;

    public override SignatureScheme Scheme => SignatureScheme.Hmac;

    public static HmacSecret Generate() => new(RandomNumberGenerator.GetBytes(UsualBytes));

    /// <returns>Null where it is none: another prefix, no base64, too short or too long.</returns>
    public static HmacSecret? Parse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = new byte[MostBytes + 2];
        return Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length is >= FewestBytes and <= MostBytes ? new HmacSecret(key[..length]) : null;
    }

    public override string Reveal() => Prefix + Convert.ToBase64String(_key);

    public override string Sign(ReadOnlySpan<byte> content)
    {
        Span<char> signature = stackalloc char[SignatureLength];
        Write(content, signature);
        return new string(signature);
    }

    /// <summary>Takes as long for a wrong signature as for a right one.</summary>
    public bool Fits(ReadOnlySpan<byte> content, ReadOnlySpan<char> signature)
    {
        Span<char> expected = stackalloc char[SignatureLength];
        Write(content, expected);
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes<char>(expected), MemoryMarshal.AsBytes(signature));
    }

    public override string ToString() => Prefix + "…";

    private void Write(ReadOnlySpan<byte> content, Span<char> signature)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, content, hash);
        Version.CopyTo(signature);
        Convert.TryToBase64Chars(hash, signature[Version.Length..], out _);
    }
}
