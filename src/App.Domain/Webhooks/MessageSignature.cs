using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Webhooks;

/// <summary>
/// What stands in the headers of a message, by which its receiver knows that it is ours and of now: HMAC-SHA256 over <c>id.timestamp.body</c>, one for each secret while secrets
/// are rotated (Standard Webhooks, <c>v1</c>).
/// </summary>
public static class MessageSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>A message further from now, either way, is refused: it may be one of old, sent again.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(5);

    private const string Version = "v1,";

    private static readonly Failure Missing = new Failure.Rejected("signature_missing", $"The headers {IdHeader}, {TimestampHeader} and {SignatureHeader} are needed.");
    private static readonly Failure NotNow = new Failure.Rejected("timestamp_out_of_range", $"The timestamp must be seconds since 1970, within {(int)Tolerance.TotalMinutes} minutes of now.");
    private static readonly Failure Wrong = new Failure.Rejected("signature_wrong", "No signature fits the message and the secret.");

    /// <param name="at">Told in whole seconds.</param>
    /// <param name="secrets">The one in use first, then those of the grace time.</param>
    /// <returns>The value of <see cref="SignatureHeader"/>.</returns>
    public static string Sign(string id, Instant at, ReadOnlyMemory<byte> body, IReadOnlyList<SigningSecret> secrets)
    {
        var head = Head(id, Timestamp(at));
        return string.Join(' ', secrets.Select(s => Version + Convert.ToBase64String(Hash(s, head, body.Span))));
    }

    /// <returns>The value of <see cref="TimestampHeader"/>.</returns>
    public static string Timestamp(Instant at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a message is from somebody who knows one of the secrets, and not older or newer than <see cref="Tolerance"/>. Takes as long for a wrong signature as for a right one.</summary>
    public static Result<Done> Verify(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, IReadOnlyList<SigningSecret> secrets, Instant now)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return Missing;
        }

        if (!long.TryParse(timestamp, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || !IsNow(seconds, now))
        {
            return NotNow;
        }

        var (head, fits) = (Head(id, timestamp), false);
        foreach (var secret in secrets)
        {
            var expected = Hash(secret, head, body);
            foreach (var signature in signatures.Split(' '))
            {
                fits |= Fits(signature, expected);
            }
        }

        return fits ? Result.Done : Wrong;
    }

    private static bool IsNow(long seconds, Instant now) => Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) <= (decimal)Tolerance.TotalSeconds;

    private static bool Fits(string signature, ReadOnlySpan<byte> expected)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        return signature.StartsWith(Version, StringComparison.Ordinal)
            && Convert.TryFromBase64String(signature[Version.Length..], given, out var length)
            && CryptographicOperations.FixedTimeEquals(given[..length], expected);
    }

    private static byte[] Head(string id, string timestamp) => Encoding.UTF8.GetBytes($"{id}.{timestamp}.");

    private static byte[] Hash(SigningSecret secret, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        hash.AppendData(head);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
