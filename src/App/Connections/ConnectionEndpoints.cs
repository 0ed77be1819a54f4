using App.Api;
using App.Auth;
using App.Calendars;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Monitoring;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace App.Connections;

/// <summary>Connections: what there are, and everything that can be done with one.</summary>
internal static class ConnectionEndpoints
{
    private static readonly Duration HealthSpan = Duration.FromDays(1);

    public static void MapConnections(this RouteGroupBuilder api)
    {
        var connections = api.MapGroup("/connections").WithTags("Connections");
        connections.MapGet("/", ListAsync);
        connections.MapPost("/", CreateAsync);
        connections.MapPost("/authorize", AuthorizeAsync).WithMetadata(new SecretAnswer());
        connections.MapPost("/disconnect-all", DisconnectAllAsync);
        connections.MapGet("/{id:guid}", ReadAsync);
        connections.MapPatch("/{id:guid}", ChangeAsync);
        connections.MapDelete("/{id:guid}", DisconnectAsync);
        connections.MapPost("/{id:guid}/pause", PauseAsync);
        connections.MapPost("/{id:guid}/resume", ResumeAsync);
        connections.MapPost("/{id:guid}/sync", SyncAsync);
        connections.MapPost("/{id:guid}/refresh", RefreshAsync);
        connections.MapGet("/{id:guid}/health", HealthAsync);
        connections.MapPost("/{id:guid}/health/check", CheckAsync);
    }

