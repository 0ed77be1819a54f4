using NodaTime;

namespace App.Domain.Webhooks;

/// <summary>Where a delivery stands.</summary>
public enum DeliveryStatus
{
    /// <summary>To be tried, for the first time or again.</summary>
    Waiting = 0,

    /// <summary>A worker is at it.</summary>
    Sending = 1,

    Delivered = 2,

    /// <summary>There is no try left, or the endpoint said it is gone.</summary>
    GaveUp = 3,
}

/// <summary>One message to one endpoint. It arrives at least once: what a crash interrupts is sent again, under the same id.</summary>
public sealed class Delivery : IOwned
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid EndpointId { get; init; }

    public Guid MessageId { get; init; }

    /// <summary>Of the message, beside the delivery for lists.</summary>
    public required string Type { get; init; }

    /// <summary>Of the message.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>When the message happened.</summary>
    public Instant At { get; init; }

    public DeliveryStatus Status { get; set; }

    /// <summary>Tries made on the present schedule; sending again by hand begins anew.</summary>
    public int Tries { get; set; }

    /// <summary>When it may be claimed: while it waits, its next try; while it is sent, the end of the lease. Null: it is over.</summary>
    public Instant? DueAt { get; set; }

    /// <summary>Who is at it.</summary>
    public Guid? LeaseOwner { get; set; }

    /// <summary>When the last try ended; null: there was none.</summary>
    public Instant? TriedAt { get; set; }

    /// <summary>HTTP status of the last try; null: there was none, or no answer.</summary>
    public int? LastStatus { get; set; }

    /// <summary>Why the last try failed, where there was no answer.</summary>
    public string? LastError { get; set; }

    /// <summary>How long the last try took.</summary>
    public int? LastMilliseconds { get; set; }

    /// <summary>What the endpoint's template made of the message; null: the message is sent as it is.</summary>
    public string? Body { get; set; }
}

/// <summary>One HTTP try of a delivery.</summary>
public sealed class Attempt : IOwned
{
    /// <summary>Most that is kept of an answer's body, in bytes.</summary>
    public const int MostBody = 16 * 1024;

    public Guid DeliveryId { get; init; }

    /// <summary>When the request was begun; also the signed timestamp, cut to seconds.</summary>
    public Instant At { get; init; }

    public Guid OrganizationId { get; init; }

    public int Milliseconds { get; init; }

    /// <summary>HTTP status; null: there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was no answer, as a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    public required string Signature { get; init; }

    /// <summary>Lines of <c>name: value</c>.</summary>
    public string? ResponseHeaders { get; init; }

    public string? ResponseBody { get; init; }
}

/// <summary>How many tries of an endpoint ended alike within an hour: what statistics are made of.</summary>
public sealed class AttemptCount : IOwned
{
    public Guid EndpointId { get; init; }

    /// <summary>Hours since 1970.</summary>
    public int Hour { get; init; }

    /// <summary>HTTP status, or 0 where there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>It was the first try of its delivery.</summary>
    public bool IsFirst { get; init; }

    /// <summary>How long it took (<see cref="LatencyBuckets"/>).</summary>
    public int Bucket { get; init; }

    public Guid OrganizationId { get; init; }

    public long Count { get; set; }
}

/// <summary>Which deliveries are sent again.</summary>
public enum ReplayScope
{
    /// <summary>Those given up.</summary>
    Failed = 0,

    /// <summary>Those that arrived too.</summary>
    All = 1,
}

/// <summary>Deliveries of an endpoint being sent again, a few at a time, and how far that has come.</summary>
public sealed class Replay : ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid EndpointId { get; init; }

    public ReplayScope Scope { get; init; }

    /// <summary>Messages that happened then or later.</summary>
    public Instant Since { get; init; }

    /// <summary>Messages before this; what happens meanwhile is told anyway.</summary>
    public Instant Until { get; init; }

    public int Total { get; set; }

    public int Done { get; set; }

    /// <summary>Deliveries up to here were put back: the instant, and within it the id.</summary>
    public Instant? PassedAt { get; set; }

    public Guid? PassedId { get; set; }

    public Instant CreatedAt { get; init; }

    public Guid CreatedBy { get; init; }

    public Instant? EndedAt { get; set; }

    /// <summary>Who is at it, and until when; null: nobody.</summary>
    public Guid? LeaseOwner { get; set; }

    public Instant? LeaseUntil { get; set; }

    string ITopical.Topic => Topics.Webhooks;
}
