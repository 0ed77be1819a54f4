using NodaTime;

namespace App.Domain.Webhooks;

/// <summary>Whether anything is sent to an endpoint. What happens while nothing is, waits for it.</summary>
public enum EndpointStatus
{
    Enabled = 0,

    /// <summary>By a person.</summary>
    Paused = 1,

    /// <summary>By us, for a reason that is told.</summary>
    Disabled = 2,
}

/// <summary>How what is sent is signed (Standard Webhooks).</summary>
public enum SignatureScheme
{
    /// <summary><c>v1</c>: HMAC-SHA256 with a secret both sides know.</summary>
    Hmac = 0,

    /// <summary><c>v1a</c>: ed25519; the receiver has a public key only.</summary>
    Ed25519 = 1,
}

/// <summary>In which order an endpoint is told.</summary>
public enum DeliveryOrder
{
    /// <summary>As it comes: the fastest.</summary>
    None = 0,

    /// <summary>Nothing about a subject before what was told of it earlier has arrived or was given up.</summary>
    PerSubject = 1,
}

/// <summary>An address of somebody's that is told what happens.</summary>
public sealed class Endpoint : IVersioned, ITopical
{
    public const int MostName = 80;
    public const int MostUrl = 2000;
    public const int MostConnections = 100;
    public const int MostTemplate = 16_000;
    public const int MostReason = 500;
    public const int UsualTimeoutSeconds = 15;
    public const int MostTimeoutSeconds = 30;
    public const int MostPerMinute = 60_000;
    public const int MostOfOrganization = 100;

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public required string Name { get; set; }

    public required string Url { get; set; }

    /// <summary>Names of event types, separated by commas; empty: all.</summary>
    public string EventTypes { get; set; } = "";

    /// <summary>Connections whose messages are wanted, separated by commas; empty: all, and those that came of none.</summary>
    public string Connections { get; set; } = "";

    /// <summary>JSON array of <see cref="PayloadFilter"/>; all must hold. Empty: there are none.</summary>
    public string Filters { get; set; } = "";

    /// <summary>Headers of the operator's own: a JSON object, sealed. Null: there are none.</summary>
    public byte[]? SealedHeaders { get; set; }

    public SignatureScheme Scheme { get; set; }

    /// <summary>How long an answer may take.</summary>
    public int TimeoutSeconds { get; set; } = UsualTimeoutSeconds;

    /// <summary>As <see cref="RetrySchedule.Parse"/> reads it; null: the published one.</summary>
    public string? Retries { get; set; }

    /// <summary>Most requests a minute, from all nodes together; null: no limit.</summary>
    public int? PerMinute { get; set; }

    public DeliveryOrder Order { get; set; }

    /// <summary>Liquid template that makes what is sent of a message; null: the message as it is.</summary>
    public string? Template { get; set; }

    public EndpointStatus Status { get; set; }

    public Instant StatusSince { get; set; }

    /// <summary>Why it was disabled, as a sentence; null otherwise.</summary>
    public string? StatusReason { get; set; }

    public Guid CreatedBy { get; init; }

    /// <summary>Messages older than this are not for it; those of the minute before are, for clocks of nodes differ.</summary>
    public Instant CreatedAt { get; init; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Webhooks;
}

/// <summary>A secret an endpoint's messages are signed with. While one is replaced both sign.</summary>
public sealed class EndpointSecret : IOwned
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid EndpointId { get; init; }

    /// <summary>Sealed text: <c>whsec_…</c>, or <c>whsk_…</c> for ed25519.</summary>
    public required byte[] Sealed { get; set; }

    public Instant CreatedAt { get; init; }

    /// <summary>When it stops signing; null: it is the one in use.</summary>
    public Instant? ExpiresAt { get; set; }
}

/// <summary>How sending to an endpoint goes; only the dispatcher writes it.</summary>
public sealed class EndpointState : IOwned
{
    public Guid EndpointId { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>Since when no delivery has succeeded and at least one has failed.</summary>
    public Instant? FailingSince { get; set; }

    /// <summary>Deliveries given up since the last one that succeeded.</summary>
    public int Exhausted { get; set; }

    /// <summary>When people were warned that it will be disabled.</summary>
    public Instant? WarnedAt { get; set; }

    /// <summary>Of an endpoint with a limit: the moment its allowance is used up to.</summary>
    public Instant? SpentUpTo { get; set; }
}
