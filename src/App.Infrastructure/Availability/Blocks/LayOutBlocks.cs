using App.Domain;
using App.Domain.Availability;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>
/// Lays out anew every block whose times will soon be known for less than <see cref="ListBlocks.Ahead"/>, and every one that was laid out by another edition of the
/// time zones. It changes no more than differs, so that two nodes at once do no harm.
/// </summary>
public sealed partial class LayOutBlocks(AppDatabase database, TimeProvider time, ILogger<LayOutBlocks> logger)
{
    private const int AtOnce = 200;

    /// <summary>Room for a job that does not run for a while: what is laid out reaches 407 days.</summary>
    private static readonly Duration Early = ListBlocks.Ahead + Duration.FromDays(1);

    /// <returns>How many were laid out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (count, after) = (0, Guid.Empty);
        while (true)
        {
            var due = await DueAsync(after, cancellationToken);
            foreach (var id in due)
            {
                count += await LayOutAsync(id, cancellationToken) ? 1 : 0;
            }

            if (due.Count < AtOnce)
            {
                return count;
            }

            after = due[^1];
        }
    }

    private async Task<List<Guid>> DueAsync(Guid after, CancellationToken cancellationToken)
    {
        var (until, zones) = (time.Now() + Early, BlockSeries.Zones);
        await using var db = database.ForSystem("finding blocks to lay out");
        return await db.TimeBlocks.Where(b => (b.LaidOutTo < until || b.LaidOutBy != zones) && b.Id.CompareTo(after) > 0).OrderBy(b => b.Id).Select(b => b.Id).Take(AtOnce).ToListAsync(cancellationToken);
    }

    private async Task<bool> LayOutAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("laying out a block");
        await using var write = await db.BeginWriteAsync(cancellationToken);

        // Holds the row: whoever changes the block waits, and lays it out after us.
        await db.TimeBlocks.Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.LaidOutBy, b => b.LaidOutBy), cancellationToken);
        if (await db.TimeBlocks.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken) is not { } block)
        {
            return false;
        }

        if ((await db.LayOutBlockAsync(block, time.Now(), cancellationToken)).Failure is { } failure)
        {
            LogFailed(logger, id, failure.Reason);
            return false;
        }

        db.Announce(block.OrganizationId, Topics.Blocks, block.Id, block.Version);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Block {BlockId} could not be laid out: {Reason}")]
    private static partial void LogFailed(ILogger logger, Guid blockId, string reason);
}
