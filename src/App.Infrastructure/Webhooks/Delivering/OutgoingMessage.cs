using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>A request to an endpoint, signed and ready to be sent.</summary>
/// <param name="Id">The value of <c>webhook-id</c>.</param>
/// <param name="At">The signed time.</param>
/// <param name="Body">JSON.</param>
/// <param name="Headers">The operator's own.</param>
/// <param name="Signature">The value of <c>webhook-signature</c>.</param>
/// <param name="Timeout">For the whole answer.</param>
public sealed record OutgoingMessage(Uri Url, string Id, Instant At, ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers, string Signature, TimeSpan Timeout)
{
    /// <summary>Never what is in it.</summary>
    public override string ToString() => $"OutgoingMessage {Id}";
}

/// <summary>How a request ended.</summary>
/// <param name="Status">HTTP status; null: there was no answer.</param>
/// <param name="Error">Why there was none, as a sentence.</param>
/// <param name="ResponseHeaders">Lines of <c>name: value</c>.</param>
/// <param name="ResponseBody">Its beginning, where it is text.</param>
/// <param name="RetryAfter">How long the endpoint asked us to wait.</param>
/// <param name="IsFinal">Nothing was sent, and no other try would be.</param>
public sealed record SendOutcome(int? Status, string? Error, int Milliseconds, string? ResponseHeaders = null, string? ResponseBody = null, Duration? RetryAfter = null, bool IsFinal = false)
{
    private const string Hidden = "•••";
    private const int ShortestHidden = 8;

    /// <summary>An outcome without a try: it can't be sent.</summary>
    public static SendOutcome Unsendable(string reason) => new(null, reason, 0, IsFinal: true);

    /// <summary>Only 2xx says that it arrived; a redirect doesn't.</summary>
    public bool IsDelivered => Status is >= 200 and < 300;

    /// <summary>The endpoint says that it will never be there again.</summary>
    public bool IsGone => Status == 410;

    /// <summary>The answer without secrets that the endpoint, or whatever stands before it, has sent back.</summary>
    public SendOutcome Without(IReadOnlyList<KeyValuePair<string, string>> secrets)
    {
        string? Clean(string? text) => text is null ? null : secrets.Where(s => s.Value.Length >= ShortestHidden).Aggregate(text, (clean, s) => clean.Replace(s.Value, Hidden, StringComparison.Ordinal));
        return secrets.Count == 0 ? this : this with { ResponseHeaders = Clean(ResponseHeaders), ResponseBody = Clean(ResponseBody) };
    }
}
