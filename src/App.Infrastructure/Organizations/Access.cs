using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>
/// Rereads what an actor may do, at the beginning of every use case. Refused looks like not found; who is gone may nothing.
/// </summary>
public static class Access
{
    private static readonly Failure.NotFound Refused = new("It");

    /// <summary>The member behind the actor, if she may read as <paramref name="role"/>.</summary>
    public static Task<Result<Member>> MayReadAsync(this AppDbContext db, Actor actor, Role role, CancellationToken cancellationToken) =>
        FindAsync(db, actor, role, write: false, cancellationToken);

    /// <summary>The member behind the actor, if she may write as <paramref name="role"/>; a read-only key may not.</summary>
    public static Task<Result<Member>> MayWriteAsync(this AppDbContext db, Actor actor, Role role, CancellationToken cancellationToken) =>
        FindAsync(db, actor, role, write: true, cancellationToken);

    private static async Task<Result<Member>> FindAsync(AppDbContext db, Actor actor, Role role, bool write, CancellationToken cancellationToken)
    {
        if (actor is Actor.Key key && ((write && !key.MayWrite) || !await db.ApiKeys.AnyAsync(k => k.Id == key.KeyId && k.RevokedAt == null && (k.MayWrite || !write), cancellationToken)))
        {
            return Refused;
        }

        var member = await db.Members.SingleOrDefaultAsync(m => m.Id == actor.MemberId && m.RemovedAt == null, cancellationToken);
        return member is null || member.Role < role ? Refused : member;
    }
}
