using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Lists the tries of a delivery, newest first.</summary>
public sealed class ListAttempts(AppDatabase database, Seals seals)
{
    public async Task<Result<Page<AttemptView>>> RunAsync(Actor actor, Guid deliveryId, string? cursor, int limit, CancellationToken cancellationToken)
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

        if ((await DeliveryRows.ViewAsync(db.Deliveries.Where(d => d.Id == deliveryId), cancellationToken)) is not [var view]
            || await db.Endpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == view.EndpointId, cancellationToken) is not { } endpoint)
        {
            return new Failure.NotFound("The delivery");
        }

        var rows = db.DeliveryAttempts.AsNoTracking().Where(a => a.DeliveryId == deliveryId);
        if (after is { } last)
        {
            rows = rows.Where(a => a.At < last.At);
        }

        var found = await rows.OrderByDescending(a => a.At).Take(limit + 1).ToListAsync(cancellationToken);
        var page = Paging.Cut(found, limit, a => new PageCursor(a.At, a.DeliveryId));
        return new Page<AttemptView>([.. page.Items.Select(a => AttemptViews.Of(a, view.MessageId, seals, endpoint))], page.Next);
    }
}
