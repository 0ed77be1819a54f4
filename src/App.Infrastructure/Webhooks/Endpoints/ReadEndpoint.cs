using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Reads one endpoint.</summary>
public sealed class ReadEndpoint(AppDatabase database, Seals seals)
{
    public async Task<Result<EndpointView>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        var endpoint = await db.Endpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken);
        return endpoint is null ? OpenEndpoint.Unknown : (await db.ViewAsync(seals, [endpoint], cancellationToken))[0];
    }
}
