using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Deliveries;
using NodaTime;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>A test as it was sent, and its answer.</summary>
/// <param name="MessageId">The value of <c>webhook-id</c>.</param>
/// <param name="IsDelivered">The answer was 2xx.</param>
/// <param name="Secret">What the receiver verifies this one test with, where the endpoint is not saved yet; null: the endpoint's own.</param>
/// <param name="IsEnabledAgain">The endpoint was disabled, and the test has enabled it.</param>
public sealed record TestOutcome(string MessageId, Instant At, bool IsDelivered, IReadOnlyList<RequestHeader> RequestHeaders, string RequestBody, int? Status, string? Error, int Milliseconds, string? ResponseHeaders, string? ResponseBody, string? Secret, bool IsEnabledAgain)
{
    public override string ToString() => $"TestOutcome {MessageId}";
}

/// <summary>Sends a sample of an event type, saved or not. One that succeeds enables an endpoint we had disabled.</summary>
public sealed class TestEndpoint
{
    /// <summary>Tests an endpoint as it is.</summary>
    public Task<Result<TestOutcome>> RunAsync(Actor actor, Guid id, string eventType, CancellationToken cancellationToken) => RunAsync(actor, id, null, eventType, cancellationToken);

    /// <summary>Tests an endpoint as it is to be.</summary>
    /// <param name="id">Whose secrets sign, and whose headers are sent where they are left so; null: it is to be made.</param>
    /// <param name="input">Null: as it is.</param>
    public Task<Result<TestOutcome>> RunAsync(Actor actor, Guid? id, EndpointInput? input, string eventType, CancellationToken cancellationToken) =>
        Task.FromResult<Result<TestOutcome>>(new Failure.Unavailable("Tests can't be sent yet.", Retryable: false));
}
