using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>Has the actor's own calendars compared with their providers within the minute; those compared in the last five minutes are left alone.</summary>
public sealed class RequestReconcile(AppDatabase database, TimeProvider time)
{
    private static readonly Duration Pause = Duration.FromMinutes(5);

    /// <param name="calendarId">One calendar; null: all.</param>
    /// <returns>How many will be compared.</returns>
    public async Task<Result<int>> RunAsync(Actor actor, Guid? calendarId, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var now = time.Now();
        var own = await (from calendar in db.Calendars
                         join connection in db.Connections on calendar.ConnectionId equals connection.Id
                         where calendar.MemberId == member.Id && calendar.GoneSince == null && (calendarId == null || calendar.Id == calendarId)
                         select new { calendar.Id, Works = connection.Status == ConnectionStatus.Active }).ToListAsync(cancellationToken);
        if (calendarId is not null && own is not [{ Works: true }])
        {
            return own.Count == 0 ? new Failure.NotFound("The calendar") : new Failure.Conflict("not_live", "Its connection does not work at the moment. Mend that first, and it is compared by itself.");
        }

        var working = own.Where(c => c.Works).Select(c => c.Id).ToList();
        var before = now - Pause;
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var queued = await db.Cursors.Where(c => working.Contains(c.CalendarId) && (c.ReconciledAt == null || c.ReconciledAt < before))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.ReconcileAt, c => c.ReconcileAt < now ? c.ReconcileAt : now), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return queued;
    }
}
