using NodaTime;

namespace App.Sandbox.Credentials;

/// <summary>What a person agreed to when a code was handed out.</summary>
public sealed record CodeTerms
{
    public required string Vendor { get; init; }

    public required string Account { get; init; }

    public required string ClientId { get; init; }

    public required string RedirectUri { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public string? Nonce { get; init; }

    public string? Challenge { get; init; }

    public string? ChallengeMethod { get; init; }

    /// <summary>Whether the exchange gives a refresh token.</summary>
    public bool Offline { get; init; }
}

/// <summary>A code as it is kept: by its hash, so that the folder holds no credential.</summary>
internal sealed record CodeRecord(string Hash, CodeTerms Terms, long ExpiresMs, bool Spent);

internal sealed record RefreshRecord(string Hash, long IssuedMs, long? ReplacedMs);

internal sealed record AccessRecord(string Hash, long ExpiresMs);

/// <summary>Everything that follows from one consent: the family of tokens that lives and dies together.</summary>
internal sealed record GrantRecord
{
    public required string Id { get; init; }

    public required string Vendor { get; init; }

    public required string Account { get; init; }

    public required string ClientId { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required long CreatedMs { get; init; }

    public long? RevokedMs { get; init; }

    public string? RevokedBecause { get; init; }

    public List<RefreshRecord> Refresh { get; init; } = [];

    public List<AccessRecord> Access { get; init; } = [];

    public bool IsLive => RevokedMs is null;

    public static long Ms(Instant instant) => instant.ToUnixTimeMilliseconds();
}

/// <summary>The whole file of credentials.</summary>
internal sealed class CredentialFile
{
    public List<CodeRecord> Codes { get; init; } = [];

    public List<GrantRecord> Grants { get; init; } = [];
}
