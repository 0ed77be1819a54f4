using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Lists the organization's endpoints, newest first.</summary>
public sealed class ListEndpoints(AppDatabase database, Seals seals)
{
    public async Task<Result<Page<EndpointView>>> RunAsync(Actor actor, string? cursor, int limit, CancellationToken cancellationToken)
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

        var rows = db.Endpoints.AsNoTracking();
        if (after is { } last)
        {
            rows = rows.Where(e => e.CreatedAt < last.At || (e.CreatedAt == last.At && e.Id.CompareTo(last.Id) < 0));
        }

        var found = await rows.OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = Paging.Cut(found, limit, e => new PageCursor(e.CreatedAt, e.Id));
        return new Page<EndpointView>(await db.ViewAsync(seals, page.Items, cancellationToken), page.Next);
    }
}
