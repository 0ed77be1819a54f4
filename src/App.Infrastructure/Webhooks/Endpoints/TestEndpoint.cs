using System.Text;
using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Delivering;
using App.Infrastructure.Webhooks.Events;
using App.Infrastructure.Webhooks.Signing;
using App.Infrastructure.Webhooks.Templates;
using Microsoft.EntityFrameworkCore;
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

/// <summary>Sends a sample of an event type to an endpoint, saved or not. One that arrives enables an endpoint we had disabled.</summary>
public sealed class TestEndpoint(AppDatabase database, EndpointCheck check, Seals seals, WebhookSender sender, WebhookSignal signal, TimeProvider time)
{
    /// <summary>What its <c>webhook-id</c> begins with.</summary>
    public const string IdBeginning = "msg_test_";

    /// <summary>Tests an endpoint as it is.</summary>
    public Task<Result<TestOutcome>> RunAsync(Actor actor, Guid id, string? eventType, CancellationToken cancellationToken) => RunAsync(actor, id, null, eventType, cancellationToken);

    /// <summary>Tests an endpoint as it is to be.</summary>
    /// <param name="id">Whose secrets sign, and whose headers are sent where they are left so; null: it is to be made, and a secret of this test alone signs.</param>
    /// <param name="input">Null: as it is.</param>
    /// <param name="eventType">Name; null: the first it is told of.</param>
    public async Task<Result<TestOutcome>> RunAsync(Actor actor, Guid? id, EndpointInput? input, string? eventType, CancellationToken cancellationToken)
    {
        if (!(await PrepareAsync(actor, id, input, eventType, cancellationToken)).TryGet(out var test, out var failure))
        {
            return failure;
        }

        var outcome = (await sender.SendAsync(test.Message, cancellationToken)).Without(test.Message.Headers);
        var isEnabledAgain = outcome.IsDelivered && id is { } saved && input is null && await EnableAsync(actor, saved, test.By, cancellationToken);
        var headers = AttemptViews.HeadersOf(test.Message.Id, test.Message.At, test.Message.Signature, test.Message.Headers.Select(h => h.Key));
        return new TestOutcome(
            test.Message.Id, test.Message.At, outcome.IsDelivered, headers, test.Body, outcome.Status, outcome.Error, outcome.Milliseconds, outcome.ResponseHeaders, outcome.ResponseBody, test.Verifier, isEnabledAgain);
    }

    private async Task<Result<Prepared>> PrepareAsync(Actor actor, Guid? id, EndpointInput? input, string? eventType, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var endpoint = id is null ? null : await db.Endpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken);
        if (endpoint is null && (id is not null || input is null))
        {
            return OpenEndpoint.Unknown;
        }

        var tested = input ?? EndpointInput.Of(endpoint!);
        if (await check.CheckAsync(db, tested, endpoint, cancellationToken) is { } invalid)
        {
            return invalid;
        }

        var name = string.IsNullOrEmpty(eventType) ? tested.EventTypes.FirstOrDefault() ?? EventTypes.All[0].Name : eventType;
        if (EventTypes.Find(name) is not { } type)
        {
            return new Failure.Invalid("eventType", "Choose one of the event types.");
        }

        if (!(await SecretsAsync(db, endpoint, tested.Scheme, cancellationToken)).TryGet(out var secrets, out var shut) || !HeadersOf(endpoint, tested).TryGet(out var headers, out shut))
        {
            return shut;
        }

        var sample = EventSamples.ReadCompact(type);
        if (!(string.IsNullOrWhiteSpace(tested.Template) ? sample : MessageTemplate.Render(tested.Template, sample)).TryGet(out var body, out var failed))
        {
            return failed;
        }

        var made = Sign(tested, body, secrets, headers) with { By = member.Name, Verifier = endpoint is null ? SigningSecrets.ForReceiver(secrets[0]) : null };
        db.Log(actor.OrganizationId, "webhook.tested", $"{member.Name} sent a test of {type.Name} to the webhook endpoint “{tested.Name!.Trim()}” at {made.Message.Url.IdnHost}.", member.Name, new ActivitySubject());
        await db.SaveChangesAsync(cancellationToken);
        return made;
    }

    private async Task<Result<IReadOnlyList<SigningSecret>>> SecretsAsync(AppDbContext db, Endpoint? endpoint, SignatureScheme scheme, CancellationToken cancellationToken)
    {
        if (endpoint is null)
        {
            return Result.Ok<IReadOnlyList<SigningSecret>>([SigningSecrets.Generate(scheme)]);
        }

        var opened = new List<SigningSecret>();
        foreach (var secret in await db.LiveSecretsAsync(endpoint.Id, cancellationToken))
        {
            if (!seals.Open(secret).TryGet(out var known, out var shut))
            {
                return shut;
            }

            opened.Add(known);
        }

        return opened;
    }

    private Result<IReadOnlyDictionary<string, string>> HeadersOf(Endpoint? endpoint, EndpointInput tested) =>
        tested.Headers is { } typed ? Result.Ok(typed)
        : endpoint is null ? Result.Ok<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>())
        : seals.Headers(endpoint);

    private Prepared Sign(EndpointInput tested, string body, IReadOnlyList<SigningSecret> secrets, IReadOnlyDictionary<string, string> headers)
    {
        var (id, at, bytes) = (IdBeginning + Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), time.Now(), Encoding.UTF8.GetBytes(body));
        var signature = MessageSignature.Sign(id, at, bytes, secrets);
        return new Prepared(new OutgoingMessage(new Uri(tested.Url!.Trim()), id, at, bytes, [.. headers], signature, TimeSpan.FromSeconds(tested.TimeoutSeconds)), body);
    }

    private async Task<bool> EnableAsync(Actor actor, Guid id, string by, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.Endpoints.SingleOrDefaultAsync(e => e.Id == id && e.Status == EndpointStatus.Disabled, cancellationToken) is not { } endpoint)
        {
            return false;
        }

        db.Log(actor.OrganizationId, "webhook.resumed", $"A test that {by} sent arrived, so the webhook endpoint “{endpoint.Name}” is enabled again.", by, new ActivitySubject());
        if (!(await ResumeEndpoint.EnableAsync(db, endpoint, cancellationToken)).IsOk)
        {
            return false;
        }

        await write.CommitAsync(cancellationToken);
        signal.Wake();
        return true;
    }

    private sealed record Prepared(OutgoingMessage Message, string Body)
    {
        public string By { get; init; } = "";

        public string? Verifier { get; init; }

        public override string ToString() => $"Prepared {Message.Id}";
    }
}
