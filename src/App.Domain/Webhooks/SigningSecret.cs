using System.Security.Cryptography;

namespace App.Domain.Webhooks;

/// <summary>
/// A secret that an endpoint and we share, by which messages to it are signed: <c>whsec_</c> and the base64 of 24 to 64 random bytes (Standard Webhooks, symmetric signatures).
/// </summary>
public sealed class SigningSecret
{
    public const int FewestBytes = 24;
    public const int MostBytes = 64;

    private const string Prefix = "whsec_";
    private const int UsualBytes = 32;

    private readonly byte[] _key;

    private SigningSecret(byte[] key) => _key = key;

    internal ReadOnlySpan<byte> Key => _key;

    public static SigningSecret Generate() => new(RandomNumberGenerator.GetBytes(UsualBytes));

    /// <returns>Null where it is none: another prefix, no base64, too short or too long.</returns>
    public static SigningSecret? Parse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var key = new byte[MostBytes + 2];
        return Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length is >= FewestBytes and <= MostBytes ? new SigningSecret(key[..length]) : null;
    }

    /// <summary>As it is handed to whoever runs the endpoint.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    /// <summary>Never the secret: what is printed by mistake tells nothing.</summary>
    public override string ToString() => Prefix + "…";
}
