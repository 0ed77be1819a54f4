using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Notifications;

/// <summary>Takes back a reminder the actor asked for.</summary>
public sealed class DeleteReminder(AppDatabase database)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        await db.LayOutAnewAsync(member.OrganizationId, member.Id, cancellationToken);
        if (await db.OwnReminders.SingleOrDefaultAsync(r => r.Id == id && r.MemberId == member.Id, cancellationToken) is not { } reminder)
        {
            return new Failure.NotFound("The reminder");
        }

        db.OwnReminders.Remove(reminder);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }
}
