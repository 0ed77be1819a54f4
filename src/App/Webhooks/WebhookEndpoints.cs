using App.Api;
using App.Auth;
using App.Domain;
using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace App.Webhooks;

/// <summary>Endpoints of webhooks; for Owners and Admins.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").RequireAuthorization(Policies.Admin).WithTags("Webhooks");
        webhooks.MapGet("/", ListAsync);
        webhooks.MapPost("/", CreateAsync).WithMetadata(new SecretAnswer());
        webhooks.MapPost("/test", TestNewAsync).WithMetadata(new SecretAnswer());
        webhooks.MapGet("/{id:guid}", ReadAsync);
        webhooks.MapPatch("/{id:guid}", ChangeAsync);
        webhooks.MapDelete("/{id:guid}", DeleteAsync);
        webhooks.MapPost("/{id:guid}/pause", PauseAsync);
        webhooks.MapPost("/{id:guid}/resume", ResumeAsync);
        webhooks.MapPost("/{id:guid}/test", TestAsync);
        webhooks.MapGet("/{id:guid}/secrets", RevealSecretsAsync);
        webhooks.MapPost("/{id:guid}/rotate-secret", RotateSecretAsync).WithMetadata(new SecretAnswer());
        webhooks.MapDelete("/{id:guid}/secrets/{secret:guid}", EndSecretAsync);
        webhooks.MapGet("/{id:guid}/replay", ListReplaysAsync);
        webhooks.MapPost("/{id:guid}/replay", ReplayAsync);
        webhooks.MapGet("/{id:guid}/replay/{replay:guid}", ReadReplayAsync);
        webhooks.MapGet("/{id:guid}/stats", ReadStatsAsync);
    }

    /// <summary>List webhooks</summary>
    /// <remarks>Newest first. For Owners and Admins.</remarks>
    private static Task<Answer<Paged<WebhookBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListEndpoints endpoints, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, size => endpoints.RunAsync(context.GetActor(), page.Cursor, size, cancellationToken), WebhookBody.Of);

    /// <summary>Create a webhook</summary>
    /// <remarks>It is told what happens from now on, signed as Standard Webhooks are. At most 100 in an organization.</remarks>
    private static async Task<Created<CreatedWebhookBody>> CreateAsync(HttpContext context, NewWebhookBody body, CreateEndpoint create, CancellationToken cancellationToken)
    {
        var made = await create.RunAsync(context.GetActor(), body.ToInput(), Idempotency.IdOf(context), cancellationToken);
        return new Created<CreatedWebhookBody>(made.Select(m => new CreatedWebhookBody(m.Id, m.Secret, WebhookBody.Of(m.View))))
        {
            Headers = (created, response) => response.Headers.Location = $"{context.Request.PathBase}{ApiSetup.Root}/webhooks/{created.Id}",
        };
    }

    /// <summary>Test a webhook before it is created</summary>
    /// <remarks>Sends a sample, signed with a secret of this test alone.</remarks>
    private static async Task<Answer<WebhookTestOutcomeBody>> TestNewAsync(HttpContext context, NewWebhookTestBody body, TestEndpoint test, CancellationToken cancellationToken) =>
        (await test.RunAsync(context.GetActor(), null, body.Webhook.ToInput(), body.EventType, cancellationToken)).ToAnswer(WebhookTestOutcomeBody.Of);

    /// <summary>Read a webhook</summary>
    private static async Task<Answer<WebhookBody>> ReadAsync(HttpContext context, Guid id, ReadEndpoint read, CancellationToken cancellationToken) =>
        (await read.RunAsync(context.GetActor(), id, cancellationToken)).ToAnswer(WebhookBody.Of, view => view.Version);

    /// <summary>Change a webhook</summary>
    /// <remarks>What is left out stays. What was not delivered yet is sent as the webhook is then.</remarks>
    private static async Task<Answer<WebhookBody>> ChangeAsync(HttpContext context, Guid id, WebhookChangeBody body, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeEndpoint change, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale)
            ? (await change.RunAsync(context.GetActor(), id, body.ChangeOf, version, cancellationToken)).ToAnswer(WebhookBody.Of, view => view.Version)
            : stale;

    /// <summary>Delete a webhook</summary>
    /// <remarks>At once, with its secrets; what was not delivered yet is not sent any more.</remarks>
    private static async Task<Nothing> DeleteAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, DeleteEndpoint delete, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale) ? (await delete.RunAsync(context.GetActor(), id, version, cancellationToken)).ToNothing() : stale;

    /// <summary>Pause a webhook</summary>
    /// <remarks>What happens meanwhile waits for it, for 90 days. Pausing what is paused is done.</remarks>
    private static async Task<Answer<WebhookBody>> PauseAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, PauseEndpoint pause, ReadEndpoint read, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        var paused = await pause.RunAsync(context.GetActor(), id, version, cancellationToken);
        return paused.Failure is { } failure ? failure : await ReadAsync(context, id, read, cancellationToken);
    }

    /// <summary>Resume a webhook</summary>
    /// <remarks>One that was paused, or that we disabled; what waits is sent. Resuming what is enabled is done.</remarks>
    private static async Task<Answer<WebhookBody>> ResumeAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, ResumeEndpoint resume, ReadEndpoint read, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        var resumed = await resume.RunAsync(context.GetActor(), id, version, cancellationToken);
        return resumed.Failure is { } failure ? failure : await ReadAsync(context, id, read, cancellationToken);
    }

    /// <summary>Test a webhook</summary>
    /// <remarks>Sends a sample now, whether or not it is paused. Where we had disabled it, a test that arrives enables it again.</remarks>
    private static async Task<Answer<WebhookTestOutcomeBody>> TestAsync(HttpContext context, Guid id, WebhookTestBody? body, TestEndpoint test, CancellationToken cancellationToken) =>
        (await test.RunAsync(context.GetActor(), id, body?.EventType, cancellationToken)).ToAnswer(WebhookTestOutcomeBody.Of);

    /// <summary>Reveal the secrets of a webhook</summary>
    /// <remarks>Those that sign now, newest first, at most 6: all on one page. It leaves a line in the log; a key that only reads can't.</remarks>
    private static async Task<Answer<Paged<SecretBody>>> RevealSecretsAsync(HttpContext context, Guid id, RevealSecrets reveal, CancellationToken cancellationToken) =>
        (await reveal.RunAsync(context.GetActor(), id, cancellationToken)).ToAnswer(all => new Paged<SecretBody>([.. all.Select(SecretBody.Of)], null));

    /// <summary>Rotate the secret of a webhook</summary>
    /// <remarks>The new one signs at once, the one before beside it for the grace time. At most 5 sign at a time.</remarks>
    private static async Task<Created<SecretBody>> RotateSecretAsync(HttpContext context, Guid id, RotationBody? body, RotateSecret rotate, CancellationToken cancellationToken) =>
        GraceHours.Read((body ?? new RotationBody()).GraceHours).TryGet(out var grace, out var wrong)
            ? (await rotate.RunAsync(context.GetActor(), id, grace, cancellationToken)).ToCreated(SecretBody.Of)
            : wrong;

    /// <summary>End a former secret of a webhook</summary>
    /// <remarks>It stops signing at once. The one in use can't be ended, only rotated.</remarks>
    private static async Task<Nothing> EndSecretAsync(HttpContext context, Guid id, Guid secret, EndSecret end, CancellationToken cancellationToken) =>
        (await end.RunAsync(context.GetActor(), id, secret, cancellationToken)).ToNothing();

    /// <summary>List the replays of a webhook</summary>
    /// <remarks>Newest first.</remarks>
    private static Task<Answer<Paged<ReplayBody>>> ListReplaysAsync(HttpContext context, Guid id, [AsParameters] PageRequest page, ListReplays replays, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, size => replays.RunAsync(context.GetActor(), id, page.Cursor, size, cancellationToken), ReplayBody.Of);

    /// <summary>Send deliveries of a webhook again</summary>
    /// <remarks>In the background, one replay of a webhook at a time; read it to see how far it is. Each keeps its <c>webhook-id</c>.</remarks>
    private static async Task<Accepted<ReplayBody>> ReplayAsync(HttpContext context, Guid id, NewReplayBody? body, ReplayDeliveries replay, ListReplays replays, CancellationToken cancellationToken)
    {
        var asked = body ?? new NewReplayBody();
        var begun = await replay.RunAsync(context.GetActor(), id, asked.Scope, asked.Since, cancellationToken);
        return begun.TryGet(out var made, out var failure) ? (await replays.ReadAsync(context.GetActor(), id, made, cancellationToken)).ToAccepted(ReplayBody.Of) : failure;
    }

    /// <summary>Read a replay of a webhook</summary>
    private static async Task<Answer<ReplayBody>> ReadReplayAsync(HttpContext context, Guid id, Guid replay, ListReplays replays, CancellationToken cancellationToken) =>
        (await replays.ReadAsync(context.GetActor(), id, replay, cancellationToken)).ToAnswer(ReplayBody.Of);

    /// <summary>Read the statistics of a webhook</summary>
    /// <remarks>Of all tries: how many delivered, how fast, by status and by hour.</remarks>
    /// <param name="hours">How many, the present one included, from 1 to 2160.</param>
    private static async Task<Answer<StatsBody>> ReadStatsAsync(HttpContext context, Guid id, ReadEndpointStats stats, CancellationToken cancellationToken, int hours = 24) =>
        (await stats.RunAsync(context.GetActor(), id, hours, cancellationToken)).ToAnswer(StatsBody.Of);
}
