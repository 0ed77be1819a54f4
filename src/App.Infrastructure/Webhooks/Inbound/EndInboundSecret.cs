using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>Ends the secret of a connection that was replaced before its grace time is over. The one in use is replaced, never ended. For Owners and Admins.</summary>
public sealed class EndInboundSecret(AppDatabase database, InboundSources sources)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid connectionId, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        await write.LockAsync("inbound:" + connectionId.ToString("N"), cancellationToken);
        if (await sources.FindAsync(db, connectionId, cancellationToken) is not { } connection)
        {
            return new Failure.NotFound("The connection");
        }

        var source = await db.InboundSources.SingleOrDefaultAsync(s => s.Id == connectionId, cancellationToken);
        if (source?.HasFormerSecret(db.Time.Now()) != true)
        {
            return new Failure.NotFound("The secret");
        }

        if (expectedVersion is { } expected && expected != source.Version)
        {
            return new Failure.Stale();
        }

        source.DropFormerSecret();
        db.Log(actor.OrganizationId, "inbound.secret_ended", $"{admin.Name} ended the former secret for events ({connection.AccountName}).", admin.Name, new ActivitySubject(connection.MemberId, connectionId));
        db.Announce(actor.OrganizationId, Topics.Inbound, connectionId, source.Version);
        if ((await db.TrySaveAsync(cancellationToken)).Failure is { } stale)
        {
            return stale;
        }

        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }
}
