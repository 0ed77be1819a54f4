using System.Text.Json;
using App.Domain.Webhooks;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>An endpoint with everything opened and read that sending to it takes. Never logged.</summary>
internal sealed record Destination
{
    /// <summary>At most, between nodes: a message may seem older than an endpoint that was made before it.</summary>
    private static readonly Duration ClocksDiffer = Duration.FromMinutes(1);

    public required Guid Id { get; init; }

    public required Guid OrganizationId { get; init; }

    public required long Version { get; init; }

    public required Uri Url { get; init; }

    public required EndpointStatus Status { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Null: all.</summary>
    public IReadOnlySet<string>? Types { get; init; }

    /// <summary>Null: all.</summary>
    public IReadOnlySet<Guid>? Connections { get; init; }

    public IReadOnlyList<PayloadFilter> Filters { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public IReadOnlyList<(SigningSecret Secret, Instant? ExpiresAt)> Secrets { get; init; } = [];

    public required TimeSpan Timeout { get; init; }

    public required RetrySchedule Schedule { get; init; }

    public int? PerMinute { get; init; }

    public DeliveryOrder Order { get; init; }

    public string? Template { get; init; }

    /// <summary>Its secrets can be opened: without them nothing is sent.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>One nothing can be sent to: what happens waits for it.</summary>
    public static Destination Shut(Endpoint endpoint) => new()
    {
        Id = endpoint.Id,
        OrganizationId = endpoint.OrganizationId,
        Version = endpoint.Version,
        Url = new Uri("https://invalid.invalid"),
        Status = endpoint.Status,
        CreatedAt = endpoint.CreatedAt,
        Types = endpoint.EventTypes.Length == 0 ? null : endpoint.EventTypes.Split(',').ToHashSet(StringComparer.Ordinal),
        Timeout = TimeSpan.Zero,
        Schedule = RetrySchedule.Published,
        IsOpen = false,
    };

    public bool MaySend => Status == EndpointStatus.Enabled && IsOpen;

    /// <summary>What happens may be sent as soon as it is known, without looking at what else waits.</summary>
    public bool IsPlain => Order == DeliveryOrder.None && PerMinute is null && Schedule.Waits[0] == Duration.Zero;

    /// <param name="body">The message, parsed; asked for only where there are filters.</param>
    public bool Wants(Told message, Lazy<JsonElement> body) =>
        message.OrganizationId == OrganizationId
        && CreatedAt - ClocksDiffer <= message.At
        && (Types is null || Types.Contains(message.Type))
        && (Connections is null || (message.ConnectionId is { } connection && Connections.Contains(connection)))
        && Filters.All(f => f.Holds(body.Value));

    public IReadOnlyList<SigningSecret> SecretsAt(Instant now) =>
        Secrets.Count == 1 ? [Secrets[0].Secret] : [.. Secrets.Where(s => s.ExpiresAt is not { } end || end > now).Select(s => s.Secret)];

    public override string ToString() => $"Destination {Id}";
}

/// <summary>A message whose deliveries are to be made.</summary>
internal sealed record Told(Guid Id, Guid OrganizationId, string Type, Guid? SubjectId, Guid? ConnectionId, Instant At, byte[] Body);

/// <summary>A delivery this process may send until its lease ends.</summary>
/// <param name="body">Of the message, or what was made of it before; empty: it is no longer kept.</param>
/// <param name="isMade">The endpoint's template has been applied.</param>
internal sealed class Claim(Guid id, Destination to, Guid messageId, string type, byte[] body, bool isMade, int tries, Instant until)
{
    public Guid Id => id;

    public Destination To => to;

    public Guid MessageId => messageId;

    public string Type => type;

    public byte[] Body => body;

    public bool IsMade => isMade;

    /// <summary>Made before this one.</summary>
    public int Tries => tries;

    public Instant Until { get; set; } = until;

    public override string ToString() => $"Claim {id}";
}
