using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Calendars.Push;

/// <summary>
/// Works on signals that were taken: one dirty mark for each calendar they tell of, and what they say of the channels themselves. Signals of channels that
/// are unknown or being closed mean nothing. Doing it twice changes nothing.
/// </summary>
public sealed class FollowSignals(AppDatabase database, SyncSignal sync, ChannelWork work, TimeProvider time, ILogger<FollowSignals> logger)
{
    private const int Batch = 500;
    private const int AtOnce = 4;

    public async Task RunAsync(IReadOnlyList<ChannelSignals> signals, CancellationToken cancellationToken)
    {
        foreach (var batch in signals.Chunk(Batch))
        {
            var told = batch.ToDictionary(s => s.ChannelId);
            List<PushChannel> channels;
            await using (var db = database.ForSystem("signals of vendors"))
            {
                channels = await db.PushChannels.AsNoTracking().Where(c => told.Keys.Contains(c.Id)).ToListAsync(cancellationToken);
            }

            var connections = channels.GroupBy(c => c.ConnectionId, c => (c, told[c.Id]));
            await Each.RunAsync(connections, AtOnce, (connection, ct) => FollowAsync([.. connection], ct), logger, cancellationToken);
        }
    }

    private async Task FollowAsync(IReadOnlyList<(PushChannel Channel, ChannelSignals Told)> signals, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("signals of vendors");
        var dirty = new HashSet<Guid>();
        foreach (var (channel, told) in signals.Where(s => s.Channel.State != ChannelState.Closing && s.Told.Kinds.Any(k => k != SignalKind.Opened)))
        {
            dirty.UnionWith(await db.CalendarsOf(channel).ToListAsync(cancellationToken));
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        var marked = dirty.Count > 0 ? await db.MarkDirtyAsync(dirty, SyncTrigger.Push, now, cancellationToken) : 0;
        foreach (var (channel, told) in signals)
        {
            await NoteAsync(db, channel, told, now, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        if (marked > 0)
        {
            sync.Wake();
        }
    }

    private async Task NoteAsync(AppDbContext db, PushChannel channel, ChannelSignals told, Instant now, CancellationToken cancellationToken)
    {
        var row = db.PushChannels.Where(c => c.Id == channel.Id);
        if (told.Kinds.Contains(SignalKind.Ended))
        {
            await row.ExecuteDeleteAsync(cancellationToken);
            db.Announce(channel.OrganizationId, Topics.Calendars, channel.CalendarId ?? channel.ConnectionId);
            work.Wake();
            return;
        }

        if (channel.ReachedAt is null)
        {
            await row.Where(c => c.ReachedAt == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.ReachedAt, now), cancellationToken);
            db.Announce(channel.OrganizationId, Topics.Calendars, channel.CalendarId ?? channel.ConnectionId);
        }

        if (channel.VendorId is null && told.Latest is { Channel: { } vendor } latest)
        {
            await LearnAsync(row, vendor, latest.ExpiresAt, now, cancellationToken);
        }

        if (told.Kinds.Contains(SignalKind.RenewalWanted) && await row.Where(c => c.State == ChannelState.Open).ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now), cancellationToken) > 0)
        {
            work.Wake();
        }
    }

    /// <summary>The answer to our opening it was lost, or is still under way: the signal tells what the answer would have. One to be closed can be stopped now.</summary>
    private static Task<int> LearnAsync(IQueryable<PushChannel> row, VendorChannel vendor, Instant? expiresAt, Instant now, CancellationToken cancellationToken) =>
        row.Where(c => c.VendorId == null).ExecuteUpdateAsync(
            s => s
                .SetProperty(c => c.VendorId, vendor.Id)
                .SetProperty(c => c.ResourceId, vendor.ResourceId)
                .SetProperty(c => c.ExpiresAt, c => expiresAt ?? c.ExpiresAt)
                .SetProperty(c => c.DueAt, c => c.State == ChannelState.Closing ? now : c.DueAt),
            cancellationToken);
}
