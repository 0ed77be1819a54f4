using App.Domain;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Reads one delivery with what is sent and its newest tries.</summary>
public sealed class ReadDelivery(AppDatabase database, Seals seals)
{
    public const int MostAttempts = 50;

    public async Task<Result<DeliveryDetail>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        if ((await DeliveryRows.ViewAsync(db.Deliveries.Where(d => d.Id == id), cancellationToken)) is not [var view]
            || await db.Endpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == view.EndpointId, cancellationToken) is not { } endpoint)
        {
            return new Failure.NotFound("The delivery");
        }

        var body = await db.Deliveries.Where(d => d.Id == id).Select(d => new { d.Body, Message = db.Messages.Where(m => m.Id == d.MessageId).Select(m => m.Body).FirstOrDefault() }).SingleAsync(cancellationToken);
        var attempts = await db.DeliveryAttempts.AsNoTracking().Where(a => a.DeliveryId == id).OrderByDescending(a => a.At).Take(MostAttempts).ToListAsync(cancellationToken);
        return new DeliveryDetail(view, endpoint.Name, body.Body ?? body.Message, body.Body is not null, [.. attempts.Select(a => AttemptViews.Of(a, view.MessageId, seals, endpoint))]);
    }
}
