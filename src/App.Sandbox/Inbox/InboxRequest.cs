using NodaTime;

namespace App.Sandbox.Inbox;

/// <summary>A request that came in.</summary>
/// <param name="N">Counts on from 1 in each inbox.</param>
/// <param name="Body">As text; only the beginning of one that is longer than <see cref="InboxStore.MostBytes"/>.</param>
/// <param name="Status">What it was answered.</param>
internal sealed record InboxRequest(long N, Instant At, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body, int Bytes, InboxVerdict Verdict, int Status)
{
    public string? Header(string name) => Headers.FirstOrDefault(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>Whether a signature is right; <paramref name="IsRight"/> is null where nothing could be checked.</summary>
internal sealed record InboxVerdict(bool? IsRight, string Sentence);
