using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Changes what a member may do. Admins can't make or change Owners; the last Owner stays one.</summary>
public sealed class ChangeRole(AppDatabase database)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid memberId, Role role, long? expectedVersion, CancellationToken cancellationToken)
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

        if (await WhyNotAsync(db, admin, member, role, expectedVersion, cancellationToken) is { } why)
        {
            return why;
        }

        db.Log(actor.OrganizationId, "member.role_changed", $"{admin.Name} made {member.Name} {role}. Before: {member.Role}.", admin.Name, new ActivitySubject(member.Id));
        member.Role = role;
        var saved = await db.TrySaveAsync(cancellationToken);
        if (saved.IsOk)
        {
            await write.CommitAsync(cancellationToken);
        }

        return saved;
    }

    private static async Task<Failure?> WhyNotAsync(AppDbContext db, Member admin, Member member, Role role, long? expectedVersion, CancellationToken cancellationToken) =>
        !Enum.IsDefined(role) ? new Failure.Invalid("role", "Choose Owner, Admin or Member.")
        : member.Version != (expectedVersion ?? member.Version) ? new Failure.Stale()
        : admin.Role != Role.Owner && (member.Role == Role.Owner || role == Role.Owner) ? Owners.Only
        : role != Role.Owner && await db.IsLastOwnerAsync(member, cancellationToken) ? Owners.Last
        : null;
}
