using App.Domain;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Lists what is and was told to the organization's endpoints, newest first.</summary>
public sealed class ListDeliveries(AppDatabase database)
{
    public async Task<Result<Page<DeliveryView>>> RunAsync(Actor actor, DeliveryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        if (EventTypeNames.Unknown(query.Type) is { } unknown)
        {
            return unknown;
        }

        if (!(await DeliveryFilter.NarrowAsync(db, actor.OrganizationId, query, cancellationToken)).TryGet(out var rows, out malformed))
        {
            return malformed;
        }

        if (after is { } last)
        {
            rows = rows.Where(d => d.At < last.At || (d.At == last.At && d.Id.CompareTo(last.Id) < 0));
        }

        var endpoints = await db.Endpoints.Where(e => query.EndpointId == null || e.Id == query.EndpointId).Select(e => e.Id).ToListAsync(cancellationToken);
        var found = await NewestAsync(rows, endpoints, query.Limit + 1, cancellationToken);
        return Paging.Cut(found, query.Limit, d => new PageCursor(d.At, d.Id));
    }

    /// <summary>Those of each endpoint are read in the order of an index; there is none over all, which would be one more to keep with each delivery.</summary>
    private static async Task<List<DeliveryView>> NewestAsync(IQueryable<Delivery> rows, List<Guid> endpoints, int most, CancellationToken cancellationToken)
    {
        var newest = new List<DeliveryView>();
        foreach (var endpoint in endpoints)
        {
            var own = rows.Where(d => d.EndpointId == endpoint);
            if (newest.Count == most)
            {
                var oldest = newest[^1].At;
                own = own.Where(d => d.At >= oldest);
            }

            newest = [.. newest.Concat(await DeliveryRows.ViewAsync(own.OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(most), cancellationToken)).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(most)];
        }

        return newest;
    }
}
