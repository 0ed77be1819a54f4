using NodaTime;

namespace App.Domain.Connections;

/// <summary>How far a try at connecting has come.</summary>
public enum AttemptStatus
{
    /// <summary>The member was sent to the provider.</summary>
    Started = 0,

    /// <summary>The tokens are held, sealed, on the attempt; the account is not yet known.</summary>
    TokensHeld = 1,

    /// <summary>Another account than the connection had: the member is asked what she meant.</summary>
    OtherAccount = 2,

    Completed = 3,
    Failed = 4,
}

/// <summary>One try at connecting: bound to one member, usable once, for ten minutes.</summary>
public sealed class AuthorizationAttempt : IVersioned, ITopical
{
    public static readonly Duration Life = Duration.FromMinutes(10);

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public required string Provider { get; init; }

    /// <summary>SHA-256 of the state parameter (RFC 6749 §10.12).</summary>
    public required byte[] StateHash { get; init; }

    /// <summary>PKCE verifier (RFC 7636), sealed under (attempt, <see cref="Id"/>).</summary>
    public required byte[] SealedVerifier { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>A path of our own to go to afterwards.</summary>
    public required string ReturnPath { get; init; }

    /// <summary>The connection to revive, where one was named; once completed, the connection made or revived.</summary>
    public Guid? ConnectionId { get; set; }

    public AttemptStatus Status { get; set; }

    /// <summary>The token response, sealed the moment it arrived; null once it became a grant.</summary>
    public byte[]? SealedTokens { get; set; }

    public string? FailureCode { get; set; }

    public string? FailureText { get; set; }

    /// <summary>Scopes asked for and not granted, separated by spaces.</summary>
    public string MissingScopes { get; set; } = "";

    /// <summary>True: the account was already connected, and that connection was revived.</summary>
    public bool Revived { get; set; }

    public string? AccountId { get; set; }

    public string? AccountName { get; set; }

    public Instant CreatedAt { get; init; }

    public Instant ExpiresAt { get; init; }

    public Instant? SpentAt { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Attempts;
}
