using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace App.Sandbox.Inbox;

/// <summary>Verifies what Standard Webhooks says of a message, as somebody else's receiver would: by the text of the standard, not by the code that signs.</summary>
internal static class InboxSignature
{
    private const int ToleranceSeconds = 300;

    private static readonly InboxVerdict Wrong = new(false, "No signature fits the message and the secret.");

    public static bool IsSecret(string text) => Key("whsec_", text) is not null || Key("whpk_", text) is { Length: 32 };

    public static InboxVerdict Check(string? secret, Func<string, string?> header, byte[] body, Instant now)
    {
        var (id, timestamp, signatures) = (header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"));
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
        {
            return new InboxVerdict(null, "It is not signed: a webhook-id, webhook-timestamp or webhook-signature header is missing.");
        }

        if (secret is null)
        {
            return new InboxVerdict(null, "There is no secret to check the signature with.");
        }

        if (!long.TryParse(timestamp, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            || seconds < now.ToUnixTimeSeconds() - ToleranceSeconds
            || seconds > now.ToUnixTimeSeconds() + ToleranceSeconds)
        {
            return new InboxVerdict(false, "Its timestamp is not within five minutes of now.");
        }

        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return signatures.Split(' ').Any(s => Fits(secret, content, s)) ? new InboxVerdict(true, "The signature is right.") : Wrong;
    }

    private static bool Fits(string secret, byte[] content, string signature)
    {
        if (Key("whsec_", secret) is { } shared)
        {
            return Key("v1,", signature) is { } hash && CryptographicOperations.FixedTimeEquals(hash, HMACSHA256.HashData(shared, content));
        }

        return Key("whpk_", secret) is { } key && Key("v1a,", signature) is { } signed && Ed25519Check.Verify(key, content, signed);
    }

    private static byte[]? Key(string prefix, string text)
    {
        var bytes = new byte[text.Length];
        return text.StartsWith(prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text[prefix.Length..], bytes, out var length) && length > 0 ? bytes[..length] : null;
    }
}
