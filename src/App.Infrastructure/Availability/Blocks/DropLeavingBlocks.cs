using App.Domain;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>A member who is removed leaves no blocks behind.</summary>
public sealed class DropLeavingBlocks(AppDatabase database, TimeProvider time) : IMemberLeaving
{
    public async Task<Result<Done>> LeaveAsync(Actor actor, Guid memberId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.TimeBlocks.Where(b => b.MemberId == memberId).ExecuteDeleteAsync(cancellationToken) > 0)
        {
            await db.TouchBusyAsync(actor.OrganizationId, memberId, Window.Around(time.Now()), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return Result.Done;
    }
}
