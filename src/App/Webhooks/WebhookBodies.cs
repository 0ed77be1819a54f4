using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Endpoints;
using NodaTime;

namespace App.Webhooks;

/// <summary>A condition on the data of a message.</summary>
/// <param name="Field">Names below <c>data</c>, separated by dots.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Values">Compared as text, exactly; of an array one element has to fit.</param>
public sealed record FilterBody(string Field, FilterOperator Operator, IReadOnlyList<string>? Values = null)
{
    internal PayloadFilter ToFilter() => new(Field, Operator, Values ?? []);

    internal static FilterBody Of(PayloadFilter filter) => new(filter.Field, filter.Operator, filter.Values);
}

/// <summary>An endpoint to make.</summary>
/// <param name="Name">One line of at most 80 characters.</param>
/// <param name="Url">Where messages are sent; <c>https</c>.</param>
/// <param name="EventTypes">Of which it is told; all where none is named.</param>
/// <param name="Connections">Whose messages it is told of; where none is named, all, and what came of no connection.</param>
/// <param name="Filters">All must hold; at most 10.</param>
/// <param name="Headers">Your own, at most 20. Their values are not shown again.</param>
/// <param name="Scheme">How messages are signed.</param>
/// <param name="TimeoutSeconds">How long an answer may take, from 1 to 30.</param>
/// <param name="Retries">When what failed is tried again, such as <c>0s, 5s, 5m, 2h</c>; the published schedule where it is left out.</param>
/// <param name="PerMinute">Most requests a minute; no limit where it is left out.</param>
/// <param name="Order">Whether messages about one subject are sent in their order.</param>
/// <param name="Template">Liquid template that makes what is sent of a message; the message as it is where it is left out.</param>
public sealed record NewWebhookBody(
    string Name,
    string Url,
    IReadOnlyList<string>? EventTypes = null,
    IReadOnlyList<Guid>? Connections = null,
    IReadOnlyList<FilterBody>? Filters = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    SignatureScheme Scheme = SignatureScheme.Hmac,
    int TimeoutSeconds = 15,
    string? Retries = null,
    int? PerMinute = null,
    DeliveryOrder Order = DeliveryOrder.None,
    string? Template = null)
{
    internal EndpointInput ToInput() => new(
        Name, Url, EventTypes ?? [], Connections ?? [], [.. (Filters ?? []).Select(f => f.ToFilter())], Headers ?? new Dictionary<string, string>(), Scheme, TimeoutSeconds, Retries, PerMinute, Order, Template);

    /// <summary>Never the headers.</summary>
    public override string ToString() => $"NewWebhookBody {Name}";
}

/// <summary>What to change of an endpoint; what is left out stays.</summary>
/// <param name="Name">One line of at most 80 characters.</param>
/// <param name="Url">Where messages are sent.</param>
/// <param name="EventTypes">Empty: all.</param>
/// <param name="Connections">Empty: all.</param>
/// <param name="Filters">Empty: none.</param>
/// <param name="Headers">All of them anew; empty: none.</param>
/// <param name="Scheme">Another one brings a secret of its own; the one before signs for 24 hours more.</param>
/// <param name="TimeoutSeconds">From 1 to 30.</param>
/// <param name="Retries">Empty: the published schedule.</param>
/// <param name="PerMinute">0: no limit.</param>
/// <param name="Order">Whether messages about one subject are sent in their order.</param>
/// <param name="Template">Empty: the message as it is.</param>
public sealed record WebhookChangeBody(
    string? Name = null,
    string? Url = null,
    IReadOnlyList<string>? EventTypes = null,
    IReadOnlyList<Guid>? Connections = null,
    IReadOnlyList<FilterBody>? Filters = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    SignatureScheme? Scheme = null,
    int? TimeoutSeconds = null,
    string? Retries = null,
    int? PerMinute = null,
    DeliveryOrder? Order = null,
    string? Template = null)
{
    internal EndpointInput ChangeOf(EndpointInput now) => new(
        Name ?? now.Name,
        Url ?? now.Url,
        EventTypes ?? now.EventTypes,
        Connections ?? now.Connections,
        Filters is null ? now.Filters : [.. Filters.Select(f => f.ToFilter())],
        Headers,
        Scheme ?? now.Scheme,
        TimeoutSeconds ?? now.TimeoutSeconds,
        Retries ?? now.Retries,
        PerMinute is 0 ? null : PerMinute ?? now.PerMinute,
        Order ?? now.Order,
        Template ?? now.Template);

    /// <summary>Never the headers.</summary>
    public override string ToString() => $"WebhookChangeBody {Name}";
}

