using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>
/// Deletes messages, their deliveries and what came in after 90 days, what was for endpoints that are gone, and secrets that have ended. There may be millions: a few thousand
/// rows at a time, so that nobody waits long for the write gate.
/// </summary>
public sealed class DropOldMessages(AppDatabase database, TimeProvider time)
{
    internal const int MostRows = 5000;

    /// <summary>A delivery has some tries, which go with it.</summary>
    internal const int MostDeliveries = 1000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        var old = now - CleanUp.Keep;
        foreach (var (endpoint, isGone) in await ListEndpointsAsync(cancellationToken))
        {
            await DropDeliveriesAsync(db => db.Deliveries.Where(d => d.EndpointId == endpoint && (isGone || d.At < old)).OrderBy(d => d.At), now, cancellationToken);
            if (isGone)
            {
                await DropAsync(db => db.AttemptCounts.Where(c => c.EndpointId == endpoint), cancellationToken);
            }
        }

        await DropMessagesAsync(old, cancellationToken);
        await DropCountsAsync(EndpointViews.HourOf(old), cancellationToken);
        await DropChunksAsync(db => db.InboundEvents.Where(e => e.At < old).OrderBy(e => e.At), cancellationToken);
        await DropChunksAsync(db => db.Replays.Where(r => r.EndedAt < old).OrderBy(r => r.EndedAt), cancellationToken);
        await DropAsync(db => db.EndpointSecrets.Where(s => s.ExpiresAt <= now), cancellationToken);
        await DropInboundSecretsAsync(now, cancellationToken);
    }

    /// <summary>Nobody sees a difference, so the version stays.</summary>
    private async Task DropInboundSecretsAsync(Instant now, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("deleting secrets that have ended");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.InboundSources.Where(s => s.FormerSecretExpiresAt <= now).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.SealedFormerSecret, (byte[]?)null).SetProperty(x => x.FormerSecretExpiresAt, (Instant?)null),
            cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>Endpoints that were told something, and whether they are gone: from one to the next by the index of deliveries.</summary>
    private async Task<IReadOnlyList<(Guid Id, bool IsGone)>> ListEndpointsAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("finding the endpoints that have deliveries");
        var (found, last) = (new List<(Guid, bool)>(), Guid.Empty);
        while (await db.Deliveries.Where(d => d.EndpointId.CompareTo(last) > 0).OrderBy(d => d.EndpointId).Select(d => d.EndpointId).Take(1).ToListAsync(cancellationToken) is [var next])
        {
            last = next;
            found.Add((next, !await db.Endpoints.AnyAsync(e => e.Id == next, cancellationToken)));
        }

        return found;
    }

    /// <summary>Those with their tries; what is being sent now is left for the next day.</summary>
    private async Task DropDeliveriesAsync(Func<AppDbContext, IQueryable<Delivery>> old, Instant now, CancellationToken cancellationToken)
    {
        for (var goesOn = true; goesOn;)
        {
            await using var db = database.ForSystem("deleting deliveries that have grown old");
            await using var write = await db.BeginWriteAsync(cancellationToken);
            var ids = await old(db).Where(d => d.Status != DeliveryStatus.Sending || d.DueAt == null || d.DueAt <= now).Select(d => d.Id).Take(MostDeliveries).ToListAsync(cancellationToken);
            await db.DeliveryAttempts.Where(a => ids.Contains(a.DeliveryId)).ExecuteDeleteAsync(cancellationToken);
            await db.Deliveries.Where(d => ids.Contains(d.Id)).ExecuteDeleteAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
            goesOn = ids.Count == MostDeliveries;
        }
    }

    /// <summary>By organization, as the index of messages goes.</summary>
    private async Task DropMessagesAsync(Instant old, CancellationToken cancellationToken)
    {
        List<Guid> organizations;
        await using (var db = database.ForSystem("deleting messages that have grown old"))
        {
            organizations = await db.Organizations.Select(o => o.Id).ToListAsync(cancellationToken);
        }

        foreach (var organization in organizations)
        {
            await DropChunksAsync(db => db.Messages.Where(m => m.OrganizationId == organization && m.At < old).OrderBy(m => m.At).ThenBy(m => m.Id), cancellationToken);
        }
    }

    /// <summary>Hour by hour: an hour has few rows, however many tries it counts.</summary>
    private async Task DropCountsAsync(int before, CancellationToken cancellationToken)
    {
        while (await OldestHourAsync(cancellationToken) is { } hour && hour < before)
        {
            await DropAsync(db => db.AttemptCounts.Where(c => c.Hour == hour), cancellationToken);
        }
    }

    private async Task<int?> OldestHourAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("deleting counts that have grown old");
        return await db.AttemptCounts.MinAsync(c => (int?)c.Hour, cancellationToken);
    }

    private async Task DropChunksAsync<T>(Func<AppDbContext, IQueryable<T>> old, CancellationToken cancellationToken)
    {
        while (await DropAsync(db => old(db).Take(MostRows), cancellationToken) == MostRows)
        {
        }
    }

    private async Task<int> DropAsync<T>(Func<AppDbContext, IQueryable<T>> old, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("deleting what has grown old");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var rows = await old(db).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return rows;
    }
}
