using App.Domain.Webhooks;
using NodaTime;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>An endpoint as pages and programs see it: no secret, and of its headers the names alone.</summary>
public sealed record EndpointView
{
    /// <summary>As far as deliveries are counted for a list: this many stands for as many or more.</summary>
    public const int MostCounted = 1000;

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    /// <summary>Names; none: all.</summary>
    public required IReadOnlyList<string> EventTypes { get; init; }

    /// <summary>None: all, and what came of no connection.</summary>
    public required IReadOnlyList<Guid> Connections { get; init; }

    public required IReadOnlyList<PayloadFilter> Filters { get; init; }

    /// <summary>Names of its own headers; null: they can't be opened on this server.</summary>
    public required IReadOnlyList<string>? HeaderNames { get; init; }

    public SignatureScheme Scheme { get; init; }

    /// <summary>By which its receiver verifies (<c>whpk_…</c>); null where that takes the secret.</summary>
    public string? PublicKey { get; init; }

    public int TimeoutSeconds { get; init; }

    /// <summary>Null: the published schedule.</summary>
    public string? Retries { get; init; }

    public int? PerMinute { get; init; }

    public DeliveryOrder Order { get; init; }

    public string? Template { get; init; }

    public EndpointStatus Status { get; init; }

    public Instant StatusSince { get; init; }

    /// <summary>Why it was disabled, as a sentence.</summary>
    public string? StatusReason { get; init; }

    /// <summary>Since when no delivery has succeeded and at least one has failed.</summary>
    public Instant? FailingSince { get; init; }

    /// <summary>When something last arrived, as far as that is known from the newest; null: nothing yet.</summary>
    public Instant? LastDeliveryAt { get; init; }

    /// <summary>The last 24 hours, the present one last.</summary>
    public required IReadOnlyList<HourCount> Hours { get; init; }

    /// <summary>Tries in those hours of what had been tried before, maybe before them.</summary>
    public long Retried { get; init; }

    /// <summary>Of the time to an answer in those hours, tests left out, estimated (<see cref="LatencyBuckets"/>); null: there was none.</summary>
    public double? MedianMilliseconds { get; init; }

    /// <summary>It usually answers so late that tries are near to failing for it.</summary>
    public bool IsSlow => MedianMilliseconds > SlowAnswers.LimitOf(TimeoutSeconds);

    /// <summary>Deliveries to be tried, up to <see cref="MostCounted"/>.</summary>
    public int Waiting { get; init; }

    /// <summary>Deliveries given up, up to <see cref="MostCounted"/>.</summary>
    public int Failed { get; init; }

    /// <summary>Those of them given up in those hours, as far as the newest <see cref="MostCounted"/> tell.</summary>
    public int FailedLately { get; init; }

    /// <summary>Those that sign now, newest first.</summary>
    public required IReadOnlyList<SecretView> Secrets { get; init; }

    public Instant CreatedAt { get; init; }

    public long Version { get; init; }
}

/// <summary>How the tries of one hour ended.</summary>
/// <param name="At">When it began.</param>
public sealed record HourCount(Instant At, long Delivered, long Failed);

/// <summary>A secret that signs, without what it is.</summary>
/// <param name="ExpiresAt">When it stops signing; null: it is the one in use.</param>
public sealed record SecretView(Guid Id, Instant CreatedAt, Instant? ExpiresAt);

/// <summary>A secret that signs.</summary>
/// <param name="Secret">What its receiver verifies with: <c>whsec_…</c>, or of ed25519 the public key <c>whpk_…</c>.</param>
/// <param name="ExpiresAt">When it stops signing; null: it is the one in use.</param>
public sealed record RevealedSecret(Guid Id, string Secret, Instant CreatedAt, Instant? ExpiresAt)
{
    public override string ToString() => $"RevealedSecret {Id}";
}

/// <summary>An endpoint just made.</summary>
/// <param name="Secret">What its receiver verifies with: <c>whsec_…</c>, or of ed25519 the public key <c>whpk_…</c>.</param>
public sealed record CreatedEndpoint(Guid Id, string Secret, EndpointView View)
{
    public override string ToString() => $"CreatedEndpoint {Id}";
}