    /// <summary>List connections</summary>
    /// <remarks>Your own, newest first; disconnected ones are left out.</remarks>
    /// <param name="everyone">True: those of all members; for Owners and Admins.</param>
    private static Task<Answer<Paged<ConnectionBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListConnections connections, TimeProvider time, CancellationToken cancellationToken, bool everyone = false) =>
        page.AnswerAsync(context, size => connections.RunAsync(context.GetActor(), new ConnectionQuery(everyone, page.Cursor, size), cancellationToken), ConnectionBody.At(time.Now()));

    /// <summary>Connect with a password or address</summary>
    /// <remarks>
    /// For providers that are not connected by consent. The account is tried first; what is wrong is said of its field. An account that was connected before
    /// keeps its connection's id. Those connected by consent begin at <c>/connections/authorize</c>.
    /// </remarks>
    private static async Task<Created<ConnectionBody>> CreateAsync(HttpContext context, NewConnectionBody body, ConnectAccount connect, ListConnections connections, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = new AccountRequest(body.Provider, new AccountInput(body.Url, body.UserName, body.Password), body.ConnectionId);
        return (await connect.RunAsync(context.GetActor(), request, cancellationToken)).TryGet(out var connected, out var failure)
            ? (await connections.ReadAsync(context.GetActor(), connected.ConnectionId, cancellationToken)).ToCreated(ConnectionBody.At(time.Now()))
            : failure;
    }

    /// <summary>Begin connecting by consent</summary>
    /// <remarks>Answers with the vendor's address. The member opens it in a browser in which she is signed in here; a key names the member it belongs to. It ends after ten minutes.</remarks>
    private static async Task<Created<AuthorizationBody>> AuthorizeAsync(HttpContext context, AuthorizeBody body, StartAuthorization start, CancellationToken cancellationToken) =>
        (await start.RunAsync(context.GetActor(), new AuthorizationRequest(body.Provider, body.ReturnPath, body.ConnectionId), cancellationToken))
            .ToCreated(started => new AuthorizationBody(started.AttemptId, started.Url.AbsoluteUri, started.State, started.MemberId, started.ExpiresAt));

    /// <summary>Disconnect all of your connections</summary>
    /// <remarks>Access is revoked at the vendors where that can be, calendars and events are deleted here. It can't be undone.</remarks>
    private static async Task<Answer<DisconnectedAllBody>> DisconnectAllAsync(HttpContext context, DisconnectConnection disconnect, CancellationToken cancellationToken) =>
        (await disconnect.RunAllAsync(context.GetActor(), cancellationToken)).ToAnswer(count => new DisconnectedAllBody(count));

    /// <summary>Read a connection</summary>
    private static async Task<Answer<ConnectionBody>> ReadAsync(HttpContext context, Guid id, ListConnections connections, TimeProvider time, CancellationToken cancellationToken) =>
        (await connections.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(ConnectionBody.At(time.Now()), view => view.Version);

    /// <summary>Change the settings of a connection</summary>
    /// <remarks>Sets how often its calendars are polled, and which of them block time. What is left out stays.</remarks>
    private static Task<Answer<ConnectionBody>> ChangeAsync(HttpContext context, Guid id, ConnectionChangeBody body, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeConnectionSettings change, ListConnections connections, TimeProvider time, CancellationToken cancellationToken) =>
        ThenReadAsync(context, id, ifMatch, connections, time, version => change.RunAsync(context.GetActor(), id, new ConnectionSettings(body.SyncEveryMinutes, body.BlockingCalendars), version, cancellationToken), cancellationToken);

    /// <summary>Disconnect</summary>
    /// <remarks>Access is revoked at the vendor where that can be, calendars and events are deleted here; the log keeps its lines. It can't be undone.</remarks>
    private static async Task<Answer<DisconnectedBody>> DisconnectAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, DisconnectConnection disconnect, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale)
            ? (await disconnect.RunAsync(context.GetActor(), id, version, cancellationToken)).ToAnswer(ended => new DisconnectedBody(ended.Revoked, ended.Note))
            : stale;

    /// <summary>Pause a connection</summary>
    /// <remarks>The vendor is not asked any more until it is resumed; what is stored stays, with its age.</remarks>
    private static Task<Answer<ConnectionBody>> PauseAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, PauseConnection pause, ListConnections connections, TimeProvider time, CancellationToken cancellationToken) =>
        ThenReadAsync(context, id, ifMatch, connections, time, version => pause.RunAsync(context.GetActor(), id, version, cancellationToken), cancellationToken);

    /// <summary>Resume a connection</summary>
    /// <remarks>Takes up a paused connection again, whoever paused it, and syncs at once.</remarks>
    private static Task<Answer<ConnectionBody>> ResumeAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, ResumeConnection resume, ListConnections connections, TimeProvider time, CancellationToken cancellationToken) =>
        ThenReadAsync(context, id, ifMatch, connections, time, version => resume.RunAsync(context.GetActor(), id, version, cancellationToken), cancellationToken);

    /// <summary>Sync a connection now</summary>
    /// <remarks>Its calendars go to the front of the queue; follow them in <c>/sync-runs</c>.</remarks>
    /// <param name="full">True: everything is read again instead of only what changed.</param>
    private static async Task<Accepted<QueuedBody>> SyncAsync(HttpContext context, Guid id, RequestSync sync, CancellationToken cancellationToken, bool full = false) =>
        (await sync.RunAsync(context.GetActor(), new SyncRequest(ConnectionId: id, Full: full), cancellationToken)).ToAccepted(queued => new QueuedBody(queued));

    /// <summary>Renew a connection's access now</summary>
    private static Task<Answer<ConnectionBody>> RefreshAsync(HttpContext context, Guid id, RefreshConnection refresh, ListConnections connections, TimeProvider time, CancellationToken cancellationToken) =>
        ThenReadAsync(context, id, null, connections, time, _ => refresh.RunAsync(context.GetActor(), id, cancellationToken), cancellationToken);

    /// <summary>Read how a connection fares</summary>
    /// <remarks>Its standing and the probes of the last 24 hours, newest first.</remarks>
    private static async Task<Answer<HealthBody>> HealthAsync(HttpContext context, Guid id, CheckHealth health, ListConnections connections, TimeProvider time, CancellationToken cancellationToken)
    {
        var (actor, now) = (context.GetActor(), time.Now());
        if (!(await connections.ReadAsync(actor, id, cancellationToken)).TryGet(out var connection, out var failure))
        {
            return failure;
        }

        var body = ConnectionBody.Of(connection, now);
        return (await health.ReadAsync(actor, id, now - HealthSpan, cancellationToken)).ToAnswer(checks => new HealthBody(id, body.Status, body.Sentence, body.TrueUpTo, [.. checks.Select(HealthCheckBody.Of)]));
    }

    /// <summary>Probe a connection now</summary>
    private static async Task<Answer<HealthCheckBody>> CheckAsync(HttpContext context, Guid id, CheckHealth health, CancellationToken cancellationToken) =>
        (await health.RunAsync(context.GetActor(), id, cancellationToken)).ToAnswer(HealthCheckBody.Of);

    private static async Task<Answer<ConnectionBody>> ThenReadAsync(HttpContext context, Guid id, string? ifMatch, ListConnections connections, TimeProvider time, Func<long?, Task<Result<Done>>> change, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        return (await change(version)).Failure is { } failure ? failure : await ReadAsync(context, id, connections, time, cancellationToken);
    }
}
