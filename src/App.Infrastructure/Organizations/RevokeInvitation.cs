using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Withdraws an open invitation.</summary>
public sealed class RevokeInvitation(AppDatabase database, TimeProvider time)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        if (invitation is null || !invitation.IsOpen(time.Now()))
        {
            return new Failure.NotFound("The invitation");
        }

        if (invitation.Version != (expectedVersion ?? invitation.Version))
        {
            return new Failure.Stale();
        }

        if (invitation.Role == Role.Owner && admin.Role != Role.Owner)
        {
            return Owners.Only;
        }

        invitation.RevokedAt = time.Now();
        db.Log(actor.OrganizationId, "member.invitation_revoked", $"{admin.Name} withdrew the invitation of {invitation.Email}.", admin.Name, new ActivitySubject());
        return await db.TrySaveAsync(cancellationToken);
    }
}
