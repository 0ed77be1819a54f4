using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Delivering;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Puts a replay's deliveries back, a chunk at a time; how far it is is saved with each, so that whoever goes on after a crash repeats none.</summary>
public sealed class RunReplay(AppDatabase database, WebhookSignal signal)
{
    internal const int Chunk = 500;

    public async Task RunAsync(ReplayClaim claim, CancellationToken cancellationToken)
    {
        for (var goesOn = true; goesOn; signal.Wake())
        {
            goesOn = await PassAsync(claim, cancellationToken);
        }
    }

    /// <returns>False: there is nothing more to do, or the claim has ended.</returns>
    internal async Task<bool> PassAsync(ReplayClaim claim, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("sending deliveries again");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await ReplayClaims.Held(db, claim).SingleOrDefaultAsync(cancellationToken) is not { } replay)
        {
            return false;
        }

        var found = await db.Replayed(replay).OrderBy(d => d.At).ThenBy(d => d.Id).Take(Chunk).Select(d => new { d.Id, d.At }).ToListAsync(cancellationToken);
        if (found is [.., { } last])
        {
            await PutBackAsync(db.Replayed(replay).Where(d => d.At < last.At || (d.At == last.At && d.Id.CompareTo(last.Id) <= 0)), db.Time.Now(), cancellationToken);
            (replay.PassedAt, replay.PassedId, replay.Done) = (last.At, last.Id, replay.Done + found.Count);
            replay.Total = Math.Max(replay.Total, replay.Done);
            db.Announce(replay.OrganizationId, Topics.Deliveries, replay.EndpointId);
        }

        var goesOn = found.Count == Chunk;
        replay.EndedAt = goesOn ? null : db.Time.Now();
        replay.LeaseUntil = goesOn ? db.Time.Now() + ReplayClaims.LeaseLife : null;
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return goesOn;
    }

    private static Task<int> PutBackAsync(IQueryable<Delivery> deliveries, Instant now, CancellationToken cancellationToken) => deliveries.ExecuteUpdateAsync(
        s => s.SetProperty(d => d.Status, DeliveryStatus.Waiting).SetProperty(d => d.Tries, 0).SetProperty(d => d.DueAt, now).SetProperty(d => d.LeaseOwner, (Guid?)null), cancellationToken);
}
