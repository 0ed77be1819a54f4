using App.Domain.Webhooks;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace App.Infrastructure.Webhooks.Signing;

/// <summary>By which signatures of an <see cref="Ed25519Secret"/> are verified: <c>whpk_</c> and the base64 of 32 bytes. No secret.</summary>
public sealed class Ed25519PublicKey : IVerificationKey
{
    internal const string Version = "v1a,";

    private const string Prefix = "whpk_";

    internal Ed25519PublicKey(byte[] key) => Key = key;

    internal byte[] Key { get; }

    /// <returns>Null where it is none: another prefix, not 32 bytes of base64, or no point to verify by.</returns>
    public static Ed25519PublicKey? Parse(string? text)
    {
        var key = new byte[Ed25519.PublicKeySize + 2];
        return text is not null
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length)
            && length == Ed25519.PublicKeySize
            && Ed25519.ValidatePublicKeyFull(key, 0)
                ? new Ed25519PublicKey(key[..length])
                : null;
    }

    public bool Fits(ReadOnlySpan<byte> content, ReadOnlySpan<char> signature)
    {
        var given = new byte[Ed25519.SignatureSize + 2];
        if (!signature.StartsWith(Version, StringComparison.Ordinal)
            || !Convert.TryFromBase64Chars(signature[Version.Length..], given, out var length)
            || length != Ed25519.SignatureSize
            || !signature[Version.Length..].SequenceEqual(Convert.ToBase64String(given.AsSpan(0, length))))
        {
            return false;
        }

        var message = content.ToArray();
        return Ed25519.Verify(given, 0, Key, 0, message, 0, message.Length);
    }

    public override string ToString() => Prefix + Convert.ToBase64String(Key);
}
