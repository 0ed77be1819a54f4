using App.Api;
using App.Auth;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Deliveries;

namespace App.Webhooks;

/// <summary>What was told to endpoints, and how that went; for Owners and Admins.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this RouteGroupBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").RequireAuthorization(Policies.Admin).WithTags("Webhooks");
        deliveries.MapGet("/", ListAsync);
        deliveries.MapGet("/{id:guid}", ReadAsync);
        deliveries.MapGet("/{id:guid}/attempts", ListAttemptsAsync);
        deliveries.MapPost("/{id:guid}/resend", ResendAsync);
    }

    /// <summary>List deliveries</summary>
    /// <remarks>Newest first, kept for 90 days. For Owners and Admins.</remarks>
    /// <param name="webhook">Only those to this webhook.</param>
    /// <param name="status">Only those that stand so.</param>
    /// <param name="type">Only those of this event type.</param>
    /// <param name="from">Only of what happened then or later.</param>
    /// <param name="to">Only of what happened before.</param>
    /// <param name="search">A whole <c>webhook-id</c>, the id of a delivery, or a subject.</param>
    /// <param name="subject">Only those about this: the id of a booking, a connection and so on, or the subject a program published with.</param>
    /// <param name="answer">Only those whose last try was answered so: a class of HTTP statuses (<c>4xx</c>), one status (<c>503</c>), or <c>none</c> where there was no answer.</param>
    private static Task<Answer<Paged<DeliveryBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListDeliveries deliveries, CancellationToken cancellationToken, Guid? webhook = null, Word<DeliveryStatus>? status = null, string? type = null, Moment? from = null, Moment? to = null, string? search = null, string? subject = null, string? answer = null) =>
        page.AnswerAsync(context, size => deliveries.RunAsync(context.GetActor(), new DeliveryQuery(webhook, status?.Value, type, from?.Value, to?.Value, search, subject, answer, page.Cursor, size), cancellationToken), DeliveryBody.Of);

    /// <summary>Read a delivery</summary>
    /// <remarks>With what is sent.</remarks>
    private static async Task<Answer<DeliveryDetailBody>> ReadAsync(HttpContext context, Guid id, ReadDelivery read, CancellationToken cancellationToken) =>
        (await read.RunAsync(context.GetActor(), id, cancellationToken)).ToAnswer(DeliveryDetailBody.Of);

    /// <summary>List the attempts of a delivery</summary>
    /// <remarks>Each HTTP try, newest first.</remarks>
    private static Task<Answer<Paged<AttemptBody>>> ListAttemptsAsync(HttpContext context, Guid id, [AsParameters] PageRequest page, ListAttempts attempts, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, size => attempts.RunAsync(context.GetActor(), id, page.Cursor, size, cancellationToken), AttemptBody.Of);

    /// <summary>Send a delivery again</summary>
    /// <remarks>At once, on a schedule begun anew, under the same <c>webhook-id</c>. One that is being sent now is <c>sending</c> (409).</remarks>
    private static async Task<Accepted<DeliveryDetailBody>> ResendAsync(HttpContext context, Guid id, ResendDelivery resend, ReadDelivery read, CancellationToken cancellationToken)
    {
        var put = await resend.RunAsync(context.GetActor(), id, cancellationToken);
        return put.Failure is { } failure ? failure : (await read.RunAsync(context.GetActor(), id, cancellationToken)).ToAccepted(DeliveryDetailBody.Of);
    }
}
