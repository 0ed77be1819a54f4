using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Endpoints;
using NodaTime;

namespace App.Webhooks;

/// <summary>A test to send.</summary>
/// <param name="EventType">Whose sample is sent; the first the endpoint is told of where it is left out.</param>
public sealed record WebhookTestBody(string? EventType = null);

/// <summary>A test of an endpoint that is not made yet.</summary>
/// <param name="Webhook">What it is to be.</param>
/// <param name="EventType">Whose sample is sent; the first it is told of where it is left out.</param>
public sealed record NewWebhookTestBody(NewWebhookBody Webhook, string? EventType = null);

/// <summary>A test as it was sent, and its answer.</summary>
/// <param name="MessageId">The value of <c>webhook-id</c>.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Delivered">It was answered with 2xx.</param>
/// <param name="RequestHeaders">What was sent; of your own the names alone.</param>
/// <param name="RequestBody">What was sent.</param>
/// <param name="Status">HTTP status; null: there was no answer.</param>
/// <param name="Error">Why there was none.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="ResponseHeaders">Lines of <c>name: value</c>.</param>
/// <param name="ResponseBody">Its beginning, up to 16 KB.</param>
/// <param name="Secret">What this one test is verified with where the endpoint is not made yet; null: the endpoint's own.</param>
/// <param name="EnabledAgain">The endpoint was disabled, and the test has enabled it.</param>
public sealed record WebhookTestOutcomeBody(string MessageId, Instant At, bool Delivered, IReadOnlyList<RequestHeaderBody> RequestHeaders, string RequestBody, int? Status, string? Error, int Milliseconds, string? ResponseHeaders, string? ResponseBody, string? Secret, bool EnabledAgain)
{
    internal static WebhookTestOutcomeBody Of(TestOutcome o) => new(o.MessageId, o.At, o.IsDelivered, [.. o.RequestHeaders.Select(RequestHeaderBody.Of)], o.RequestBody, o.Status, o.Error, o.Milliseconds, o.ResponseHeaders, o.ResponseBody, o.Secret, o.IsEnabledAgain);

    public override string ToString() => $"WebhookTestOutcomeBody {MessageId}";
}

/// <summary>A header that was sent.</summary>
/// <param name="Name">Of the header.</param>
/// <param name="Value">Null: it is one of your own, which are secret.</param>
public sealed record RequestHeaderBody(string Name, string? Value)
{
    internal static RequestHeaderBody Of(RequestHeader header) => new(header.Name, header.Value);
}
