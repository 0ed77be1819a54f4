using App.Domain.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Database;

/// <summary>
/// Numbers committed changes and brings those of other processes to this one's <see cref="ChangeFeed"/>. Numbers are given under a
/// named lock after the commit, so a transaction that commits late gets a later number and no reader skips it.
/// </summary>
public sealed class ChangeRelay(AppDatabase database, ChangeFeed feed, TimeProvider time)
{
    private const string Lock = "changes";
    private const int Batch = 500;
    private static readonly Duration Kept = Duration.FromDays(1);

    private long? _seen;

    /// <summary>One look: numbers what is new, then publishes what others made since the last look.</summary>
    /// <returns>How many changes of other processes were published.</returns>
    public async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("relay changes");
        _seen ??= await LastAsync(db, cancellationToken);
        while (await db.Changes.AnyAsync(c => c.Seq == null, cancellationToken))
        {
            await NumberAsync(db, cancellationToken);
        }

        return await PublishAsync(db, cancellationToken);
    }

    /// <summary>Deletes what everyone has read long ago; the newest stays, for the numbers go on from it.</summary>
    public async Task<int> CleanAsync(CancellationToken cancellationToken)
    {
        var before = time.Now() - Kept;
        await using var db = database.ForSystem("delete old changes");
        var last = await LastAsync(db, cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var deleted = await db.Changes.Where(c => c.At < before && c.Seq < last).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return deleted;
    }

    private static async Task NumberAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockAsync(Lock, cancellationToken);
        var seq = await LastAsync(db, cancellationToken);
        var unnumbered = await db.Changes.Where(c => c.Seq == null).OrderBy(c => c.At).ThenBy(c => c.Id).Take(Batch).ToListAsync(cancellationToken);
        foreach (var change in unnumbered)
        {
            change.Seq = ++seq;
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private async Task<int> PublishAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var published = 0;
        while (true)
        {
            var page = await db.Changes.AsNoTracking().Where(c => c.Seq > _seen).OrderBy(c => c.Seq).Take(Batch).ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                return published;
            }

            published += feed.PublishForeign(page);
            _seen = page[^1].Seq;
        }
    }

    private static async Task<long> LastAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await db.Changes.MaxAsync(c => c.Seq, cancellationToken) ?? 0;
}
