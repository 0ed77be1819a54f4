using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars.Push;

/// <summary>The right to ask the vendor about one channel, and the channel as it was then.</summary>
public sealed record ChannelClaim(PushChannel Channel, Guid Owner);

/// <summary>
/// Writes down how it goes with channels, each time only while the claim holds. A channel that was to be closed meanwhile is closed, whatever came of opening it.
/// </summary>
public sealed class ChannelLedger(AppDatabase database, SyncSignal sync, TimeProvider time)
{
    /// <summary>Longer than the vendor may take, so that two never ask at once.</summary>
    internal static readonly Duration LeaseLife = Duration.FromMinutes(3);

    /// <summary>Takes a channel that is due; null while someone else has it, or it is not due any more.</summary>
    internal async Task<ChannelClaim?> ClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        var (now, owner) = (time.Now(), Guid.CreateVersion7(time.GetUtcNow()));
        await using var db = Open();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await db.PushChannels.Where(c => c.Id == id && c.DueAt <= now && (c.LeaseUntil == null || c.LeaseUntil <= now))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.LeaseOwner, owner).SetProperty(c => c.LeaseUntil, now + LeaseLife).SetProperty(c => c.Attempts, c => c.Attempts + 1), cancellationToken);
        var channel = taken == 1 ? await db.PushChannels.AsNoTracking().SingleAsync(c => c.Id == id, cancellationToken) : null;
        await write.CommitAsync(cancellationToken);
        return channel is null ? null : new ChannelClaim(channel, owner);
    }

    /// <summary>It is open at the vendor: whatever else there was for the same goes, and a pass makes good what changed before.</summary>
    internal Task OpenedAsync(ChannelClaim claim, OpenedChannel opened) => WriteAsync(claim, opensGap: true, async (db, own, now) =>
    {
        var (renewal, reached) = (PushChannel.RenewalOf(now, opened.ExpiresAt), opened.IsReached ? now : (Instant?)null);
        await own.ExecuteUpdateAsync(s => s
            .SetProperty(c => c.State, c => c.State == ChannelState.Closing ? ChannelState.Closing : ChannelState.Open)
            .SetProperty(c => c.DueAt, c => c.State == ChannelState.Closing ? now : renewal)
            .SetProperty(c => c.VendorId, opened.Channel.Id)
            .SetProperty(c => c.ResourceId, opened.Channel.ResourceId)
            .SetProperty(c => c.ExpiresAt, opened.ExpiresAt)
            .SetProperty(c => c.ReachedAt, c => c.ReachedAt ?? reached)
            .SetProperty(c => c.Attempts, 0)
            .SetProperty(c => c.ErrorCode, (string?)null)
            .SetProperty(c => c.ErrorText, (string?)null)
            .SetProperty(c => c.LeaseOwner, (Guid?)null)
            .SetProperty(c => c.LeaseUntil, (Instant?)null));
        if (await db.PushChannels.AnyAsync(c => c.Id == claim.Channel.Id && c.State == ChannelState.Open))
        {
            await db.PushChannels.Where(c => c.ConnectionId == claim.Channel.ConnectionId && c.CalendarId == claim.Channel.CalendarId && c.Id != claim.Channel.Id && c.State != ChannelState.Closing)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, ChannelState.Closing).SetProperty(c => c.DueAt, now));
        }
    });

    /// <summary>The vendor prolonged it. It may have been silent before, so a pass makes sure.</summary>
    internal Task RenewedAsync(ChannelClaim claim, Instant expiresAt) => WriteAsync(claim, opensGap: true, (_, own, now) =>
    {
        var renewal = PushChannel.RenewalOf(now, expiresAt);
        return own.ExecuteUpdateAsync(s => s
            .SetProperty(c => c.DueAt, c => c.State == ChannelState.Closing ? now : renewal)
            .SetProperty(c => c.ExpiresAt, expiresAt)
            .SetProperty(c => c.Attempts, 0)
            .SetProperty(c => c.ErrorCode, (string?)null)
            .SetProperty(c => c.ErrorText, (string?)null)
            .SetProperty(c => c.LeaseOwner, (Guid?)null)
            .SetProperty(c => c.LeaseUntil, (Instant?)null));
    });

    /// <summary>The vendor prolongs none: another is opened beside it, and only then this one is stopped.</summary>
    internal Task ReplaceAsync(ChannelClaim claim) => WriteAsync(claim, opensGap: false, async (db, own, _) =>
    {
        await own.ExecuteUpdateAsync(s => s
            .SetProperty(c => c.DueAt, c => c.ExpiresAt!.Value)
            .SetProperty(c => c.Attempts, 0)
            .SetProperty(c => c.LeaseOwner, (Guid?)null)
            .SetProperty(c => c.LeaseUntil, (Instant?)null));
        if (!await db.PushChannels.AnyAsync(c => c.ConnectionId == claim.Channel.ConnectionId && c.CalendarId == claim.Channel.CalendarId && c.State == ChannelState.Opening))
        {
            Add(db, claim.Channel);
        }
    });

    /// <summary>
    /// The vendor may have it and does not say what it calls it: it is kept until then, so that a signal of it, which says so, lets it be stopped.
    /// </summary>
    internal Task AbandonAsync(ChannelClaim claim, Instant end) => WriteAsync(claim, opensGap: false, (_, own, _) => own.ExecuteUpdateAsync(s => s
        .SetProperty(c => c.State, ChannelState.Closing)
        .SetProperty(c => c.DueAt, c => c.VendorId == null ? end : c.DueAt)
        .SetProperty(c => c.ExpiresAt, c => c.ExpiresAt ?? end)
        .SetProperty(c => c.LeaseOwner, (Guid?)null)
        .SetProperty(c => c.LeaseUntil, (Instant?)null)));

    /// <summary>The vendor has it no more; what changed since is unknown until a pass.</summary>
    internal Task EndedAsync(ChannelClaim claim) => WriteAsync(claim, opensGap: true, (_, own, _) => own.ExecuteDeleteAsync());

    /// <summary>There is nothing left to do about it.</summary>
    internal Task RemoveAsync(ChannelClaim claim) => WriteAsync(claim, opensGap: false, (_, own, _) => own.ExecuteDeleteAsync());

    internal Task FailedAsync(ChannelClaim claim, Instant retryAt, Failure failure) => WriteAsync(claim, opensGap: false, (_, own, now) => own.ExecuteUpdateAsync(s => s
        .SetProperty(c => c.DueAt, c => c.State == claim.Channel.State ? retryAt : now)
        .SetProperty(c => c.ErrorCode, failure.Code)
        .SetProperty(c => c.ErrorText, failure.Reason)
        .SetProperty(c => c.LeaseOwner, (Guid?)null)
        .SetProperty(c => c.LeaseUntil, (Instant?)null)));

    /// <summary>What is known of the vendor is written down though nobody waits for it any more.</summary>
    private async Task WriteAsync(ChannelClaim claim, bool opensGap, Func<AppDbContext, IQueryable<PushChannel>, Instant, Task> change)
    {
        var (channel, now) = (claim.Channel, time.Now());
        await using var db = Open();
        var calendars = opensGap ? await db.CalendarsOf(channel).ToListAsync() : [];
        await using (var write = await db.BeginWriteAsync(CancellationToken.None))
        {
            if (calendars.Count > 0)
            {
                await db.MarkDirtyAsync(calendars, SyncTrigger.Schedule, now, CancellationToken.None);
            }

            await change(db, db.PushChannels.Where(c => c.Id == channel.Id && c.LeaseOwner == claim.Owner), now);
            db.Announce(channel.OrganizationId, Topics.Calendars, channel.CalendarId ?? channel.ConnectionId);
            await db.SaveChangesAsync(CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
        }

        if (calendars.Count > 0)
        {
            sync.Wake();
        }
    }

    private void Add(AppDbContext db, PushChannel like)
    {
        var now = time.Now();
        db.PushChannels.Add(new PushChannel
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            OrganizationId = like.OrganizationId,
            ConnectionId = like.ConnectionId,
            CalendarId = like.CalendarId,
            Provider = like.Provider,
            Address = like.Address,
            CreatedAt = now,
            DueAt = now,
        });
    }

    private AppDbContext Open() => database.ForSystem("opening, renewing and stopping push channels");
}
