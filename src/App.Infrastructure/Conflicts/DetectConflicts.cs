using App.Domain.Availability;
using App.Domain.Conflicts;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Conflicts;

/// <summary>
/// Looks for conflicts where members' time has changed, and only there (<see cref="BusyState.ChangedFrom"/>), a month at a time. A stretch counts as looked at only if nothing changed while it
/// was read; conflicts and that mark are saved together, so nothing is missed and nothing found twice, whoever else writes, looks, or dies.
/// </summary>
public sealed class DetectConflicts(AppDatabase database, GiveWay giveWay, TimeProvider time, ILogger<DetectConflicts> logger)
{
    private const int Batch = 100;
    private const int AtOnce = 4;

    /// <summary>Then it is somebody else's turn.</summary>
    private const int MostStretches = 6;

    private static readonly Duration Stretch = Duration.FromDays(31);

    /// <returns>True where some is left to look at.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await EndPastAsync(cancellationToken);
        var (left, after) = (0, Guid.Empty);
        while (true)
        {
            var due = await DueAsync(after, cancellationToken);
            await Each.RunAsync(
                due,
                AtOnce,
                async (member, ct) =>
                {
                    if (await DetectAsync(member, ct))
                    {
                        Interlocked.Increment(ref left);
                    }

                    await giveWay.RunAsync(member, ct);
                    await HushAsync([member], ct);
                },
                logger,
                cancellationToken);
            if (due.Count < Batch)
            {
                return left > 0;
            }

            after = due[^1];
        }
    }

    private async Task<List<Guid>> DueAsync(Guid after, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("members whose time has changed");
        var changed = db.BusyStates.Where(s => s.ChangedFrom != null).Select(s => s.MemberId);
        var following = db.Conflicts.Where(c => c.State == ConflictState.Open && c.GivesWay && c.End > now).Select(c => c.MemberId);
        return await changed.Union(following).Where(id => id.CompareTo(after) > 0).OrderBy(id => id).Take(Batch).ToListAsync(cancellationToken);
    }

    /// <returns>True where some is left.</returns>
    private async Task<bool> DetectAsync(Guid memberId, CancellationToken cancellationToken)
    {
        for (var stretch = 0; stretch < MostStretches; stretch++)
        {
            if (!await LookAsync(memberId, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>True where some is left, or what was read held no more when it was to be saved.</returns>
    private async Task<bool> LookAsync(Guid memberId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("finding conflicts");
        var state = await db.BusyStates.AsNoTracking().SingleOrDefaultAsync(s => s.MemberId == memberId, cancellationToken);
        if (state is not { ChangedFrom: { } from, ChangedTo: { } to })
        {
            return false;
        }

        var (now, kept) = (time.Now(), Window.Around(time.Now()));
        var (start, end) = (Instant.Max(from, kept.Start), Instant.Min(to, kept.End));
        var ledger = await ConflictLedger.ReadAsync(db, memberId, new Window(start, Instant.Min(end, start + Stretch)), now, cancellationToken);
        Instant? next = ledger.Window.End < end ? ledger.Window.End : null;

        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!await MarkAsync(db, state, next, cancellationToken))
        {
            return true;
        }

        await ledger.ApplyAsync(cancellationToken);
        if (!(await db.TrySaveAsync(cancellationToken)).IsOk)
        {
            return true;
        }

        await write.CommitAsync(cancellationToken);
        return next is not null;
    }

    /// <summary>Notes how far has been looked at, unless that is not what was read any more.</summary>
    internal static async Task<bool> MarkAsync(AppDbContext db, BusyState seen, Instant? next, CancellationToken cancellationToken)
    {
        var until = next is null ? null : seen.ChangedTo;
        return await db.BusyStates.Where(s => s.MemberId == seen.MemberId && s.BusyVersion == seen.BusyVersion && s.ChangedFrom == seen.ChangedFrom && s.ChangedTo == seen.ChangedTo)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.ChangedFrom, next).SetProperty(b => b.ChangedTo, until), cancellationToken) == 1;
    }

    private async Task EndPastAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("conflicts whose time is over");
        var over = await db.Conflicts.Where(c => c.State == ConflictState.Open && c.End <= now).OrderBy(c => c.End).Take(Batch).ToListAsync(cancellationToken);
        over.ForEach(c => c.Close(ConflictState.Resolved, null, c.End));
        db.TellOfConflicts();

        // Whoever decides one of them in this moment is right; the others are ended in a minute.
        await db.TrySaveAsync(cancellationToken);
        await HushAsync(over.Select(c => c.MemberId).Distinct(), cancellationToken);
    }

    private async Task HushAsync(IEnumerable<Guid> members, CancellationToken cancellationToken)
    {
        foreach (var member in members)
        {
            await using var db = database.ForSystem("conflicts that wait no more");
            await db.HushAsync(member, time.Now(), cancellationToken);
        }
    }
}
