using NodaTime;

namespace App.Domain;

/// <summary>
/// Why something did not happen. Closed: every switch over it is complete. <see cref="Code"/> is stable and meant for programs;
/// <see cref="Reason"/> is a sentence for people and never carries a secret.
/// </summary>
public abstract record Failure
{
    private Failure(string code, string reason) => (Code, Reason) = (code, reason);

    public string Code { get; }

    public string Reason { get; }

    /// <summary>The vendor no longer accepts our credentials; only the member can mend it.</summary>
    public sealed record NeedsReconnect(string Why) : Failure("needs_reconnect", Why);

    /// <summary>Asked to wait until the given moment.</summary>
    public sealed record RateLimited(Instant Until, string Why) : Failure("rate_limited", Why);

    /// <summary>It does not exist, or the actor may not know that it does.</summary>
    public sealed record NotFound(string What) : Failure("not_found", $"{What} was not found.");

    /// <summary>It contradicts what is already there.</summary>
    public sealed record Conflict(string Detail, string Why) : Failure(Detail, Why);

    /// <summary>The caller's copy is older than ours (If-Match).</summary>
    public sealed record Stale() : Failure("stale", "It has changed since you read it. Read it again and repeat the change.");

    /// <summary>The input is wrong; each entry names a field and says what it must be.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : Failure("invalid", string.Join(' ', Errors.Values.SelectMany(e => e)))
    {
        public Invalid(string field, string error)
            : this(new Dictionary<string, string[]> { [field] = [error] })
        {
        }
    }

    /// <summary>The other side understood and refused; repeating it changes nothing.</summary>
    public sealed record Rejected(string Detail, string Why) : Failure(Detail, Why);

    /// <summary>It can't be known or done now. <paramref name="Retryable"/>: it may work by itself later.</summary>
    public sealed record Unavailable(string Why, bool Retryable = true) : Failure("unavailable", Why);
}
