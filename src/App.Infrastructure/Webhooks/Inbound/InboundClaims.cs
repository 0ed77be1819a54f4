using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>The right to work on one thing that came in, until the lease ends.</summary>
public sealed record InboundClaim(Guid EventId, string Provider, int Tries, Guid Owner);

/// <summary>Hands out what came in and is due, one worker each, on however many nodes.</summary>
public sealed class InboundClaims(AppDatabase database, TimeProvider time)
{
    /// <summary>Each is worked on within one transaction; longer than that may wait for the write gate.</summary>
    internal static readonly Duration LeaseLife = Duration.FromMinutes(2);

    /// <summary>What can't be worked on is tried for about an hour, then by hand.</summary>
    internal static readonly RetrySchedule Retries = new([Duration.Zero, Duration.FromSeconds(10), Duration.FromMinutes(1), Duration.FromMinutes(10), Duration.FromHours(1)]);

    private const string Interrupted = "It was interrupted each time it was tried. The server's log says more.";

    public async Task<IReadOnlyList<InboundClaim>> ClaimDueAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("finding what came in and is due");
        var due = await db.InboundEvents.Where(e => e.DueAt <= now).OrderBy(e => e.DueAt).Select(e => new { e.Id, e.OrganizationId, e.Provider, e.Tries }).Take(most).ToListAsync(cancellationToken);
        var claims = new List<InboundClaim>(due.Count);
        foreach (var one in due)
        {
            var claim = new InboundClaim(one.Id, one.Provider, one.Tries + 1, Guid.CreateVersion7(time.GetUtcNow()));
            if (one.Tries >= Retries.Waits.Count)
            {
                await EndAsync(db, one.Id, one.OrganizationId, now, cancellationToken);
            }
            else if (await TakeAsync(db, claim, now, cancellationToken))
            {
                claims.Add(claim);
            }
        }

        return claims;
    }

    /// <summary>Gives back what was not finished: due at once, as if it had not been tried.</summary>
    public async Task ReleaseAsync(InboundClaim claim, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("giving back what came in");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await Held(db, claim).ExecuteUpdateAsync(s => s.SetProperty(e => e.DueAt, now).SetProperty(e => e.LeaseOwner, (Guid?)null).SetProperty(e => e.Tries, e => e.Tries - 1), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>The event of a claim, while the claim holds.</summary>
    internal static IQueryable<InboundEvent> Held(AppDbContext db, InboundClaim claim) => db.InboundEvents.Where(e => e.Id == claim.EventId && e.LeaseOwner == claim.Owner);

    private static async Task<bool> TakeAsync(AppDbContext db, InboundClaim claim, Instant now, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await db.InboundEvents.Where(e => e.Id == claim.EventId && e.DueAt <= now).ExecuteUpdateAsync(
            s => s.SetProperty(e => e.DueAt, now + LeaseLife).SetProperty(e => e.LeaseOwner, claim.Owner).SetProperty(e => e.Tries, claim.Tries),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
        return taken == 1;
    }

    private static async Task EndAsync(AppDbContext db, Guid id, Guid organizationId, Instant now, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.InboundEvents.Where(e => e.Id == id && e.DueAt <= now).ExecuteUpdateAsync(
            s => s.SetProperty(e => e.Status, InboundStatus.Failed).SetProperty(e => e.Reason, Interrupted).SetProperty(e => e.EndedAt, now).SetProperty(e => e.DueAt, (Instant?)null).SetProperty(e => e.LeaseOwner, (Guid?)null),
            cancellationToken);
        db.Announce(organizationId, Topics.Inbound, id);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }
}
