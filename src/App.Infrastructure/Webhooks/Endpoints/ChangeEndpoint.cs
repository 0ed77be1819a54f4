using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Security;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>
/// Changes what an endpoint is. Another scheme brings a secret of its own; the one before signs for <see cref="RotateSecret.UsualGrace"/> more.
/// </summary>
public sealed class ChangeEndpoint(AppDatabase database, EndpointCheck check, Seals seals)
{
    /// <summary>All of it, but for headers where they are null.</summary>
    public Task<Result<EndpointView>> RunAsync(Actor actor, Guid id, EndpointInput input, long? expectedVersion, CancellationToken cancellationToken) =>
        RunAsync(actor, id, _ => input, expectedVersion, cancellationToken);

    /// <param name="change">Makes what it is to be of what it is; its headers are null there, and stay where they are left so.</param>
    public async Task<Result<EndpointView>> RunAsync(Actor actor, Guid id, Func<EndpointInput, EndpointInput> change, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenEndpointAsync(actor, id, expectedVersion, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        var input = change(EndpointInput.Of(open.Endpoint));
        if (await check.CheckAsync(db, input, open.Endpoint, cancellationToken) is { } invalid)
        {
            return invalid;
        }

        if (input.Scheme != open.Endpoint.Scheme && await TakeSchemeAsync(db, open.Endpoint, input.Scheme, cancellationToken) is { } tooMany)
        {
            return tooMany;
        }

        open.Endpoint.Become(input, seals);
        db.Log(actor.OrganizationId, "webhook.changed", $"{open.Member.Name} changed the webhook endpoint “{open.Endpoint.Name}”.", open.Member.Name, new ActivitySubject());
        if ((await db.TrySaveAsync(cancellationToken)).Failure is { } stale)
        {
            return stale;
        }

        var view = (await db.ViewAsync(seals, [open.Endpoint], cancellationToken))[0];
        await write.CommitAsync(cancellationToken);
        return view;
    }

    private async Task<Failure?> TakeSchemeAsync(AppDbContext db, Endpoint endpoint, SignatureScheme scheme, CancellationToken cancellationToken)
    {
        endpoint.Scheme = scheme;
        return (await db.ReplaceSecretAsync(seals, endpoint, RotateSecret.UsualGrace, cancellationToken)).Failure;
    }
}
