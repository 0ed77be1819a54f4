using System.Buffers;
using System.Globalization;
using System.Text;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Webhooks;

/// <summary>
/// What stands in the headers of a message, by which its receiver knows that it is ours and of now: a signature of <c>id.timestamp.body</c>, one for each secret while secrets
/// are rotated (Standard Webhooks).
/// </summary>
public static class MessageSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>Of more signatures than this the rest are not looked at.</summary>
    public const int MostSignatures = 16;

    /// <summary>A message further from now, either way, is refused: it may be one of old, sent again.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(5);

    private static readonly Failure Missing = new Failure.Rejected("signature_missing", $"The headers {IdHeader}, {TimestampHeader} and {SignatureHeader} are needed.");
    private static readonly Failure NotNow = new Failure.Rejected("timestamp_out_of_range", $"The timestamp must be seconds since 1970, within {(int)Tolerance.TotalMinutes} minutes of now.");
    private static readonly Failure Wrong = new Failure.Rejected("signature_wrong", "No signature fits the message and the secret.");

    private delegate TOut Use<in TState, out TOut>(ReadOnlySpan<byte> content, TState state);

    /// <param name="at">Told in whole seconds.</param>
    /// <param name="secrets">The one in use first, then those of the grace time.</param>
    /// <returns>The value of <see cref="SignatureHeader"/>.</returns>
    public static string Sign(string id, Instant at, ReadOnlyMemory<byte> body, IReadOnlyList<SigningSecret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return WithContent(id, Timestamp(at), body.Span, secrets, static (content, by) => by.Count == 1 ? by[0].Sign(content) : SignByAll(content, by));
    }

    /// <returns>The value of <see cref="TimestampHeader"/>.</returns>
    public static string Timestamp(Instant at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a message is from somebody whose signature one of the keys knows, and not older or newer than <see cref="Tolerance"/>.</summary>
    public static Result<Done> Verify(string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, IReadOnlyList<IVerificationKey> keys, Instant now)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return Missing;
        }

        if (!long.TryParse(timestamp, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || !IsNow(seconds, now))
        {
            return NotNow;
        }

        return WithContent(id, timestamp, body, (signatures, keys), static (content, given) => Fits(content, given.signatures, given.keys)) ? Result.Done : Wrong;
    }

    private static bool IsNow(long seconds, Instant now) => Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) <= (decimal)Tolerance.TotalSeconds;

    private static string SignByAll(ReadOnlySpan<byte> content, IReadOnlyList<SigningSecret> secrets)
    {
        var signatures = new string[secrets.Count];
        for (var i = 0; i < signatures.Length; i++)
        {
            signatures[i] = secrets[i].Sign(content);
        }

        return string.Join(' ', signatures);
    }

    private static bool Fits(ReadOnlySpan<byte> content, string signatures, IReadOnlyList<IVerificationKey> keys)
    {
        var (left, fits) = (MostSignatures, false);
        foreach (var range in signatures.AsSpan().Split(' '))
        {
            if (left-- == 0)
            {
                break;
            }

            foreach (var key in keys)
            {
                fits |= key.Fits(content, signatures.AsSpan()[range]);
            }
        }

        return fits;
    }

    /// <summary>What is signed, in memory that is lent for as long as it is used.</summary>
    private static TOut WithContent<TState, TOut>(string id, string timestamp, ReadOnlySpan<byte> body, TState state, Use<TState, TOut> use)
    {
        var lent = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(id.Length + timestamp.Length + 2) + body.Length);
        try
        {
            var length = Encoding.UTF8.GetBytes(id, lent);
            lent[length++] = (byte)'.';
            length += Encoding.UTF8.GetBytes(timestamp, lent.AsSpan(length));
            lent[length++] = (byte)'.';
            body.CopyTo(lent.AsSpan(length));
            return use(lent.AsSpan(0, length + body.Length), state);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(lent);
        }
    }
}
