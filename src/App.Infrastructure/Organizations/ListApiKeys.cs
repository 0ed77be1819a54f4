using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Lists keys that work, newest first.</summary>
public sealed class ListApiKeys(AppDatabase database)
{
    public async Task<Result<Page<ApiKeyView>>> RunAsync(Actor actor, string? cursor, int limit, CancellationToken cancellationToken)
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

        var rows = db.ApiKeys.Where(k => k.RevokedAt == null);
        if (after is { } last)
        {
            rows = rows.Where(k => k.CreatedAt < last.At || (k.CreatedAt == last.At && k.Id.CompareTo(last.Id) < 0));
        }

        var found = await rows.OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id)
            .Join(db.Members, k => k.MemberId, m => m.Id, (k, m) => new ApiKeyView(k.Id, k.Name, k.Prefix, k.MayWrite, m.Name, k.CreatedAt, k.LastUsedAt, k.Version))
            .Take(limit + 1).ToListAsync(cancellationToken);
        return Paging.Cut(found, limit, k => new PageCursor(k.CreatedAt, k.Id));
    }
}
