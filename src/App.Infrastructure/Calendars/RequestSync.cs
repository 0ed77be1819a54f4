using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars;

/// <summary>What to sync: one calendar, the calendars of one connection, or, with neither, all of the actor's own.</summary>
public sealed record SyncRequest(Guid? ConnectionId = null, Guid? CalendarId = null, bool Full = false);

/// <summary>Puts calendars to the front of the queue.</summary>
public sealed class RequestSync(AppDatabase database, SyncSignal signal, TimeProvider time)
{
    /// <returns>How many calendars were queued.</returns>
    public async Task<Result<int>> RunAsync(Actor actor, SyncRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var calendars = await (from calendar in db.Calendars
                               join connection in db.Connections on calendar.ConnectionId equals connection.Id
                               where calendar.MemberId == member.Id && calendar.GoneSince == null
                                   && (request.ConnectionId == null || connection.Id == request.ConnectionId)
                                   && (request.CalendarId == null || calendar.Id == request.CalendarId)
                               select new { calendar.Id, connection }).AsNoTracking().ToListAsync(cancellationToken);
        if (calendars.Count == 0 && (request.ConnectionId ?? request.CalendarId) is not null)
        {
            return new Failure.NotFound("The calendar");
        }

        var live = calendars.Where(c => c.connection.IsLive).Select(c => c.Id).ToList();
        if (live.Count == 0 && calendars.Count > 0)
        {
            return calendars[0].connection.Status == ConnectionStatus.NeedsReconnect
                ? new Failure.NeedsReconnect("Access has ended. Reconnect, and it syncs by itself.")
                : new Failure.Conflict("paused", "It is paused. Resume it, and it syncs by itself.");
        }

        var queued = await QueueAsync(db, live, actor, request.Full, cancellationToken);
        signal.Wake();
        return queued;
    }

    private async Task<int> QueueAsync(AppDbContext db, List<Guid> calendars, Actor actor, bool full, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var trigger = actor is Actor.Key ? SyncTrigger.Program : SyncTrigger.Manual;
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var queued = await db.Cursors.Where(c => calendars.Contains(c.CalendarId)).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.DueAt, now).SetProperty(c => c.Trigger, trigger).SetProperty(c => c.FullRequested, c => c.FullRequested || full),
            cancellationToken);

        // A person who asks now does not wait for a back-off; a vendor who asked us to wait is still waited for.
        await db.Connections.Where(c => db.Calendars.Any(k => k.ConnectionId == c.Id && calendars.Contains(k.Id)) && c.ErrorCode != "rate_limited")
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.RetryAt, (NodaTime.Instant?)null), cancellationToken);
        foreach (var id in calendars)
        {
            db.Announce(actor.OrganizationId, Topics.Syncs, id);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return queued;
    }
}
