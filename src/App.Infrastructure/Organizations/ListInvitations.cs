using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>An invitation that can still be accepted; without a link where configuration invited.</summary>
public sealed record OpenInvitation(Guid Id, string Email, Role Role, bool HasLink, Instant CreatedAt, Instant ExpiresAt, long Version);

/// <summary>Lists open invitations, newest first.</summary>
public sealed class ListInvitations(AppDatabase database, TimeProvider time)
{
    public async Task<Result<Page<OpenInvitation>>> RunAsync(Actor actor, string? cursor, int limit, CancellationToken cancellationToken)
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

        var now = time.Now();
        var rows = db.Invitations.Where(i => i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now);
        if (after is { } last)
        {
            rows = rows.Where(i => i.CreatedAt < last.At || (i.CreatedAt == last.At && i.Id.CompareTo(last.Id) < 0));
        }

        var found = await rows.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id)
            .Select(i => new OpenInvitation(i.Id, i.Email, i.Role, i.InvitedBy != null, i.CreatedAt, i.ExpiresAt, i.Version)).Take(limit + 1).ToListAsync(cancellationToken);
        return Paging.Cut(found, limit, i => new PageCursor(i.CreatedAt, i.Id));
    }
}
