namespace App.Sandbox.Faults;

/// <summary>What can go wrong at a vendor, on demand.</summary>
public enum FaultKind
{
    /// <summary>The access token is refused (401).</summary>
    Unauthorized,

    /// <summary>A limit, told as 403; at vendors that tell no limit so, a plain 403.</summary>
    RateLimit403,

    /// <summary>The access token is good, but not for this (403).</summary>
    Forbidden403,

    /// <summary>The sync token is no longer valid (410); strikes only requests that carry one.</summary>
    Gone410,

    /// <summary>A limit, told as 429.</summary>
    TooMany429,

    /// <summary>The vendor fails (500).</summary>
    Error500,

    /// <summary>The answer comes late, by <see cref="Fault.DelayMs"/>.</summary>
    Slow,

    /// <summary>The answer ends in the middle of its JSON.</summary>
    Truncated,

    /// <summary>The connection is closed without an answer.</summary>
    Dropped,

    /// <summary>The token endpoint is unavailable (503).</summary>
    TokenDown,

    /// <summary>A code is exchanged without giving a refresh token.</summary>
    NoRefreshToken,

    /// <summary>A page of events is empty though more follow.</summary>
    EmptyPage,

    /// <summary>One event on the page makes no sense.</summary>
    MalformedEvent,

    /// <summary>A push is not sent.</summary>
    DroppedPush,

    /// <summary>A push is sent twice.</summary>
    DuplicatedPush,

    /// <summary>A push is sent late, by <see cref="Fault.DelayMs"/>, and those after it pass it by.</summary>
    LatePush,
}

/// <summary>A fault that is switched on.</summary>
public sealed record Fault
{
    public string Id { get; init; } = "";

    public required FaultKind Kind { get; init; }

    /// <summary>Vendor it strikes; every one if absent.</summary>
    public string? Vendor { get; init; }

    /// <summary><c>token</c>, or a part of the path (of a push: of its address); API calls in general if absent.</summary>
    public string? Operation { get; init; }

    /// <summary>Account it strikes; every one if absent.</summary>
    public string? Account { get; init; }

    /// <summary>How many more times it strikes; until cleared if absent.</summary>
    public int? Count { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public int? DelayMs { get; init; }
}
