using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using App.Infrastructure.Webhooks.Delivering;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Sends a delivery again at once, on a schedule begun anew, under the same <c>webhook-id</c>. While its endpoint is paused or disabled it waits.</summary>
public sealed class ResendDelivery(AppDatabase database, WebhookSignal signal)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var found = await (from delivery in db.Deliveries
                           where delivery.Id == id
                           join endpoint in db.Endpoints on delivery.EndpointId equals endpoint.Id
                           select new { delivery.Type, endpoint.Name, IsKept = delivery.Body != null || db.Messages.Any(m => m.Id == delivery.MessageId) }).SingleOrDefaultAsync(cancellationToken);
        if (found is not { IsKept: true })
        {
            return found is null ? new Failure.NotFound("The delivery") : new Failure.Conflict("message_gone", "Its message is no longer kept, so it can't be sent again.");
        }

        var now = db.Time.Now();
        var put = await db.Deliveries.Where(d => d.Id == id && d.Status != DeliveryStatus.Sending).ExecuteUpdateAsync(
            s => s.SetProperty(d => d.Status, DeliveryStatus.Waiting).SetProperty(d => d.Tries, 0).SetProperty(d => d.DueAt, now).SetProperty(d => d.LeaseOwner, (Guid?)null), cancellationToken);
        if (put == 0)
        {
            return new Failure.Conflict("sending", "It is being sent now. Look again in a moment.");
        }

        db.Log(actor.OrganizationId, "webhook.resent", $"{member.Name} had a delivery of {found.Type} to the webhook endpoint “{found.Name}” sent again.", member.Name, new ActivitySubject());
        db.Announce(actor.OrganizationId, Topics.Deliveries, id);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        signal.Wake();
        return Result.Done;
    }
}
