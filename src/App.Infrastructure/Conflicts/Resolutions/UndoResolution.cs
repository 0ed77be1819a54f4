using App.Domain;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>Undoes a decision on one of the actor's own conflicts, where what it made is still as it made it.</summary>
public sealed class UndoResolution(AppDatabase database, ConflictWork work, TimeProvider time)
{
    private static readonly Failure MovedOn = new Failure.Conflict("moved_on", "The block was changed since, so it can't be put back as it was.");

    public async Task<Result<Done>> RunAsync(Actor actor, Guid decisionId, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var decision = await db.ConflictDecisions.SingleOrDefaultAsync(d => d.Id == decisionId && d.MemberId == member.Id, cancellationToken);
        if (decision is null)
        {
            return new Failure.NotFound("The decision");
        }

        if (expectedVersion is { } expected && expected != decision.Version)
        {
            return new Failure.Stale();
        }

        var undone = await UndoAsync(db, member, decision, time.Now(), cancellationToken);
        if (undone.IsOk)
        {
            await write.CommitAsync(cancellationToken);
            work.Wake();
        }

        return undone;
    }

    private static async Task<Result<Done>> UndoAsync(AppDbContext db, Member member, ConflictDecision decision, Instant now, CancellationToken cancellationToken)
    {
        var conflict = await db.Conflicts.SingleOrDefaultAsync(c => c.Id == decision.ConflictId && c.End > now, cancellationToken);
        if ((await RefusalAsync(db, decision, conflict, cancellationToken) ?? await RestoreAsync(db, member, UndoData.Of(decision), now, cancellationToken)) is { } failure)
        {
            return failure;
        }

        (decision.UndoneAt, decision.UndoneBy) = (now, member.Name);
        if (conflict is not null)
        {
            // Whether the two still meet is looked at again.
            conflict.Open(now);
            await db.TouchBusyAsync(member.OrganizationId, member.Id, new Window(conflict.Start, conflict.End), cancellationToken);
        }

        db.TellOfConflicts();
        db.Log(member.OrganizationId, "conflict.undone", "A decision on a conflict was undone.", member.Name, new ActivitySubject(member.Id));
        return await db.TrySaveAsync(cancellationToken);
    }

    /// <summary>Why it can't be undone; null where it can be tried. That a series is ignored goes on, so it is never too late for that.</summary>
    /// <param name="conflict">Null: its time is over.</param>
    private static async Task<Failure?> RefusalAsync(AppDbContext db, ConflictDecision decision, Conflict? conflict, CancellationToken cancellationToken) =>
        decision.Undo is null ? new Failure.Conflict("not_undoable", "A booking that was moved is not moved back by itself: its old time may be claimed by something else. Move the booking.")
            : decision.UndoneAt is not null ? new Failure.Conflict("undone_already", "This was undone already.")
            : conflict is null && decision.Kind != ResolutionKind.IgnoreSeries ? new Failure.Conflict("over", "That time is over.")
            : await db.ConflictDecisions.AnyAsync(d => d.ConflictId == decision.ConflictId && d.UndoneAt == null && d.At > decision.At, cancellationToken) ? new Failure.Conflict("decided_again", "It was decided again since. Undo that first.")
            : null;

    private static async Task<Failure?> RestoreAsync(AppDbContext db, Member member, UndoData undo, Instant now, CancellationToken cancellationToken)
    {
        if (undo.Block is not null)
        {
            await db.LockBlocksAsync(member.Id, cancellationToken);
        }

        foreach (var part in undo.Parts ?? [])
        {
            if (await db.TimeBlocks.SingleOrDefaultAsync(b => b.Id == part.Id && b.MemberId == member.Id, cancellationToken) is not { } made || made.Version != part.Version)
            {
                return MovedOn;
            }

            if (await DeleteBlock.RemoveAsync(db, made, cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        if (undo.Block is { } block && (await RestoreBlock.ApplyAsync(db, member, BlockOutcome.FromJson(block), now, cancellationToken)).Failure is { } refused)
        {
            return refused is Failure.Stale ? MovedOn : refused;
        }

        if (undo.Series is { } series)
        {
            await HearAgainAsync(db, member, series, now, cancellationToken);
        }

        return null;
    }

    private static async Task HearAgainAsync(AppDbContext db, Member member, Guid series, Instant now, CancellationToken cancellationToken)
    {
        var ignored = await db.IgnoredSeries.Where(s => s.MemberId == member.Id).ToListAsync(cancellationToken);
        db.IgnoredSeries.RemoveRange(ignored.Where(s => s.SeriesKey == series));
        var others = ignored.Select(s => s.SeriesKey).Where(k => k != series).ToHashSet();
        foreach (var conflict in await db.OfSeries(member.Id, series).Where(c => c.State == ConflictState.Ignored && c.Outcome == ResolutionKind.IgnoreSeries && c.End > now).ToListAsync(cancellationToken))
        {
            if (!conflict.Sides.Any(s => s.SeriesKey is { } key && others.Contains(key)))
            {
                conflict.Open(now);
                await db.TouchBusyAsync(member.OrganizationId, member.Id, new Window(conflict.Start, conflict.End), cancellationToken);
            }
        }
    }
}
