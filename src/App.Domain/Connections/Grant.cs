using NodaTime;

namespace App.Domain.Connections;

/// <summary>A live credential, handed to a provider's code for the length of one call. Never stored, never logged.</summary>
public sealed class Grant(Guid connectionId, string provider, string secret, Instant? expiresAt, long generation)
{
    public Guid ConnectionId { get; } = connectionId;

    public string Provider { get; } = provider;

    /// <summary>The access token (OAuth), or what the provider's <see cref="IAccountOpener"/> made of the password or address.</summary>
    public string Secret { get; } = secret;

    public Instant? ExpiresAt { get; } = expiresAt;

    /// <summary>Which stored generation it came from: a refusal of an older one says nothing about the newer.</summary>
    public long Generation { get; } = generation;

    public override string ToString() => $"Grant of {ConnectionId}, generation {Generation}";
}

/// <summary>What a token endpoint answers. Held in memory only between the vendor and the seal.</summary>
/// <param name="AccessToken">Bearer token.</param>
/// <param name="RefreshToken">Null where the vendor gave none (Google after the first consent): keep the one you have.</param>
/// <param name="ExpiresAt">When the access token ends; null where the vendor does not say.</param>
/// <param name="Scopes">Granted scopes separated by spaces; null where unchanged.</param>
public sealed record Tokens(string AccessToken, string? RefreshToken, Instant? ExpiresAt, string? Scopes)
{
    public override string ToString() => "Tokens";
}

/// <summary>Whose account a grant opens.</summary>
/// <param name="Id">The vendor's own unchanging id.</param>
/// <param name="Name">What people call it, mostly an address.</param>
public sealed record Account(string Id, string Name);
