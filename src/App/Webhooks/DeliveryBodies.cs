using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Deliveries;
using NodaTime;

namespace App.Webhooks;

/// <summary>One message to one endpoint.</summary>
public sealed record DeliveryBody
{
    public required Guid Id { get; init; }

    public required Guid WebhookId { get; init; }

    /// <summary>The value of <c>webhook-id</c>.</summary>
    public required string MessageId { get; init; }

    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required Instant At { get; init; }

    public required DeliveryStatus Status { get; init; }

    /// <summary>Made on the present schedule.</summary>
    public required int Tries { get; init; }

    /// <summary>Null: it is being sent, or it is over.</summary>
    public required Instant? NextTryAt { get; init; }

    /// <summary>When the last try ended.</summary>
    public required Instant? TriedAt { get; init; }

    /// <summary>HTTP status of the last try; null: there was none, or no answer.</summary>
    public required int? LastStatus { get; init; }

    /// <summary>Why there was no answer.</summary>
    public required string? LastError { get; init; }

    /// <summary>How long the last try took.</summary>
    public required int? LastMilliseconds { get; init; }

    internal static DeliveryBody Of(DeliveryView view) => new()
    {
        Id = view.Id,
        WebhookId = view.EndpointId,
        MessageId = view.MessageId,
        Type = view.Type,
        At = view.At,
        Status = view.Status,
        Tries = view.Tries,
        NextTryAt = view.NextTryAt,
        TriedAt = view.TriedAt,
        LastStatus = view.LastStatus,
        LastError = view.LastError,
        LastMilliseconds = view.LastMilliseconds,
    };
}

/// <summary>A delivery with what is sent.</summary>
/// <param name="Delivery">As the list shows it.</param>
/// <param name="Webhook">Name of its endpoint.</param>
/// <param name="Body">What is sent; null: the message is no longer kept.</param>
/// <param name="Transformed">The endpoint's template made the body.</param>
public sealed record DeliveryDetailBody(DeliveryBody Delivery, string Webhook, string? Body, bool Transformed)
{
    internal static DeliveryDetailBody Of(DeliveryDetail detail) => new(DeliveryBody.Of(detail.Delivery), detail.Endpoint, detail.Body, detail.IsTransformed);
}

/// <summary>One HTTP try of a delivery.</summary>
/// <param name="At">When the request was begun.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">HTTP status; null: there was no answer.</param>
/// <param name="Error">Why there was none.</param>
/// <param name="RequestHeaders">What was sent; of the endpoint's own the names alone.</param>
/// <param name="ResponseHeaders">Lines of <c>name: value</c>.</param>
/// <param name="ResponseBody">Its beginning, up to 16 KB.</param>
public sealed record AttemptBody(Instant At, int Milliseconds, int? Status, string? Error, IReadOnlyList<RequestHeaderBody> RequestHeaders, string? ResponseHeaders, string? ResponseBody)
{
    internal static AttemptBody Of(AttemptView view) => new(view.At, view.Milliseconds, view.Status, view.Error, [.. view.RequestHeaders.Select(RequestHeaderBody.Of)], view.ResponseHeaders, view.ResponseBody);
}

/// <summary>Which deliveries to send again.</summary>
/// <param name="Scope">Those given up, or all.</param>
/// <param name="Since">Of what happened then or later; all that is kept where it is left out.</param>
public sealed record NewReplayBody(ReplayScope Scope = ReplayScope.Failed, Instant? Since = null);

/// <summary>Deliveries being sent again.</summary>
/// <param name="Id">Of the replay.</param>
/// <param name="Scope">Those given up, or all.</param>
/// <param name="Since">Of what happened then or later.</param>
/// <param name="Until">Of what happened before.</param>
/// <param name="Total">How many there are to be.</param>
/// <param name="Done">How many were put back to be sent.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="EndedAt">Null: it goes on.</param>
public sealed record ReplayBody(Guid Id, ReplayScope Scope, Instant Since, Instant Until, int Total, int Done, Instant CreatedAt, Instant? EndedAt)
{
    internal static ReplayBody Of(ReplayView view) => new(view.Id, view.Scope, view.Since, view.Until, view.Total, view.Done, view.CreatedAt, view.EndedAt);
}

/// <summary>How sending to an endpoint went.</summary>
/// <param name="Tries">All HTTP tries.</param>
/// <param name="Delivered">Those answered with 2xx.</param>
/// <param name="SuccessRate">Share of the tries that delivered; null: there were none.</param>
/// <param name="FirstTryRate">Share of first tries that delivered; null: there were none.</param>
/// <param name="MedianMilliseconds">Of the time to an answer, estimated: times are counted by size, so it is off by less than a fifth. Null: there was none.</param>
/// <param name="P95Milliseconds">About 95 of 100 answers took no longer, estimated likewise; null: there was none.</param>
/// <param name="Statuses">By HTTP status, the most frequent first; 0: there was no answer.</param>
/// <param name="Hours">Every hour asked for, the present one last.</param>
public sealed record StatsBody(long Tries, long Delivered, double? SuccessRate, double? FirstTryRate, double? MedianMilliseconds, double? P95Milliseconds, IReadOnlyList<StatusCountBody> Statuses, IReadOnlyList<HourStatsBody> Hours)
{
    internal static StatsBody Of(EndpointStats s) => new(
        s.Tries, s.Delivered, s.SuccessRate, s.FirstTryRate, s.Median, s.P95, [.. s.Statuses.Select(c => new StatusCountBody(c.Status, c.Count))], [.. s.Hours.Select(h => new HourStatsBody(h.At, h.Delivered, h.Failed, h.Median, h.P95))]);
}

/// <summary>How many tries were answered so.</summary>
/// <param name="Status">HTTP status; 0: there was no answer.</param>
/// <param name="Count">How many.</param>
public sealed record StatusCountBody(int Status, long Count);

/// <summary>The tries of one hour.</summary>
/// <param name="At">When it began.</param>
/// <param name="Delivered">Tries that were answered with 2xx.</param>
/// <param name="Failed">All others.</param>
/// <param name="MedianMilliseconds">Of the time to an answer, estimated: times are counted by size, so it is off by less than a fifth. Null: there was none.</param>
/// <param name="P95Milliseconds">About 95 of 100 answers took no longer, estimated likewise; null: there was none.</param>
public sealed record HourStatsBody(Instant At, long Delivered, long Failed, double? MedianMilliseconds, double? P95Milliseconds);
