using App.Domain;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Deliveries;

internal static class FindEndpoint
{
    /// <summary>An endpoint an Owner or Admin reads of.</summary>
    public static async Task<Result<Endpoint>> FindEndpointAsync(this AppDbContext db, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        return await db.Endpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is { } endpoint ? endpoint : OpenEndpoint.Unknown;
    }
}
