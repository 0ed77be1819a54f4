using App.Domain;
using App.Domain.Availability;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>Lays a block into time: writes what differs of its spans, and says where its member's busy time changed.</summary>
internal static class LayOut
{
    private const int Chunk = 500;

    private static readonly Column[] Columns =
    [
        new("Id", ColumnKind.Id), new("OrganizationId", ColumnKind.Id), new("MemberId", ColumnKind.Id), new("BlockId", ColumnKind.Id),
        new("Original", ColumnKind.Number), new("Start", ColumnKind.Number), new("End", ColumnKind.Number),
    ];

    /// <summary>Inside the caller's transaction, which has written the block and so holds its row.</summary>
    public static async Task<Result<Done>> LayOutBlockAsync(this AppDbContext db, TimeBlock block, Instant now, CancellationToken cancellationToken)
    {
        var window = Window.Around(now);
        if (!BlockSeries.Of(block).In(window).TryGet(out var times, out var failure))
        {
            return failure;
        }

        var spans = await db.BlockSpans.AsNoTracking().Where(s => s.BlockId == block.Id).Select(s => new { s.Id, Time = new BlockTime(s.Original, s.Start, s.End) }).ToListAsync(cancellationToken);
        var (had, has) = (spans.Select(s => s.Time).ToHashSet(), times.ToHashSet());
        foreach (var gone in spans.Where(s => !has.Contains(s.Time)).Select(s => s.Id).Chunk(Chunk))
        {
            await db.BlockSpans.Where(s => gone.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
        }

        await AddAsync(db, block, times.Where(t => !had.Contains(t)), cancellationToken);
        await db.TimeBlocks.Where(b => b.Id == block.Id).ExecuteUpdateAsync(s => s.SetProperty(b => b.LaidOutTo, window.End).SetProperty(b => b.LaidOutBy, BlockSeries.Zones), cancellationToken);

        // What fell out of the window behind us was of no use to anybody any more.
        had.SymmetricExceptWith(has);
        await db.TouchBlockAsync(block, had.Where(t => t.End > window.Start), cancellationToken);
        return Result.Done;
    }

    /// <summary>Says that a block's times are not as they were.</summary>
    public static async Task TouchBlockAsync(this AppDbContext db, TimeBlock block, IEnumerable<BlockTime> changed, CancellationToken cancellationToken)
    {
        var times = changed.ToList();
        if (times.Count > 0)
        {
            await db.TouchBusyAsync(block.OrganizationId, block.MemberId, new Window(times.Min(t => t.Start), times.Max(t => t.End)), cancellationToken);
        }
    }

    private static async Task AddAsync(AppDbContext db, TimeBlock block, IEnumerable<BlockTime> times, CancellationToken cancellationToken)
    {
        await using var rows = await db.Writing!.UpsertRowsAsync("BlockSpans", Columns, ["BlockId", "Original"], ["Id", "OrganizationId", "MemberId"], cancellationToken);
        foreach (var time in times)
        {
            await rows.Add(Guid.CreateVersion7(db.Time.GetUtcNow())).Add(block.OrganizationId).Add(block.MemberId).Add(block.Id)
                .Add(LocalDateTimeConverter.ToMicroseconds(time.Original)).Add(InstantConverter.ToMicroseconds(time.Start)).Add(InstantConverter.ToMicroseconds(time.End))
                .WriteAsync(cancellationToken);
        }
    }
}
