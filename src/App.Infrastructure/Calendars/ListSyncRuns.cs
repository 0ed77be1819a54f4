using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars;

/// <summary>Which passes are wanted. <paramref name="Everyone"/> is for Owners and Admins.</summary>
public sealed record SyncRunQuery(Guid? CalendarId = null, Guid? ConnectionId = null, SyncRunStatus? Status = null, bool Everyone = false, string? Cursor = null, int Limit = PageCursor.DefaultLimit);

/// <summary>Lists passes, newest first.</summary>
public sealed class ListSyncRuns(AppDatabase database)
{
    public async Task<Result<Page<SyncRunView>>> RunAsync(Actor actor, SyncRunQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, query.Everyone ? Role.Admin : Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        var rows = db.SyncRuns.AsNoTracking().Where(r =>
            (query.Everyone || r.MemberId == member.Id)
            && (query.CalendarId == null || r.CalendarId == query.CalendarId)
            && (query.ConnectionId == null || r.ConnectionId == query.ConnectionId)
            && (query.Status == null || r.Status == query.Status));
        if (after is { } cursor)
        {
            rows = rows.Where(r => r.StartedAt < cursor.At || (r.StartedAt == cursor.At && r.Id.CompareTo(cursor.Id) < 0));
        }

        var found = await rows.OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(query.Limit).ToList();
        var items = await ViewAsync(db, page, cancellationToken);
        return new Page<SyncRunView>(items, found.Count > query.Limit ? new PageCursor(page[^1].StartedAt, page[^1].Id).ToString() : null);
    }

    internal static async Task<IReadOnlyList<SyncRunView>> ViewAsync(AppDbContext db, IReadOnlyList<SyncRun> runs, CancellationToken cancellationToken)
    {
        var calendarIds = runs.Select(r => r.CalendarId).Distinct().ToList();
        var connectionIds = runs.Select(r => r.ConnectionId).Distinct().ToList();
        var names = await db.Calendars.Where(c => calendarIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        var connections = await db.Connections.AsNoTracking().Where(c => connectionIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return [.. runs.Select(r => View(r, names.GetValueOrDefault(r.CalendarId, "A calendar that is gone"), connections[r.ConnectionId]))];
    }

    internal static SyncRunView View(SyncRun run, string calendar, Connection connection) => new()
    {
        Id = run.Id,
        CalendarId = run.CalendarId,
        ConnectionId = run.ConnectionId,
        CalendarName = calendar,
        Provider = connection.Provider,
        AccountName = connection.AccountName,
        Trigger = run.Trigger,
        Full = run.Full,
        Status = run.Status,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        Pages = run.Pages,
        Calls = run.Calls,
        Added = run.Added,
        Changed = run.Changed,
        Deleted = run.Deleted,
        SetAside = run.SetAside,
        Repeats = run.Repeats,
        ErrorCode = run.ErrorCode,
        ErrorText = run.ErrorText,
    };
}
