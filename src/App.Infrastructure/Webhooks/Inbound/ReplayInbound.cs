using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>Has something that came in processed again, whatever came of it; what was refused was never believed and can't be. For Owners and Admins.</summary>
public sealed class ReplayInbound(AppDatabase database, InboundSignal signal, TimeProvider time)
{
    private static readonly Failure NotBelieved = new Failure.Conflict("inbound_refused", "It was refused, and nothing of it was kept.");

    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using (var db = database.ForOrganization(actor))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
            {
                return refused;
            }

            var found = await db.InboundEvents.Where(e => e.Id == id).Select(e => new { e.Status, e.ConnectionId, e.Type }).SingleOrDefaultAsync(cancellationToken);
            if (found is not { Status: not InboundStatus.Refused })
            {
                return found is null ? new Failure.NotFound("What came in") : NotBelieved;
            }

            var now = time.Now();
            await db.InboundEvents.Where(e => e.Id == id).ExecuteUpdateAsync(
                s => s.SetProperty(e => e.Status, InboundStatus.Received).SetProperty(e => e.Reason, (string?)null).SetProperty(e => e.Tries, 0)
                    .SetProperty(e => e.DueAt, now).SetProperty(e => e.LeaseOwner, (Guid?)null).SetProperty(e => e.EndedAt, (Instant?)null),
                cancellationToken);
            db.Announce(actor.OrganizationId, Topics.Inbound, id);
            db.Log(actor.OrganizationId, "inbound.replayed", $"{admin.Name} had something that came in processed again ({found.Type ?? "of no type"}).", admin.Name, new ActivitySubject(ConnectionId: found.ConnectionId));
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        signal.Wake();
        return Result.Done;
    }
}