/// <summary>An endpoint just made.</summary>
/// <param name="Id">Of the endpoint.</param>
/// <param name="Secret">What its receiver verifies messages with: the secret, or of ed25519 the public key.</param>
/// <param name="Webhook">As it is read.</param>
public sealed record CreatedWebhookBody(Guid Id, string Secret, WebhookBody Webhook)
{
    public override string ToString() => $"CreatedWebhookBody {Id}";
}

/// <summary>An address that is told what happens.</summary>
public sealed record WebhookBody
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    /// <summary>Empty: all.</summary>
    public required IReadOnlyList<string> EventTypes { get; init; }

    /// <summary>Empty: all, and what came of no connection.</summary>
    public required IReadOnlyList<Guid> Connections { get; init; }

    public required IReadOnlyList<FilterBody> Filters { get; init; }

    /// <summary>Names of its own headers; null: they can't be opened on this server.</summary>
    public required IReadOnlyList<string>? HeaderNames { get; init; }

    public required SignatureScheme Scheme { get; init; }

    /// <summary>By which its receiver verifies messages signed by ed25519.</summary>
    public required string? PublicKey { get; init; }

    public required int TimeoutSeconds { get; init; }

    /// <summary>Null: the published schedule.</summary>
    public required string? Retries { get; init; }

    /// <summary>Null: no limit.</summary>
    public required int? PerMinute { get; init; }

    public required DeliveryOrder Order { get; init; }

    public required string? Template { get; init; }

    public required EndpointStatus Status { get; init; }

    public required Instant StatusSince { get; init; }

    /// <summary>Why it was disabled.</summary>
    public required string? StatusReason { get; init; }

    /// <summary>Since when no delivery has succeeded and at least one has failed.</summary>
    public required Instant? FailingSince { get; init; }

    public required Instant? LastDeliveryAt { get; init; }

    /// <summary>The last 24 hours, the present one last.</summary>
    public required IReadOnlyList<HourCountBody> Hours { get; init; }

    /// <summary>Of the time to an answer in those hours, estimated: times are counted by size, so it is off by less than a fifth. Null: there was none. Pages call a webhook slow where it is more than half of timeoutSeconds, and more than a second.</summary>
    public required double? MedianMilliseconds { get; init; }

    /// <summary>Deliveries to be tried, counted up to 1000.</summary>
    public required int Waiting { get; init; }

    /// <summary>Deliveries given up, counted up to 1000.</summary>
    public required int Failed { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>What If-Match asks for; the ETag begins with it.</summary>
    public required long Version { get; init; }

    internal static WebhookBody Of(EndpointView view) => new()
    {
        Id = view.Id,
        Name = view.Name,
        Url = view.Url,
        EventTypes = view.EventTypes,
        Connections = view.Connections,
        Filters = [.. view.Filters.Select(FilterBody.Of)],
        HeaderNames = view.HeaderNames,
        Scheme = view.Scheme,
        PublicKey = view.PublicKey,
        TimeoutSeconds = view.TimeoutSeconds,
        Retries = view.Retries,
        PerMinute = view.PerMinute,
        Order = view.Order,
        Template = view.Template,
        Status = view.Status,
        StatusSince = view.StatusSince,
        StatusReason = view.StatusReason,
        FailingSince = view.FailingSince,
        LastDeliveryAt = view.LastDeliveryAt,
        Hours = [.. view.Hours.Select(h => new HourCountBody(h.At, h.Delivered, h.Failed))],
        MedianMilliseconds = view.MedianMilliseconds,
        Waiting = view.Waiting,
        Failed = view.Failed,
        CreatedAt = view.CreatedAt,
        Version = view.Version,
    };
}

/// <summary>How the tries of one hour ended.</summary>
/// <param name="At">When it began.</param>
/// <param name="Delivered">Tries that were answered with 2xx.</param>
/// <param name="Failed">All others.</param>
public sealed record HourCountBody(Instant At, long Delivered, long Failed);

/// <summary>A secret that signs now.</summary>
/// <param name="Id">Of the secret.</param>
/// <param name="Secret">What messages are verified with: the secret, or of ed25519 the public key.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops signing; null: it is the one in use.</param>
public sealed record SecretBody(Guid Id, string Secret, Instant CreatedAt, Instant? ExpiresAt)
{
    internal static SecretBody Of(RevealedSecret secret) => new(secret.Id, secret.Secret, secret.CreatedAt, secret.ExpiresAt);

    public override string ToString() => $"SecretBody {Id}";
}

/// <summary>How a secret is replaced.</summary>
/// <param name="GraceHours">How long the one in use signs on, from 0 to 168 hours.</param>
public sealed record RotationBody(int GraceHours = 24);
