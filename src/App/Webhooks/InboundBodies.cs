using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Inbound;
using NodaTime;

namespace App.Webhooks;

/// <summary>An address to open.</summary>
/// <param name="Name">Of the system that will send.</param>
public sealed record NewInboundBody(string Name);

/// <summary>What to change; what is left out stays.</summary>
/// <param name="Networks">Addresses or networks it may come from, such as <c>203.0.113.0/24</c>; empty: from anywhere.</param>
/// <param name="RotateSecret">True: a new secret is made.</param>
/// <param name="GraceHours">How long the one in use is believed on beside a new one, from 0 to 168 hours.</param>
public sealed record InboundSourceChangeBody(IReadOnlyList<string>? Networks = null, bool RotateSecret = false, int GraceHours = 24);

/// <summary>How events come in for a connection.</summary>
/// <param name="ConnectionId">Which.</param>
/// <param name="Name">Of the sending system.</param>
/// <param name="Url">Where it sends to.</param>
/// <param name="Networks">Where it may come from; empty: from anywhere.</param>
/// <param name="HasSecret">False: nothing is believed.</param>
/// <param name="FormerSecretExpiresAt">When the secret before is believed no more; null: there is none.</param>
/// <param name="Secret">Made just now, and shown once.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record InboundSourceBody(Guid ConnectionId, string Name, string Url, IReadOnlyList<string> Networks, bool HasSecret, Instant? FormerSecretExpiresAt, string? Secret, long Version)
{
    public override string ToString() => $"InboundSourceBody of {ConnectionId}";

    internal static InboundSourceBody Of(InboundSourceView source, string? secret) => new(source.ConnectionId, source.Name, source.Url, source.Networks, source.HasSecret, source.FormerSecretExpiresAt, secret, source.Version);
}

/// <summary>One request that came in.</summary>
/// <param name="Id">Ours.</param>
/// <param name="At">When it came.</param>
/// <param name="ConnectionId">For which connection.</param>
/// <param name="Source">The connection in words.</param>
/// <param name="ExternalId">The sender's id; null of what was refused.</param>
/// <param name="Type">What the sender calls it.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why it was refused or failed.</param>
/// <param name="From">Address it came from.</param>
/// <param name="Tries">How often its processing was tried.</param>
/// <param name="DueAt">When it is tried next.</param>
/// <param name="EndedAt">When nothing was left to do.</param>
public sealed record InboundEventBody(Guid Id, Instant At, Guid ConnectionId, string Source, string? ExternalId, string? Type, InboundStatus Status, string? Reason, string? From, int Tries, Instant? DueAt, Instant? EndedAt)
{
    internal static InboundEventBody Of(InboundView view) =>
        new(view.Id, view.At, view.ConnectionId, view.Source, view.ExternalId, view.Type, view.Status, view.Reason, view.From, view.Tries, view.DueAt, view.EndedAt);
}

/// <summary>One request that came in, with its body.</summary>
/// <param name="Event">The request.</param>
/// <param name="Body">As text, at most 64 KB of it; null of what was refused.</param>
/// <param name="IsCut">There is more of it.</param>
public sealed record InboundDetailBody(InboundEventBody Event, string? Body, bool IsCut)
{
    internal static InboundDetailBody Of(InboundDetail detail) => new(InboundEventBody.Of(detail.Event), detail.Body, detail.IsCut);
}
