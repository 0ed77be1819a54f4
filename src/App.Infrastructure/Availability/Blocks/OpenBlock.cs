using App.Domain;
using App.Domain.Availability;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>How the use cases of one block begin.</summary>
internal static class OpenBlock
{
    /// <summary>The actor's own block, to be changed.</summary>
    public static async Task<Result<(Member Member, TimeBlock Block)>> OpenBlockAsync(this AppDbContext db, Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var block = await db.TimeBlocks.SingleOrDefaultAsync(b => b.Id == id && b.MemberId == member.Id, cancellationToken);
        return block is null ? new Failure.NotFound("The block")
            : expectedVersion is { } expected && expected != block.Version ? new Failure.Stale()
            : (member, block);
    }

    /// <summary>Holds the number of a member's blocks, before anything else of them is written: in one order, two who add can't wait for each other.</summary>
    public static Task LockBlocksAsync(this AppDbContext db, Guid memberId, CancellationToken cancellationToken) => db.Writing!.LockAsync($"blocks:{memberId}", cancellationToken);

    /// <summary>Null once it was deleted.</summary>
    public static long? VersionOf(this AppDbContext db, TimeBlock block) => db.Entry(block).State == EntityState.Detached ? null : block.Version;

    /// <summary>A time of a block by the name it was asked for.</summary>
    public static Result<BlockTime> FindTime(this BlockSeries series, BlockPart part) =>
        series.Find(part.Occurrence) is { } time ? time : new Failure.NotFound("The occurrence");
}
