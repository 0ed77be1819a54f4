using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>
/// Removes a member: she can't sign in, her keys are revoked, open invitations of her address are withdrawn, what she hosts is
/// cancelled or goes on without her, and her connections are disconnected. Admins can't remove Owners; the last Owner stays.
/// </summary>
public sealed class RemoveMember(AppDatabase database, IEnumerable<IMemberLeaving> leaving, TimeProvider time)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid memberId, long? expectedVersion, CancellationToken cancellationToken)
    {
        var removed = await RemoveAsync(actor, memberId, expectedVersion, cancellationToken);
        if (removed.IsOk)
        {
            var product = new Actor.Job(actor.OrganizationId, "remove member");
            foreach (var part in leaving)
            {
                await part.LeaveAsync(product, memberId, cancellationToken);
            }
        }

        return removed;
    }

    private async Task<Result<Done>> RemoveAsync(Actor actor, Guid memberId, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockOwnersAsync(actor.OrganizationId, cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        if (await db.Members.SingleOrDefaultAsync(m => m.Id == memberId && m.RemovedAt == null, cancellationToken) is not { } member)
        {
            return new Failure.NotFound("The member");
        }

        if (await WhyNotAsync(db, admin, member, expectedVersion, cancellationToken) is { } why)
        {
            return why;
        }

        await EndAsync(db, member, time.Now(), cancellationToken);
        db.Log(actor.OrganizationId, "member.removed", $"{admin.Name} removed {member.Name}.", admin.Name, new ActivitySubject(member.Id));
        var saved = await db.TrySaveAsync(cancellationToken);
        if (saved.IsOk)
        {
            await write.CommitAsync(cancellationToken);
        }

        return saved;
    }

    private static async Task<Failure?> WhyNotAsync(AppDbContext db, Member admin, Member member, long? expectedVersion, CancellationToken cancellationToken) =>
        member.Version != (expectedVersion ?? member.Version) ? new Failure.Stale()
        : admin.Role != Role.Owner && member.Role == Role.Owner ? Owners.Only
        : await db.IsLastOwnerAsync(member, cancellationToken) ? Owners.Last
        : null;

    private static async Task EndAsync(AppDbContext db, Member member, Instant now, CancellationToken cancellationToken)
    {
        member.RemovedAt = now;
        foreach (var key in await db.ApiKeys.Where(k => k.MemberId == member.Id && k.RevokedAt == null).ToListAsync(cancellationToken))
        {
            key.RevokedAt = now;
        }

        // An invitation that is still open would let her in again by her address.
        var address = EmailAddress.Normalize(member.Email);
        foreach (var invitation in await db.Invitations.Where(i => i.Email == address && i.AcceptedAt == null && i.RevokedAt == null).ToListAsync(cancellationToken))
        {
            invitation.RevokedAt = now;
        }
    }
}
