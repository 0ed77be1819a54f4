using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Sends nothing more to an endpoint until it is resumed; what happens meanwhile waits for it. Pausing what is paused is done.</summary>
public sealed class PauseEndpoint(AppDatabase database)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.OpenEndpointAsync(actor, id, expectedVersion, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        if (open.Endpoint.Status == EndpointStatus.Paused)
        {
            return Result.Done;
        }

        (open.Endpoint.Status, open.Endpoint.StatusSince, open.Endpoint.StatusReason) = (EndpointStatus.Paused, db.Time.Now(), null);
        db.Log(actor.OrganizationId, "webhook.paused", $"{open.Member.Name} paused the webhook endpoint “{open.Endpoint.Name}”.", open.Member.Name, new ActivitySubject());
        return await db.TrySaveAsync(cancellationToken);
    }
}
