using App.Domain;
using App.Domain.Notifications;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Notifications;

/// <summary>What a member was told and has not yet read, newest first.</summary>
public sealed class ListNotifications(AppDatabase database, TimeProvider time)
{
    private const int Most = 50;

    public async Task<Result<IReadOnlyList<Notification>>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        return (await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            ? Result.Ok<IReadOnlyList<Notification>>(await db.Notifications.AsNoTracking().Where(n => n.MemberId == member.Id && n.ReadAt == null).OrderByDescending(n => n.CreatedAt).Take(Most).ToListAsync(cancellationToken))
            : refused;
    }

    /// <summary>Marks one as read.</summary>
    public async Task<Result<Done>> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var notification = await db.Notifications.SingleOrDefaultAsync(n => n.Id == id && n.MemberId == member.Id, cancellationToken);
        if (notification is null)
        {
            return new Failure.NotFound("The notification");
        }

        notification.ReadAt ??= time.Now();
        return await db.TrySaveAsync(cancellationToken);
    }
}
