using NodaTime;

namespace App.Domain.Monitoring;

/// <summary>One probe of one connection.</summary>
public sealed class HealthCheck : ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid ConnectionId { get; init; }

    public Instant At { get; init; }

    public bool Ok { get; init; }

    public int Milliseconds { get; init; }

    /// <summary>Failure code, or null.</summary>
    public string? Code { get; init; }

    public string? Text { get; init; }

    string ITopical.Topic => Topics.Health;
}
