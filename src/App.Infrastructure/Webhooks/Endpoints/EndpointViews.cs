using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Makes views of endpoints, with what is known of their deliveries.</summary>
internal static class EndpointViews
{
    public const int Hours = 24;

    private const int NewestLookedAt = 100;

    public static int HourOf(Instant at) => (int)Math.DivRem(at.ToUnixTimeSeconds(), 3600).Quotient;

    public static Instant HourAt(int hour) => Instant.FromUnixTimeSeconds(hour * 3600L);

    public static async Task<IReadOnlyList<EndpointView>> ViewAsync(this AppDbContext db, Seals seals, IReadOnlyList<Endpoint> endpoints, CancellationToken cancellationToken)
    {
        var (now, ids) = (db.Time.Now(), endpoints.Select(e => e.Id).ToList());
        var states = await db.EndpointStates.AsNoTracking().Where(s => ids.Contains(s.EndpointId)).ToDictionaryAsync(s => s.EndpointId, cancellationToken);
        var secrets = (await db.EndpointSecrets.AsNoTracking().Where(s => ids.Contains(s.EndpointId) && (s.ExpiresAt == null || s.ExpiresAt > now)).ToListAsync(cancellationToken)).ToLookup(s => s.EndpointId);
        var counts = (await CountHoursAsync(db, ids, HourOf(now), cancellationToken)).ToLookup(c => c.EndpointId);
        var medians = await MediansAsync(db, ids, HourOf(now), cancellationToken);
        var deliveries = await CountDeliveriesAsync(db, ids, HourAt(HourOf(now) - Hours + 1), cancellationToken);
        return [.. endpoints.Select(e => Of(seals, e, states.GetValueOrDefault(e.Id), [.. secrets[e.Id].OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id)], HoursOf(counts[e.Id], HourOf(now)), counts[e.Id].Sum(c => c.Retried), medians.GetValueOrDefault(e.Id), deliveries[e.Id]))];
    }

    private static EndpointView Of(Seals seals, Endpoint endpoint, EndpointState? state, IReadOnlyList<EndpointSecret> secrets, IReadOnlyList<HourCount> hours, long retried, double? median, Deliveries deliveries) => new()
    {
        Id = endpoint.Id,
        Name = endpoint.Name,
        Url = endpoint.Url,
        EventTypes = EndpointText.Names(endpoint.EventTypes),
        Connections = EndpointText.Ids(endpoint.Connections),
        Filters = EndpointText.Filters(endpoint.Filters),
        HeaderNames = seals.Headers(endpoint).Match(IReadOnlyList<string>? (h) => [.. h.Keys], _ => null),
        Scheme = endpoint.Scheme,
        PublicKey = endpoint.Scheme == SignatureScheme.Ed25519 && secrets.FirstOrDefault(s => s.ExpiresAt is null) is { } used ? seals.VerifierOf(used).Match(string? (key) => key, _ => null) : null,
        TimeoutSeconds = endpoint.TimeoutSeconds,
        Retries = endpoint.Retries,
        PerMinute = endpoint.PerMinute,
        Order = endpoint.Order,
        Template = endpoint.Template,
        Status = endpoint.Status,
        StatusSince = endpoint.StatusSince,
        StatusReason = endpoint.StatusReason,
        FailingSince = state?.FailingSince,
        LastDeliveryAt = deliveries.Last ?? hours.LastOrDefault(h => h.Delivered > 0)?.At,
        Hours = hours,
        Retried = retried,
        MedianMilliseconds = median,
        Waiting = deliveries.Waiting,
        Failed = deliveries.Failed,
        FailedLately = deliveries.FailedLately,
        Secrets = [.. secrets.Select(s => new SecretView(s.Id, s.CreatedAt, s.ExpiresAt))],
        CreatedAt = endpoint.CreatedAt,
        Version = endpoint.Version,
    };

    private static IReadOnlyList<HourCount> HoursOf(IEnumerable<Counted> counts, int present)
    {
        var known = counts.ToDictionary(c => c.Hour);
        return [.. Enumerable.Range(present - Hours + 1, Hours).Select(hour => known.TryGetValue(hour, out var c) ? new HourCount(HourAt(hour), c.Delivered, c.All - c.Delivered) : new HourCount(HourAt(hour), 0, 0))];
    }

    private static IQueryable<AttemptCount> CountsOf(AppDbContext db, List<Guid> ids, int present) =>
        db.AttemptCounts.Where(c => ids.Contains(c.EndpointId) && c.Hour > present - Hours && c.Hour <= present);

    private static Task<List<Counted>> CountHoursAsync(AppDbContext db, List<Guid> ids, int present, CancellationToken cancellationToken) =>
        CountsOf(db, ids, present)
            .GroupBy(c => new { c.EndpointId, c.Hour })
            .Select(g => new Counted(g.Key.EndpointId, g.Key.Hour, g.Sum(c => c.Status >= 200 && c.Status < 300 ? c.Count : 0), g.Sum(c => c.Count), g.Sum(c => c.IsFirst ? 0 : c.Count)))
            .ToListAsync(cancellationToken);

    /// <summary>A try without an answer says nothing of how long answers take.</summary>
    private static async Task<Dictionary<Guid, double?>> MediansAsync(AppDbContext db, List<Guid> ids, int present, CancellationToken cancellationToken) =>
        (await CountsOf(db, ids, present).Where(c => c.Status != 0)
            .GroupBy(c => new { c.EndpointId, c.Bucket })
            .Select(g => new { g.Key.EndpointId, g.Key.Bucket, Count = g.Sum(c => c.Count) })
            .ToListAsync(cancellationToken))
        .GroupBy(c => c.EndpointId)
        .ToDictionary(g => g.Key, g => LatencyBuckets.Percentile(g.Select(c => (c.Bucket, c.Count)), 0.5));

    /// <summary>Counted no further than is told: each of these reads a few rows of an index, however many there are.</summary>
    private static Task<Dictionary<Guid, Deliveries>> CountDeliveriesAsync(AppDbContext db, List<Guid> ids, Instant lately, CancellationToken cancellationToken) =>
        db.Endpoints.Where(e => ids.Contains(e.Id)).Select(e => new Deliveries(
            e.Id,
            db.Deliveries.Where(d => d.EndpointId == e.Id && (d.Status == DeliveryStatus.Waiting || d.Status == DeliveryStatus.Sending) && d.DueAt != null).Take(EndpointView.MostCounted).Count(),
            db.Deliveries.Where(d => d.EndpointId == e.Id && d.Status != DeliveryStatus.Sending && d.Status != DeliveryStatus.Delivered && d.Status == DeliveryStatus.GaveUp).Take(EndpointView.MostCounted).Count(),
            db.Deliveries.Where(d => d.EndpointId == e.Id && d.Status != DeliveryStatus.Sending && d.Status != DeliveryStatus.Delivered && d.Status == DeliveryStatus.GaveUp).OrderByDescending(d => d.At).Take(EndpointView.MostCounted)
                .Count(d => d.TriedAt >= lately),
            db.Deliveries.Where(d => d.EndpointId == e.Id).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(NewestLookedAt)
                .Where(d => d.Status == DeliveryStatus.Delivered).OrderByDescending(d => d.TriedAt).Select(d => d.TriedAt).FirstOrDefault())).ToDictionaryAsync(d => d.Id, cancellationToken);

    private sealed record Counted(Guid EndpointId, int Hour, long Delivered, long All, long Retried);

    private sealed record Deliveries(Guid Id, int Waiting, int Failed, int FailedLately, Instant? Last);
}
