using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>The right to sync one calendar, until the lease ends; the fence proves it with every page saved.</summary>
public sealed record SyncClaim(Guid CalendarId, Guid Owner, long Fence);

/// <summary>Hands out calendars that are due, one worker each, on however many nodes.</summary>
public sealed class SyncClaims(AppDatabase database, TimeProvider time)
{
    /// <summary>Extended with every page; longer than a page with a refresh and a second try may take.</summary>
    internal static readonly Duration LeaseLife = Duration.FromMinutes(3);

    /// <summary>
    /// An account with many calendars and a slow vendor leaves workers to the others. Two nodes that look in the same moment may go past it; leases of a node
    /// that died count until they end.
    /// </summary>
    internal const int MostPerConnection = 2;

    /// <summary>Claims what is longest due, one calendar of each connection before a second of any.</summary>
    public async Task<IReadOnlyList<SyncClaim>> ClaimDueAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("finding calendars that are due");
        var claims = new List<SyncClaim>(most);
        for (var round = 0; round < MostPerConnection && claims.Count < most; round++)
        {
            var due = Due(db, time.Now());
            var connections = await due.GroupBy(d => d.ConnectionId).Select(g => new { g.Key, DueAt = g.Min(d => d.DueAt) }).OrderBy(g => g.DueAt).Take(most - claims.Count).ToListAsync(cancellationToken);
            foreach (var connection in connections)
            {
                var longest = await due.Where(d => d.ConnectionId == connection.Key).OrderBy(d => d.DueAt).Select(d => d.CalendarId).FirstOrDefaultAsync(cancellationToken);
                if (longest != Guid.Empty && await ClaimAsync(db, longest, cancellationToken) is { } claim)
                {
                    claims.Add(claim);
                }
            }
        }

        return claims;
    }

    /// <summary>Takes one calendar, due or not; null while someone else has it.</summary>
    public async Task<SyncClaim?> ClaimAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("taking a calendar");
        return await ClaimAsync(db, calendarId, cancellationToken);
    }

    /// <summary>Gives a calendar back unfinished, due at once: the next worker resumes it.</summary>
    public async Task ReleaseAsync(SyncClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        await using var db = database.ForSystem("giving a calendar back");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Cursors.Where(c => c.CalendarId == claim.CalendarId && c.Fence == claim.Fence && c.LeaseOwner == claim.Owner)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.LeaseOwner, (Guid?)null).SetProperty(c => c.LeaseUntil, (Instant?)null), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private async Task<SyncClaim?> ClaimAsync(AppDbContext db, Guid calendarId, CancellationToken cancellationToken)
    {
        var (now, owner) = (time.Now(), Guid.CreateVersion7(time.GetUtcNow()));
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await Free(db.Cursors, now).Where(c => c.CalendarId == calendarId).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.LeaseOwner, owner).SetProperty(c => c.LeaseUntil, now + LeaseLife).SetProperty(c => c.Fence, c => c.Fence + 1),
            cancellationToken);
        var fence = taken == 1 ? await db.Cursors.Where(c => c.CalendarId == calendarId).Select(c => c.Fence).SingleAsync(cancellationToken) : 0;
        await write.CommitAsync(cancellationToken);
        return taken == 1 ? new SyncClaim(calendarId, owner, fence) : null;
    }

    private static IQueryable<CalendarCursor> Due(AppDbContext db, Instant now) =>
        from cursor in Free(db.Cursors, now)
        join connection in db.Connections on cursor.ConnectionId equals connection.Id
        join calendar in db.Calendars on cursor.CalendarId equals calendar.Id
        where cursor.DueAt <= now && calendar.GoneSince == null
            && (connection.Status == ConnectionStatus.Active || connection.Status == ConnectionStatus.Error)
            && (connection.RetryAt == null || connection.RetryAt <= now)
            && db.Cursors.Count(c => c.ConnectionId == connection.Id && c.LeaseUntil > now) < MostPerConnection
        select cursor;

    private static IQueryable<CalendarCursor> Free(IQueryable<CalendarCursor> cursors, Instant now) => cursors.Where(c => c.LeaseUntil == null || c.LeaseUntil <= now);
}
