using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>The right to go on with one replay, until the lease ends; renewed with each chunk.</summary>
public sealed record ReplayClaim(Guid ReplayId, Guid Owner);

/// <summary>Hands out replays that nobody is at, one worker each, on however many nodes.</summary>
public sealed class ReplayClaims(AppDatabase database, TimeProvider time)
{
    internal static readonly Duration LeaseLife = Duration.FromMinutes(1);

    public async Task<IReadOnlyList<ReplayClaim>> ClaimDueAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("finding replays that nobody is at");
        var due = await db.Replays.Where(r => r.EndedAt == null && (r.LeaseUntil == null || r.LeaseUntil <= now)).OrderBy(r => r.CreatedAt).Select(r => r.Id).Take(most).ToListAsync(cancellationToken);
        var claims = new List<ReplayClaim>(due.Count);
        foreach (var id in due)
        {
            var claim = new ReplayClaim(id, Guid.CreateVersion7(time.GetUtcNow()));
            await using var write = await db.BeginWriteAsync(cancellationToken);
            var taken = await db.Replays.Where(r => r.Id == id && r.EndedAt == null && (r.LeaseUntil == null || r.LeaseUntil <= now))
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.LeaseOwner, claim.Owner).SetProperty(r => r.LeaseUntil, now + LeaseLife), cancellationToken);
            await write.CommitAsync(cancellationToken);
            claims.AddRange(taken == 1 ? [claim] : []);
        }

        return claims;
    }

    /// <summary>Gives a replay back unfinished: the next worker resumes it.</summary>
    public async Task ReleaseAsync(ReplayClaim claim, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("giving a replay back");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await Held(db, claim).ExecuteUpdateAsync(s => s.SetProperty(r => r.LeaseOwner, (Guid?)null).SetProperty(r => r.LeaseUntil, (Instant?)null), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>The replay of a claim, while the claim holds.</summary>
    internal static IQueryable<Replay> Held(AppDbContext db, ReplayClaim claim) => db.Replays.Where(r => r.Id == claim.ReplayId && r.EndedAt == null && r.LeaseOwner == claim.Owner);
}
