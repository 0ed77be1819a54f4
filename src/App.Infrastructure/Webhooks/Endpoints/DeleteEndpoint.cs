using App.Domain;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Deletes an endpoint with its secrets at once. What was told it, and what was still to be, the clean-up deletes.</summary>
public sealed class DeleteEndpoint(AppDatabase database)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenEndpointAsync(actor, id, expectedVersion, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        await db.Replays.Where(r => r.EndpointId == id).ExecuteDeleteAsync(cancellationToken);
        await db.EndpointSecrets.Where(s => s.EndpointId == id).ExecuteDeleteAsync(cancellationToken);
        await db.EndpointStates.Where(s => s.EndpointId == id).ExecuteDeleteAsync(cancellationToken);
        db.Endpoints.Remove(open.Endpoint);
        db.Log(actor.OrganizationId, "webhook.deleted", $"{open.Member.Name} deleted the webhook endpoint “{open.Endpoint.Name}”.", open.Member.Name, new ActivitySubject());
        var saved = await db.TrySaveAsync(cancellationToken);
        if (saved.IsOk)
        {
            await write.CommitAsync(cancellationToken);
        }

        return saved;
    }
}
