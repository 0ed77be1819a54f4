using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings;

/// <summary>Who can be booked: every member of the organization. By name, all on one page.</summary>
public sealed class ListHosts(AppDatabase database)
{
    public const int Most = 1000;

    public async Task<Result<IReadOnlyList<HostName>>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        var members = await db.Members.Where(m => m.RemovedAt == null).OrderBy(m => m.Name).Select(m => new HostName(m.Id, m.Name)).Take(Most).ToListAsync(cancellationToken);
        return Result.Ok<IReadOnlyList<HostName>>(members);
    }
}
