using App.Api;
using App.Auth;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.AspNetCore.Mvc;

namespace App.Webhooks;

/// <summary>What came in, and the addresses it comes to; for Owners and Admins.</summary>
internal static class InboundEventEndpoints
{
    public static void MapInboundEvents(this RouteGroupBuilder api)
    {
        var events = api.MapGroup("/inbound-events").RequireAuthorization(Policies.Admin).WithTags("Inbound");
        events.MapGet("/", ListAsync);
        events.MapGet("/{id:guid}", ReadAsync);
        events.MapPost("/{id:guid}/replay", ReplayAsync);
        var sources = api.MapGroup("/connections").RequireAuthorization(Policies.Admin).WithTags("Inbound");
        sources.MapPost("/inbound", OpenAsync).WithMetadata(new SecretAnswer());
        sources.MapGet("/{id:guid}/inbound", ReadSourceAsync);
        sources.MapPut("/{id:guid}/inbound", SetSourceAsync).WithMetadata(new SecretAnswer());
        sources.MapDelete("/{id:guid}/inbound/former-secret", EndSecretAsync);
    }

    /// <summary>List what came in</summary>
    /// <remarks>Newest first; refused requests too, one line for each connection, reason and minute. For Owners and Admins.</remarks>
    /// <param name="connection">Only what came for this connection.</param>
    /// <param name="status">Only what stands so.</param>
    private static Task<Answer<Paged<InboundEventBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListInbound inbound, CancellationToken cancellationToken, Guid? connection = null, Word<InboundStatus>? status = null) =>
        page.AnswerAsync(context, size => inbound.RunAsync(context.GetActor(), new InboundQuery(connection, status?.Value, page.Cursor, size), cancellationToken), InboundEventBody.Of);

    /// <summary>Read what came in</summary>
    /// <remarks>With its body as text. For Owners and Admins.</remarks>
    private static async Task<Answer<InboundDetailBody>> ReadAsync(HttpContext context, Guid id, ListInbound inbound, CancellationToken cancellationToken) =>
        (await inbound.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(InboundDetailBody.Of);

    /// <summary>Process it again</summary>
    /// <remarks>Whatever came of it before; nothing is told twice. What was refused can't be processed. For Owners and Admins.</remarks>
    private static async Task<Accepted<InboundDetailBody>> ReplayAsync(HttpContext context, Guid id, ReplayInbound replay, ListInbound inbound, CancellationToken cancellationToken) =>
        (await replay.RunAsync(context.GetActor(), id, cancellationToken)).Failure is { } failure
            ? failure
            : (await inbound.ReadAsync(context.GetActor(), id, cancellationToken)).ToAccepted(InboundDetailBody.Of);

    /// <summary>Open an address for incoming events</summary>
    /// <remarks>A connection to which another system sends events, signed as Standard Webhooks says. The secret is shown once. For Owners and Admins.</remarks>
    private static async Task<Created<InboundSourceBody>> OpenAsync(HttpContext context, NewInboundBody body, OpenInbound open, CancellationToken cancellationToken) =>
        (await open.RunAsync(context.GetActor(), body.Name, cancellationToken)).ToCreated(set => InboundSourceBody.Of(set.Source, set.Secret));

    /// <summary>Read how events come in for a connection</summary>
    private static async Task<Answer<InboundSourceBody>> ReadSourceAsync(HttpContext context, Guid id, InboundSources sources, CancellationToken cancellationToken) =>
        (await sources.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(source => InboundSourceBody.Of(source, null), source => source.Version);

    /// <summary>Set how events come in for a connection</summary>
    /// <remarks>What is left out stays. A new secret is shown once; the one before is believed beside it for the grace time. At most 2 are believed at a time. For Owners and Admins.</remarks>
    private static async Task<Answer<InboundSourceBody>> SetSourceAsync(HttpContext context, Guid id, InboundSourceChangeBody body, [FromHeader(Name = "If-Match")] string? ifMatch, SetInboundSource set, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var wrong) && GraceHours.Read(body.GraceHours).TryGet(out var grace, out wrong)
            ? (await set.RunAsync(context.GetActor(), id, new InboundSourceChange(body.Networks, body.RotateSecret, grace), version, cancellationToken)).ToAnswer(done => InboundSourceBody.Of(done.Source, done.Secret), done => done.Source.Version)
            : wrong;

    /// <summary>End the former secret of incoming events</summary>
    /// <remarks>It is believed no more at once. The one in use can't be ended, only rotated. For Owners and Admins.</remarks>
    private static async Task<Nothing> EndSecretAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, EndInboundSecret end, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale) ? (await end.RunAsync(context.GetActor(), id, version, cancellationToken)).ToNothing() : stale;
}
