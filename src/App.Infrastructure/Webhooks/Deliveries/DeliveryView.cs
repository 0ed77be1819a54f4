using App.Domain.Webhooks;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Which deliveries are wanted; all filters narrow.</summary>
/// <param name="Type">Name of an event type.</param>
/// <param name="From">When the message happened, inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Search">The whole <c>webhook-id</c> of a message (<c>msg_…</c>), the id of a delivery, or what <paramref name="Subject"/> takes.</param>
/// <param name="Subject">The id of what it is about (a booking, a connection …), or the subject a program published with.</param>
/// <param name="Answer">What the last try was answered with, as <see cref="AnswerFilter.Parse"/> reads it.</param>
public sealed record DeliveryQuery(
    Guid? EndpointId = null,
    DeliveryStatus? Status = null,
    string? Type = null,
    Instant? From = null,
    Instant? To = null,
    string? Search = null,
    string? Subject = null,
    string? Answer = null,
    string? Cursor = null,
    int Limit = PageCursor.DefaultLimit);

/// <summary>A delivery as a list shows it.</summary>
public sealed record DeliveryView
{
    public required Guid Id { get; init; }

    public required Guid EndpointId { get; init; }

    /// <summary>The value of <c>webhook-id</c>.</summary>
    public required string MessageId { get; init; }

    public required string Type { get; init; }

    /// <summary>When the message happened.</summary>
    public Instant At { get; init; }

    public DeliveryStatus Status { get; init; }

    /// <summary>Made on the present schedule.</summary>
    public int Tries { get; init; }

    /// <summary>When it is tried next; null: it is being sent, or it is over.</summary>
    public Instant? NextTryAt { get; init; }

    /// <summary>When the last try ended; null: there was none.</summary>
    public Instant? TriedAt { get; init; }

    public int? LastStatus { get; init; }

    public string? LastError { get; init; }

    public int? LastMilliseconds { get; init; }
}

/// <summary>A delivery with what is sent and how its tries went.</summary>
/// <param name="Endpoint">Its endpoint's name.</param>
/// <param name="Body">What is sent; null: the message is no longer kept.</param>
/// <param name="IsTransformed">The endpoint's template made the body.</param>
/// <param name="Attempts">The newest, newest first (<see cref="ListAttempts"/> tells all).</param>
public sealed record DeliveryDetail(DeliveryView Delivery, string Endpoint, string? Body, bool IsTransformed, IReadOnlyList<AttemptView> Attempts);

/// <summary>One HTTP try.</summary>
public sealed record AttemptView
{
    /// <summary>When the request was begun.</summary>
    public Instant At { get; init; }

    public int Milliseconds { get; init; }

    /// <summary>HTTP status; null: there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was no answer, as a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    public required string Signature { get; init; }

    /// <summary>As they were sent; of the endpoint's own, as it has them now, the names alone.</summary>
    public required IReadOnlyList<RequestHeader> RequestHeaders { get; init; }

    /// <summary>Lines of <c>name: value</c>.</summary>
    public string? ResponseHeaders { get; init; }

    public string? ResponseBody { get; init; }
}

/// <summary>A header that was sent.</summary>
/// <param name="Value">Null: it is one of the endpoint's own, which are secret.</param>
public sealed record RequestHeader(string Name, string? Value);

/// <summary>Deliveries being sent again.</summary>
/// <param name="Total">How many there are to be, as counted in the beginning.</param>
/// <param name="EndedAt">Null: it goes on.</param>
public sealed record ReplayView(Guid Id, Guid EndpointId, ReplayScope Scope, Instant Since, Instant Until, int Total, int Done, Instant CreatedAt, Instant? EndedAt);

/// <summary>How sending to an endpoint went.</summary>
/// <param name="Tries">All HTTP tries.</param>
/// <param name="SuccessRate">Share of the tries that delivered; null: there were none.</param>
/// <param name="FirstTryRate">Share of first tries that delivered; null: there were none.</param>
/// <param name="Median">Of the time to an answer, in milliseconds, estimated (<see cref="LatencyBuckets"/>); null: there was none.</param>
/// <param name="P95">About 95 of 100 answers took no longer, in milliseconds; null: there was none.</param>
/// <param name="Statuses">Tries by HTTP status, the most frequent first; 0: there was no answer.</param>
/// <param name="Hours">Every hour asked for, the present one last.</param>
public sealed record EndpointStats(long Tries, long Delivered, double? SuccessRate, double? FirstTryRate, double? Median, double? P95, IReadOnlyList<StatusCount> Statuses, IReadOnlyList<HourStats> Hours);

/// <param name="Status">HTTP status; 0: there was no answer.</param>
public sealed record StatusCount(int Status, long Count);

/// <param name="At">When it began.</param>
/// <param name="Median">Of the time to an answer, in milliseconds, estimated (<see cref="LatencyBuckets"/>); null: there was none.</param>
/// <param name="P95">About 95 of 100 answers took no longer, in milliseconds; null: there was none.</param>
public sealed record HourStats(Instant At, long Delivered, long Failed, double? Median, double? P95);
