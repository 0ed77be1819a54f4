using System.Security.Cryptography;
using App.Domain.Webhooks;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace App.Infrastructure.Webhooks.Signing;

/// <summary>
/// A key pair of ours, of which the receiver knows the public key alone: <c>whsk_</c> and the base64 of the 64-byte secret key, that is seed and public key (Standard Webhooks,
/// asymmetric signatures, <c>v1a</c>). Decision 0020.
/// </summary>
public sealed class Ed25519Secret : SigningSecret
{
    private const string Prefix = "whsk_";
    private static readonly int KeyBytes = Ed25519.SecretKeySize + Ed25519.PublicKeySize;

    private readonly byte[] _seed;

    private Ed25519Secret(byte[] seed)
    {
        _seed = seed;
        var key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, key, 0);
        PublicKey = new Ed25519PublicKey(key);
    }

    public override SignatureScheme Scheme => SignatureScheme.Ed25519;

    /// <summary>What the receiver is given.</summary>
    public Ed25519PublicKey PublicKey { get; }

    public static Ed25519Secret Generate() => new(RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    /// <returns>Null where it is none: another prefix, not 64 bytes of base64, or halves that are no pair.</returns>
    public static Ed25519Secret? Parse(string? text)
    {
        var key = new byte[KeyBytes + 2];
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal) || !Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) || length != KeyBytes)
        {
            return null;
        }

        var secret = new Ed25519Secret(key[..Ed25519.SecretKeySize]);
        return key.AsSpan(Ed25519.SecretKeySize, Ed25519.PublicKeySize).SequenceEqual(secret.PublicKey.Key) ? secret : null;
    }

    public override string Reveal() => Prefix + Convert.ToBase64String([.. _seed, .. PublicKey.Key]);

    public override string Sign(ReadOnlySpan<byte> content)
    {
        var (message, signature) = (content.ToArray(), new byte[Ed25519.SignatureSize]);
        Ed25519.Sign(_seed, 0, PublicKey.Key, 0, message, 0, message.Length, signature, 0);
        return Ed25519PublicKey.Version + Convert.ToBase64String(signature);
    }

    public override string ToString() => Prefix + "…";
}
