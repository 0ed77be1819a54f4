using NodaTime;

namespace App.Domain.Organizations;

/// <summary>The client id and secret an Owner or Admin registered at a provider for her organization; configuration is used where there is none.</summary>
public sealed class ProviderCredentials : IVersioned, ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public required string Provider { get; init; }

    public required string ClientId { get; set; }

    /// <summary>Sealed under (provider-credentials, <see cref="Id"/>); empty once given up with a lost key ring (<see cref="IsLost"/>).</summary>
    public required byte[] SealedSecret { get; set; }

    /// <summary>True: the secret is gone and has to be entered again; nothing else stands in for it.</summary>
    public bool IsLost => SealedSecret.Length == 0;

    public Instant ChangedAt { get; set; }

    /// <summary>When the provider last accepted or refused them.</summary>
    public Instant? CheckedAt { get; set; }

    /// <summary>Null: accepted at <see cref="CheckedAt"/>; otherwise what the provider said, in words.</summary>
    public string? Problem { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Providers;
}
