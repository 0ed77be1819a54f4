using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>The right to work on one step, until the lease ends; the fence proves it with every save.</summary>
public sealed record StepClaim(Guid StepId, Guid BookingId, Guid Owner, long Fence);

/// <summary>Hands out steps that are due, one worker each, on however many nodes.</summary>
public sealed class StepClaims(AppDatabase database, TimeProvider time)
{
    /// <summary>Renewed before each call of a vendor; longer than one may take with a refresh and a second try.</summary>
    internal static readonly Duration LeaseLife = Duration.FromMinutes(3);

    /// <summary>Claims what is longest due, one step of a host at a time: her slow vendor keeps no worker from the others.</summary>
    public async Task<IReadOnlyList<StepClaim>> ClaimDueAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("finding steps that are due");
        var due = await db.BookingSteps
            .Where(s => s.DueAt <= now && (s.LeaseUntil == null || s.LeaseUntil <= now) && !db.BookingSteps.Any(o => o.MemberId == s.MemberId && o.LeaseUntil > now))
            .OrderBy(s => s.DueAt).Select(s => new { s.Id, s.BookingId, s.MemberId }).Take(most * 4).ToListAsync(cancellationToken);
        var claims = new List<StepClaim>(most);
        foreach (var step in due.DistinctBy(s => s.MemberId).Take(most))
        {
            if (await ClaimAsync(db, step.Id, step.BookingId, now, cancellationToken) is { } claim)
            {
                claims.Add(claim);
            }
        }

        return claims;
    }

    /// <summary>Claims one step at once, whatever else of its host is under way; null: it is not due, or another worker is at it.</summary>
    public async Task<StepClaim?> ClaimAsync(Guid stepId, Guid bookingId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("doing one step now");
        return await ClaimAsync(db, stepId, bookingId, time.Now(), cancellationToken);
    }

    /// <summary>Gives a step back unfinished, due at once: the next worker resumes it.</summary>
    public async Task ReleaseAsync(StepClaim claim, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("giving a step back");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await Held(db, claim).ExecuteUpdateAsync(s => s.SetProperty(x => x.LeaseOwner, (Guid?)null).SetProperty(x => x.LeaseUntil, (Instant?)null), cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>The step of a claim, while the claim holds.</summary>
    internal static IQueryable<BookingStep> Held(AppDbContext db, StepClaim claim) =>
        db.BookingSteps.Where(s => s.Id == claim.StepId && s.Fence == claim.Fence && s.LeaseOwner == claim.Owner);

    private async Task<StepClaim?> ClaimAsync(AppDbContext db, Guid id, Guid bookingId, Instant now, CancellationToken cancellationToken)
    {
        var owner = Guid.CreateVersion7(time.GetUtcNow());
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await db.BookingSteps.Where(s => s.Id == id && s.DueAt <= now && (s.LeaseUntil == null || s.LeaseUntil <= now)).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.LeaseOwner, owner).SetProperty(x => x.LeaseUntil, now + LeaseLife).SetProperty(x => x.Fence, x => x.Fence + 1),
            cancellationToken);
        var fence = taken == 1 ? await db.BookingSteps.Where(s => s.Id == id).Select(s => s.Fence).SingleAsync(cancellationToken) : 0;
        await write.CommitAsync(cancellationToken);
        return taken == 1 ? new StepClaim(id, bookingId, owner, fence) : null;
    }
}
