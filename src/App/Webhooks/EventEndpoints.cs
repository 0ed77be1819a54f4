using System.Text.Json;
using App.Api;
using App.Auth;
using App.Domain;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Webhooks.Events;
using Microsoft.AspNetCore.Http.Metadata;

namespace App.Webhooks;

/// <summary>What is told to endpoints, and the catalogue of it; for Owners and Admins.</summary>
internal static class WebhookEventEndpoints
{
    public static void MapWebhookEvents(this RouteGroupBuilder api)
    {
        var events = api.MapGroup("/events").RequireAuthorization(Policies.Admin).WithTags("Webhook events");
        events.MapPost("/", PublishAsync).WithMetadata(new BodyLimit(2 * Message.MostBytes));
        events.MapGet("/", ListAsync);
        events.MapGet("/{id:guid}", ReadAsync);
        var types = api.MapGroup("/event-types").RequireAuthorization(Policies.Admin).WithTags("Webhook events");
        types.MapGet("/", ListTypes);
        types.MapGet("/{name}", ReadType);
    }

    /// <summary>Publish an event</summary>
    /// <remarks>
    /// Tells the organization's endpoints what happened in its own system. Of the types that are published (see `GET /api/v1/event-types`); the data must be what its type says.
    /// Sent again with the same key and the same data, it is told once, and the answer is 200; with other data it is `key_used` (422).
    /// </remarks>
    private static async Task<Published> PublishAsync(HttpContext context, NewEventMessageBody body, PublishEvent publish, CancellationToken cancellationToken)
    {
        var published = await publish.RunAsync(context.GetActor(), new EventToPublish(body.Key, body.Type, body.Data, body.Subject), cancellationToken);
        return new Published(published.Select(p => EventMessageBody.Of(p.Message)), published.IsOk && published.Value.IsNew)
        {
            Headers = (message, response) => response.Headers.Location = $"{context.Request.PathBase}{ApiSetup.Root}/events/{message.Id}",
        };
    }

    /// <summary>List events</summary>
    /// <remarks>What was told to endpoints, newest first.</remarks>
    /// <param name="type">Only those of this type, such as `booking.created`.</param>
    /// <param name="from">Not before this moment.</param>
    /// <param name="to">Before this moment.</param>
    private static Task<Answer<Paged<EventMessageBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListMessages messages, CancellationToken cancellationToken, string? type = null, Moment? from = null, Moment? to = null) =>
        page.AnswerAsync(context, size => messages.RunAsync(context.GetActor(), new MessageQuery(type, from?.Value, to?.Value, page.Cursor, size), cancellationToken), EventMessageBody.Of);

    /// <summary>Read an event</summary>
    /// <remarks>With its deliveries: one for each endpoint that wanted it.</remarks>
    private static async Task<Answer<DeliveredEventBody>> ReadAsync(HttpContext context, Guid id, ReadMessage read, CancellationToken cancellationToken) =>
        (await read.RunAsync(context.GetActor(), id, cancellationToken)).ToAnswer(DeliveredEventBody.Of);

    /// <summary>List event types</summary>
    /// <remarks>Everything that can be told to endpoints, by group. The list is short and has one page.</remarks>
    private static Answer<Paged<EventTypeBody>> ListTypes() => new Paged<EventTypeBody>([.. EventTypes.All.Select(EventTypeBody.Of)], null);

    /// <summary>Read an event type</summary>
    /// <remarks>With the JSON schema (draft 2020-12) of its data, and a whole message of it as it may arrive.</remarks>
    /// <param name="name">Such as `booking.created`.</param>
    private static Answer<EventTypeDetailsBody> ReadType(string name) =>
        EventTypes.Find(name) is { } type ? EventTypeDetailsBody.Of(type) : new Failure.NotFound("The event type");
}

/// <summary>It is published, now or before.</summary>
internal sealed class Published(Result<EventMessageBody> result, bool isNew) : Answer<EventMessageBody>(result), IEndpointMetadataProvider
{
    protected override int Status => isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;

    public static new void PopulateMetadata(System.Reflection.MethodInfo method, EndpointBuilder builder)
    {
        Produces(builder, StatusCodes.Status200OK);
        Produces(builder, StatusCodes.Status201Created);
    }
}
