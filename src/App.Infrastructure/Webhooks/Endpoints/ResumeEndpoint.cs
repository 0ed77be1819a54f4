using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Webhooks.Delivering;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Sends to an endpoint again that was paused, or that we disabled; its failures are forgotten. Resuming what is enabled is done.</summary>
public sealed class ResumeEndpoint(AppDatabase database, WebhookSignal signal)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenEndpointAsync(actor, id, expectedVersion, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        if (open.Endpoint.Status == EndpointStatus.Enabled)
        {
            return Result.Done;
        }

        db.Log(actor.OrganizationId, "webhook.resumed", $"{open.Member.Name} resumed the webhook endpoint “{open.Endpoint.Name}”.", open.Member.Name, new ActivitySubject());
        if ((await EnableAsync(db, open.Endpoint, cancellationToken)).Failure is { } stale)
        {
            return stale;
        }

        await write.CommitAsync(cancellationToken);
        signal.Wake();
        return Result.Done;
    }

    /// <summary>Enables inside a transaction and saves; the caller commits, then wakes.</summary>
    internal static async Task<Result<Done>> EnableAsync(AppDbContext db, Endpoint endpoint, CancellationToken cancellationToken)
    {
        (endpoint.Status, endpoint.StatusSince, endpoint.StatusReason) = (EndpointStatus.Enabled, db.Time.Now(), null);
        await db.EndpointStates.Where(s => s.EndpointId == endpoint.Id).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.FailingSince, (Instant?)null).SetProperty(x => x.Exhausted, 0).SetProperty(x => x.WarnedAt, (Instant?)null), cancellationToken);
        return await db.TrySaveAsync(cancellationToken);
    }
}
