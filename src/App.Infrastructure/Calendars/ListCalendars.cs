using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars;

/// <summary>Lists a member's own calendars (of one connection, or all), primary first, or reads one.</summary>
public sealed class ListCalendars(AppDatabase database, Catalogue catalogue)
{
    public const int Most = 500;

    public async Task<Result<IReadOnlyList<CalendarView>>> RunAsync(Actor actor, Guid? connectionId, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        return (await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            ? Result.Ok(await ViewAsync(db, db.Calendars.Where(c => c.MemberId == member.Id && (connectionId == null || c.ConnectionId == connectionId)), cancellationToken))
            : refused;
    }

    public async Task<Result<CalendarView>> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var found = await ViewAsync(db, db.Calendars.Where(c => c.MemberId == member.Id && c.Id == id), cancellationToken);
        return found.Count == 0 ? new Failure.NotFound("The calendar") : found[0];
    }

    private async Task<IReadOnlyList<CalendarView>> ViewAsync(AppDbContext db, IQueryable<Calendar> calendars, CancellationToken cancellationToken)
    {
        var rows = await (from calendar in calendars.AsNoTracking()
                          join connection in db.Connections on calendar.ConnectionId equals connection.Id
                          join cursor in db.Cursors on calendar.Id equals cursor.CalendarId into cursors
                          from cursor in cursors.DefaultIfEmpty()
                          orderby connection.CreatedAt, calendar.IsPrimary descending, calendar.Name, calendar.Id
                          select new { calendar, connection, DueAt = cursor == null ? null : (NodaTime.Instant?)cursor.DueAt, RunId = cursor == null ? null : cursor.RunId, Failed = cursor != null && cursor.Failures > 0 })
            .Take(Most).ToListAsync(cancellationToken);
        var runIds = rows.Where(r => r.RunId is not null).Select(r => r.RunId!.Value).ToList();
        var runs = await db.SyncRuns.AsNoTracking().Where(r => runIds.Contains(r.Id)).ToDictionaryAsync(r => r.CalendarId, cancellationToken);
        var channels = await PushStanding.ChannelsAsync(db, [.. rows.Select(r => r.connection.Id).Distinct()], cancellationToken);
        var now = db.Time.Now();
        return [.. from r in rows let push = PushStanding.Of(channels, r.connection, r.calendar.Id, r.calendar.Blocks, now) select new CalendarView
        {
            Id = r.calendar.Id,
            ConnectionId = r.calendar.ConnectionId,
            MemberId = r.calendar.MemberId,
            Provider = catalogue.Read(r.connection.Provider),
            AccountName = r.connection.AccountName,
            Name = r.calendar.Name,
            TimeZone = r.calendar.TimeZone,
            Hue = r.calendar.Hue,
            IsPrimary = r.calendar.IsPrimary,
            IsWritable = r.calendar.IsWritable,
            Blocks = r.calendar.Blocks,
            BlockingKinds = r.calendar.BlockingKinds,
            OnConflict = r.calendar.OnConflict,
            IsWriteTarget = r.calendar.IsWriteTarget,
            SyncEveryMinutes = r.calendar.SyncEveryMinutes,
            IsPushed = push.IsPushed,
            PushRefusal = push.Refusal,
            TrueUpTo = r.calendar.TrueUpTo,
            GoneSince = r.calendar.GoneSince,
            NextSyncAt = r.connection.IsLive && r.calendar.GoneSince is null ? r.DueAt : null,
            Failed = r.Failed,
            Running = runs.TryGetValue(r.calendar.Id, out var run) ? ListSyncRuns.View(run, r.calendar.Name, r.connection) : null,
            Version = r.calendar.Version,
        }];
    }
}
