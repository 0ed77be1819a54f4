namespace App.Sandbox.Push;

/// <summary>What a vendor tells an application of its own accord.</summary>
/// <param name="About">What it tells, for the log.</param>
internal sealed record PushMessage(string Vendor, string Account, string Address, string About)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>JSON; nothing at vendors whose pushes are empty.</summary>
    public string? Body { get; init; }
}

/// <summary>How a push ended.</summary>
internal enum PushOutcome
{
    /// <summary>Taken with a status of success.</summary>
    Delivered,

    /// <summary>Answered with another status, or not at all.</summary>
    Refused,

    /// <summary>Lost by a fault, and never sent.</summary>
    Dropped,

    /// <summary>Kept back: by a fault, or to be tried again.</summary>
    Held,
}

/// <summary>One push as it was tried; the address without its query, which may hold secrets.</summary>
internal sealed record LoggedPush(long N, string At, string Vendor, string Account, string Address, string About, PushOutcome Outcome, int? Status);
