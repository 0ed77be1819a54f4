using App.Domain;
using App.Domain.Calendars;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>How true stored copies were found to be.</summary>
/// <param name="Since">Comparisons from here on are counted.</param>
/// <param name="Comparisons">How many there were.</param>
/// <param name="LastAt">When the latest ended; null: there was none.</param>
/// <param name="Found">The latest that found drift, newest first.</param>
public sealed record DriftReport(Instant Since, int Comparisons, Instant? LastAt, Drift Drift, IReadOnlyList<ReconciliationView> Found);

/// <summary>A comparison as pages and programs see it.</summary>
public sealed record ReconciliationView(Guid Id, Guid CalendarId, Guid ConnectionId, string CalendarName, Instant StartedAt, Instant EndedAt, Drift Drift);

/// <summary>Sums up the comparisons of the last 30 days: of a member's own calendars, or, for Owners and Admins, everyone's.</summary>
public sealed class ReadDrift(AppDatabase database, TimeProvider time)
{
    private const int Most = 20;

    private static readonly Duration Span = Duration.FromDays(30);

    public async Task<Result<DriftReport>> RunAsync(Actor actor, bool everyone, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, everyone ? Role.Admin : Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var since = time.Now() - Span;
        var rows = db.Reconciliations.AsNoTracking().Where(r => r.StartedAt >= since && (everyone || r.MemberId == member.Id));
        var sum = await rows.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Last = g.Max(r => r.EndedAt), Compared = g.Sum(r => (long)r.Compared), Missed = g.Sum(r => r.Missed), Ghosts = g.Sum(r => r.Ghosts), Moved = g.Sum(r => r.Moved) }).SingleOrDefaultAsync(cancellationToken);
        if (sum is null)
        {
            return new DriftReport(since, 0, null, default, []);
        }

        var found = await (from row in rows
                           where row.Missed + row.Ghosts + row.Moved > 0
                           join calendar in db.Calendars on row.CalendarId equals calendar.Id
                           orderby row.StartedAt descending, row.Id descending
                           select new { Row = row, calendar.Name }).Take(Most).ToListAsync(cancellationToken);
        return new DriftReport(since, sum.Count, sum.Last, new Drift(sum.Compared, sum.Missed, sum.Ghosts, sum.Moved), [.. found.Select(f => View(f.Row, f.Name))]);
    }

    public static ReconciliationView View(Reconciliation row, string calendar)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Id, row.CalendarId, row.ConnectionId, calendar, row.StartedAt, row.EndedAt, row.Drift);
    }
}
