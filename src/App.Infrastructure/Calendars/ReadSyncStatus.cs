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

/// <summary>A calendar whose next pass is due and waits for a worker.</summary>
public sealed record QueuedSync(Guid CalendarId, Guid ConnectionId, string CalendarName, string AccountName, Instant DueAt, SyncTrigger Trigger, bool Full);

/// <summary>What the sync page shows: running, queued, and each calendar whose last pass failed.</summary>
public sealed record SyncStatus(IReadOnlyList<SyncRunView> Running, IReadOnlyList<QueuedSync> Queued, IReadOnlyList<SyncRunView> Failed, int PassesLastHour, int ChangesLastHour);

/// <summary>Reads how syncing stands: a member's own, or, for Owners and Admins, everyone's.</summary>
public sealed class ReadSyncStatus(AppDatabase database, TimeProvider time)
{
    private const int Most = 100;

    public async Task<Result<SyncStatus>> RunAsync(Actor actor, bool everyone, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, everyone ? Role.Admin : Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var now = time.Now();
        var runs = db.SyncRuns.AsNoTracking().Where(r => everyone || r.MemberId == member.Id);
        var running = await runs.Where(r => r.Status == SyncRunStatus.Running).OrderBy(r => r.StartedAt).Take(Most).ToListAsync(cancellationToken);
        var failed = await (from cursor in db.Cursors
                            where cursor.Failures > 0
                            from run in runs.Where(r => r.CalendarId == cursor.CalendarId && r.Status == SyncRunStatus.Failed).OrderByDescending(r => r.StartedAt).Take(1)
                            orderby run.StartedAt descending
                            select run).Take(Most).ToListAsync(cancellationToken);
        var queued = await (from cursor in db.Cursors
                            join calendar in db.Calendars on cursor.CalendarId equals calendar.Id
                            join connection in db.Connections on calendar.ConnectionId equals connection.Id
                            where (everyone || calendar.MemberId == member.Id) && calendar.GoneSince == null && cursor.DueAt <= now && cursor.RunId == null
                                && (connection.Status == ConnectionStatus.Active || connection.Status == ConnectionStatus.Error)
                            orderby cursor.DueAt
                            select new QueuedSync(calendar.Id, connection.Id, calendar.Name, connection.AccountName, cursor.DueAt, cursor.Trigger, cursor.FullRequested || cursor.SyncToken == null)).Take(Most).ToListAsync(cancellationToken);
        var hourAgo = now - Duration.FromHours(1);
        var recent = await runs.Where(r => r.StartedAt >= hourAgo).Select(r => new { r.Repeats, Changes = r.Added + r.Changed + r.Deleted }).ToListAsync(cancellationToken);
        return new SyncStatus(
            await ListSyncRuns.ViewAsync(db, running, cancellationToken),
            queued,
            await ListSyncRuns.ViewAsync(db, failed, cancellationToken),
            recent.Sum(r => r.Repeats),
            recent.Sum(r => r.Changes));
    }
}
