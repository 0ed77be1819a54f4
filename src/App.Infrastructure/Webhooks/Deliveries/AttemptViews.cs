using App.Domain.Webhooks;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Endpoints;
using NodaTime;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Makes views of tries.</summary>
internal static class AttemptViews
{
    public static AttemptView Of(Attempt attempt, string messageId, Seals seals, Endpoint endpoint) => new()
    {
        At = attempt.At,
        Milliseconds = attempt.Milliseconds,
        Status = attempt.Status,
        Error = attempt.Error,
        Signature = attempt.Signature,
        RequestHeaders = HeadersOf(messageId, attempt.At, attempt.Signature, seals.Headers(endpoint).Match(IEnumerable<string> (h) => h.Keys, _ => [])),
        ResponseHeaders = attempt.ResponseHeaders,
        ResponseBody = attempt.ResponseBody,
    };

    /// <param name="own">Names of the endpoint's own headers.</param>
    public static IReadOnlyList<RequestHeader> HeadersOf(string messageId, Instant at, string signature, IEnumerable<string> own) =>
    [
        new("content-type", "application/json; charset=utf-8"),
        new("user-agent", OutgoingAgent.Name),
        new(MessageSignature.IdHeader, messageId),
        new(MessageSignature.TimestampHeader, MessageSignature.Timestamp(at)),
        new(MessageSignature.SignatureHeader, signature),
        .. own.Select(name => new RequestHeader(name, null)),
    ];
}
