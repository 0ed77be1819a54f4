using NodaTime;

namespace App.Domain.Webhooks;

/// <summary>What became of something that came in.</summary>
public enum InboundStatus
{
    /// <summary>Verified and stored; to be worked on.</summary>
    Received = 0,

    Processed = 1,

    /// <summary>Not believed; only what was wrong with it is kept.</summary>
    Refused = 2,

    /// <summary>Believed, and could not be worked on; it can be tried again by hand.</summary>
    Failed = 3,
}

/// <summary>One request that came in for a connection.</summary>
public sealed class InboundEvent : ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid ConnectionId { get; init; }

    public required string Provider { get; init; }

    /// <summary>The sender's id: of one connection each comes in once. Of what was refused, our own.</summary>
    public required string ExternalId { get; init; }

    /// <summary>What the sender calls it, or null.</summary>
    public string? Type { get; init; }

    public Instant At { get; init; }

    public InboundStatus Status { get; set; }

    /// <summary>Why it was refused or failed, as a sentence.</summary>
    public string? Reason { get; set; }

    /// <summary>Address it came from.</summary>
    public string? From { get; init; }

    /// <summary>As it came in; null for what was refused.</summary>
    public byte[]? Body { get; init; }

    public int Tries { get; set; }

    /// <summary>When it may be claimed: its next try, or the end of the lease. Null: nothing is to be done.</summary>
    public Instant? DueAt { get; set; }

    public Guid? LeaseOwner { get; set; }

    public Instant? EndedAt { get; set; }

    string ITopical.Topic => Topics.Inbound;
}

/// <summary>What is needed to believe what comes in for a connection.</summary>
public sealed class InboundSource : IVersioned, IOwned
{
    /// <summary>Of the connection.</summary>
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>Sealed. Without one nothing is believed.</summary>
    public byte[]? SealedSecret { get; set; }

    /// <summary>Sealed: the one before, which is believed beside it for a grace time. Null: there is none.</summary>
    public byte[]? SealedFormerSecret { get; set; }

    /// <summary>When the one before is believed no more.</summary>
    public Instant? FormerSecretExpiresAt { get; set; }

    /// <summary>Networks it may come from, separated by commas; empty: anywhere.</summary>
    public string Networks { get; set; } = "";

    public long Version { get; set; }

    /// <summary>Whether the secret before is still believed.</summary>
    public bool HasFormerSecret(Instant now) => SealedFormerSecret is not null && FormerSecretExpiresAt > now;

    public void DropFormerSecret() => (SealedFormerSecret, FormerSecretExpiresAt) = (null, null);
}
