using App.Domain.Conflicts;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using App.Infrastructure.Webhooks.Deliveries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Monitoring;

/// <summary>
/// Deletes what has grown old: log lines, runs, probes, conflicts, steps of bookings, reminders, read notifications and what came in after 90 days, attempts and stored answers
/// after a day. A series that is ignored stays so, and with it the decision by which that is undone.
/// </summary>
public sealed class CleanUp(AppDatabase database, Revocations revocations, DropOldMessages messages, TimeProvider time)
{
    public static readonly Duration Keep = Duration.FromDays(90);

    private const int MostHeld = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        var (old, yesterday) = (now - Keep, now - Duration.FromDays(1));
        await DeleteAsync(db => db.Activities.Where(a => a.At < old), cancellationToken);
        await DeleteAsync(db => db.SyncRuns.Where(r => r.StartedAt < old && r.EndedAt != null), cancellationToken);
        await DeleteAsync(db => db.Reconciliations.Where(r => r.StartedAt < old), cancellationToken);
        await DeleteAsync(db => db.HealthChecks.Where(h => h.At < old), cancellationToken);
        await DeleteAsync(db => db.Notifications.Where(n => n.ReadAt != null && n.CreatedAt < old), cancellationToken);
        await DeleteAsync(db => db.ConflictDecisions.Where(d => d.At < old && (d.Kind != ResolutionKind.IgnoreSeries || d.UndoneAt != null)), cancellationToken);
        await DeleteAsync(db => db.Conflicts.Where(c => c.End < old), cancellationToken);
        await DeleteAsync(db => db.Reminders.Where(r => r.Start < old), cancellationToken);
        await DeleteAsync(db => db.OwnReminders.Where(r => r.CreatedAt < old && !db.Bookings.Any(b => b.Id == r.OccasionId && b.Start >= old) && !db.Events.Any(e => e.Id == r.OccasionId)), cancellationToken);
        await DeleteAsync(db => db.BookingSteps.Where(s => s.DueAt == null && db.Bookings.Any(b => b.Id == s.BookingId && b.End < old)), cancellationToken);
        await DropHeldAsync(yesterday, cancellationToken);
        await DeleteAsync(db => db.Attempts.Where(a => a.CreatedAt < yesterday && a.SealedTokens == null), cancellationToken);
        await DeleteAsync(db => db.StoredAnswers.Where(a => a.CreatedAt < yesterday), cancellationToken);
        await messages.RunAsync(cancellationToken);
    }

    /// <summary>Tokens no connection came of are to be ended at the vendor. Those no key opens stay: the right ring may come back.</summary>
    private async Task DropHeldAsync(Instant before, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("deleting what has grown old");
        foreach (var attempt in await db.Attempts.Where(a => a.CreatedAt < before && a.SealedTokens != null).OrderBy(a => a.CreatedAt).Take(MostHeld).ToListAsync(cancellationToken))
        {
            revocations.Add(db, attempt);
        }

        await db.TrySaveAsync(cancellationToken);
    }

    private async Task DeleteAsync<T>(Func<AppDbContext, IQueryable<T>> old, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("deleting what has grown old");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await old(db).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}

/// <summary>Daily.</summary>
public sealed class CleanUpJob(CleanUp cleanUp, ILogger<CleanUpJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => cleanUp.RunAsync(cancellationToken);
}
