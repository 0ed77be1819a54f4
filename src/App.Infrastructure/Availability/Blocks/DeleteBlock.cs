using App.Domain;
using App.Domain.Availability;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>Frees time of the actor's own: all of a block, or one occurrence, or one with all that follow.</summary>
public sealed class DeleteBlock(AppDatabase database, TimeProvider time)
{
    public async Task<Result<BlockOutcome>> RunAsync(Actor actor, Guid id, BlockPart? part, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenBlockAsync(actor, id, expectedVersion, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        var outcome = await ApplyAsync(db, open.Member, open.Block, part, time.Now(), cancellationToken);
        if (outcome.IsOk)
        {
            await write.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    /// <summary>Deletes inside a transaction and saves; the caller commits.</summary>
    internal static async Task<Result<BlockOutcome>> ApplyAsync(AppDbContext db, Member member, TimeBlock block, BlockPart? part, Instant now, CancellationToken cancellationToken)
    {
        var (former, series, failure) = (BlockState.Of(block), BlockSeries.Of(block), (Failure?)null);
        if (part is not null)
        {
            if (!series.FindTime(part).TryGet(out var occurrence, out failure))
            {
                return failure;
            }

            db.Log(block.OrganizationId, "block.changed", $"{member.Name} took {(part.Following ? "one occurrence and all that follow" : "one occurrence")} out of a block: {BlockChecks.Say(block)}.", member.Name, new ActivitySubject(member.Id));
            failure = await TakeOutAsync(db, block, series, occurrence, part.Following, now, cancellationToken);
        }
        else
        {
            db.Log(block.OrganizationId, "block.deleted", $"{member.Name} deleted a block: {BlockChecks.Say(block)}.", member.Name, new ActivitySubject(member.Id));
            failure = await RemoveAsync(db, block, cancellationToken);
        }

        return failure is null ? new BlockOutcome(former, db.VersionOf(block)) : failure;
    }

    /// <summary>Takes a time, or it and all that follow, out of a block; one that has none left goes.</summary>
    /// <returns>Null, or why it did not happen.</returns>
    internal static async Task<Failure?> TakeOutAsync(AppDbContext db, TimeBlock block, BlockSeries series, BlockTime occurrence, bool following, Instant now, CancellationToken cancellationToken)
    {
        var excluded = LocalTimes.Parse(block.Excluded);
        if (block.Rule is null || (following && series.IsFirst(occurrence)))
        {
            return await RemoveAsync(db, block, cancellationToken);
        }

        if (following)
        {
            block.Rule = series.SplitAt(occurrence).Before;
            block.Excluded = LocalTimes.Write(excluded.Where(e => e < occurrence.Original));
        }
        else
        {
            block.Excluded = LocalTimes.Write(excluded.Append(occurrence.Original));
        }

        var left = BlockSeries.Of(block);
        return !left.HasAny ? await RemoveAsync(db, block, cancellationToken)
            : BlockChecks.Check(block) ?? await ChangeBlock.KeepAsync(db, block, now, cancellationToken);
    }

    /// <summary>Its spans go with it.</summary>
    internal static async Task<Failure?> RemoveAsync(AppDbContext db, TimeBlock block, CancellationToken cancellationToken)
    {
        var times = await db.BlockSpans.Where(s => s.BlockId == block.Id).Select(s => new BlockTime(s.Original, s.Start, s.End)).ToListAsync(cancellationToken);
        db.TimeBlocks.Remove(block);
        if ((await db.TrySaveAsync(cancellationToken)).Failure is { } stale)
        {
            return stale;
        }

        await db.TouchBlockAsync(block, times, cancellationToken);
        return null;
    }
}
