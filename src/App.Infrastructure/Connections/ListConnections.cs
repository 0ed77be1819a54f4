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

namespace App.Infrastructure.Connections;

/// <summary>Which connections are wanted: one's own, or, for Owners and Admins, everyone's.</summary>
public sealed record ConnectionQuery(bool Everyone = false, string? Cursor = null, int Limit = PageCursor.MostLimit);

/// <summary>Lists connections that are not disconnected, newest first, or reads one.</summary>
public sealed class ListConnections(AppDatabase database, Catalogue catalogue)
{
    public async Task<Result<Page<ConnectionView>>> RunAsync(Actor actor, ConnectionQuery query, CancellationToken cancellationToken)
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

        var rows = db.Connections.AsNoTracking().Where(c => c.Status != ConnectionStatus.Disconnected && (query.Everyone || c.MemberId == member.Id));
        if (after is { } cursor)
        {
            rows = rows.Where(c => c.CreatedAt < cursor.At || (c.CreatedAt == cursor.At && c.Id.CompareTo(cursor.Id) < 0));
        }

        var found = await rows.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var items = await ViewAsync(db, [.. found.Take(query.Limit)], cancellationToken);
        return new Page<ConnectionView>(items, found.Count > query.Limit ? new PageCursor(items[^1].CreatedAt, items[^1].Id).ToString() : null);
    }

    /// <summary>One connection: one's own, or any for Owners and Admins.</summary>
    public async Task<Result<ConnectionView>> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var row = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && (c.MemberId == member.Id || member.Role >= Role.Admin), cancellationToken);
        return row is null ? new Failure.NotFound("The connection") : (await ViewAsync(db, [row], cancellationToken))[0];
    }

    private async Task<IReadOnlyList<ConnectionView>> ViewAsync(AppDbContext db, IReadOnlyList<Connection> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var owners = rows.Select(r => r.MemberId).Distinct().ToList();
        var names = await db.Members.Where(m => owners.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancellationToken);
        var expiries = await db.Grants.Where(g => ids.Contains(g.ConnectionId)).ToDictionaryAsync(g => g.ConnectionId, g => g.ExpiresAt, cancellationToken);
        var calendars = (await db.Calendars.Where(c => ids.Contains(c.ConnectionId) && c.GoneSince == null).Select(c => new { c.Id, c.ConnectionId, c.Blocks, c.TrueUpTo }).ToListAsync(cancellationToken)).ToLookup(c => c.ConnectionId);
        var running = (await db.SyncRuns.Where(r => ids.Contains(r.ConnectionId) && r.Status == SyncRunStatus.Running).Select(r => new { r.ConnectionId, r.Added, r.Changed }).ToListAsync(cancellationToken)).ToLookup(r => r.ConnectionId);
        var failing = await db.Cursors.Where(c => ids.Contains(c.ConnectionId) && c.Failures > 0).Select(c => c.ConnectionId).Distinct().ToListAsync(cancellationToken);
        var channels = await PushStanding.ChannelsAsync(db, ids, cancellationToken);
        var now = db.Time.Now();
        return [.. rows.Select(row =>
        {
            var provider = catalogue.Read(row.Provider);
            var blocking = calendars[row.Id].Where(c => c.Blocks).ToList();
            var push = blocking.ConvertAll(c => PushStanding.Of(channels, row, c.Id, c.Blocks, now));
            return new ConnectionView
            {
                Id = row.Id,
                MemberId = row.MemberId,
                MemberName = names[row.MemberId],
                Provider = provider,
                AccountName = row.AccountName,
                Status = row.Status,
                PausedByErrors = row.PausedByErrors,
                StatusSince = row.StatusSince,
                Scopes = [.. row.ScopeSet.Order(StringComparer.Ordinal)],
                Missing = [.. provider.Scopes.Where(s => !s.IsIn(row.ScopeSet))],
                CreatedAt = row.CreatedAt,
                AccessExpiresAt = expiries.GetValueOrDefault(row.Id),
                LastSyncAt = row.LastSyncAt,
                LastUsedAt = row.LastUsedAt,
                ConsecutiveErrors = row.ConsecutiveErrors,
                ErrorCode = row.ErrorCode,
                ErrorText = row.ErrorText,
                ErrorAt = row.ErrorAt,
                RetryAt = row.RetryAt,
                Calendars = calendars[row.Id].Count(),
                ReadCalendars = calendars[row.Id].Count(c => c.TrueUpTo is not null),
                BlockingCalendars = blocking.Count,
                PushedCalendars = push.Count(p => p.IsPushed),
                PushRefusal = push.Find(p => p.Refusal is not null)?.Refusal,
                TrueUpTo = blocking.Any(c => c.TrueUpTo is null) ? null : blocking.Min(c => c.TrueUpTo),
                Running = running[row.Id].Count(),
                EventsRead = running[row.Id].Sum(r => r.Added + r.Changed),
                NeverRead = row.CalendarsListedAt is null || calendars[row.Id].Any(c => c.TrueUpTo is null),
                Failing = failing.Contains(row.Id),
                Version = row.Version,
            };
        })];
    }
}
