using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>A member as Owners and Admins see her.</summary>
public sealed record MemberView(Guid Id, string Name, string? Email, bool EmailVerified, Role Role, Instant CreatedAt, Instant LastSeenAt, long Version);

/// <summary>Lists members, newest first.</summary>
public sealed class ListMembers(AppDatabase database)
{
    public async Task<Result<Page<MemberView>>> RunAsync(Actor actor, string? cursor, int limit, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        var rows = db.Members.Where(m => m.RemovedAt == null);
        if (after is { } last)
        {
            rows = rows.Where(m => m.CreatedAt < last.At || (m.CreatedAt == last.At && m.Id.CompareTo(last.Id) < 0));
        }

        var found = await rows.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id)
            .Select(m => new MemberView(m.Id, m.Name, m.Email, m.EmailVerified, m.Role, m.CreatedAt, m.LastSeenAt, m.Version)).Take(limit + 1).ToListAsync(cancellationToken);
        return Paging.Cut(found, limit, m => new PageCursor(m.CreatedAt, m.Id));
    }
}
