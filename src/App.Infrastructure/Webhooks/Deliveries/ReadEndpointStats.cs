using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Statistics of an endpoint's tries over its last hours.</summary>
public sealed class ReadEndpointStats(AppDatabase database, TimeProvider time)
{
    public const int MostHours = 24 * 90;

    /// <param name="hours">Up to <see cref="MostHours"/>, the present one included.</param>
    public async Task<Result<EndpointStats>> RunAsync(Actor actor, Guid endpointId, int hours, CancellationToken cancellationToken)
    {
        if (hours is < 1 or > MostHours)
        {
            return new Failure.Invalid("hours", $"Must be from 1 to {MostHours}.");
        }

        await using var db = database.ForOrganization(actor);
        if ((await db.FindEndpointAsync(actor, endpointId, cancellationToken)).Failure is { } refused)
        {
            return refused;
        }

        var present = EndpointViews.HourOf(time.Now());
        var counts = await db.AttemptCounts.AsNoTracking().Where(c => c.EndpointId == endpointId && c.Hour > present - hours && c.Hour <= present).ToListAsync(cancellationToken);
        return Of(counts, present - hours + 1, hours);
    }

    private static EndpointStats Of(List<AttemptCount> counts, int first, int hours)
    {
        var (tries, delivered) = (counts.Sum(c => c.Count), Delivered(counts));
        var (began, arrived) = (counts.Where(c => c.IsFirst).Sum(c => c.Count), Delivered(counts.Where(c => c.IsFirst)));
        var byHour = counts.ToLookup(c => c.Hour);
        return new EndpointStats(
            tries,
            delivered,
            Share(delivered, tries),
            Share(arrived, began),
            Percentile(counts, 0.5),
            Percentile(counts, 0.95),
            [.. counts.GroupBy(c => c.Status).Select(g => new StatusCount(g.Key, g.Sum(c => c.Count))).OrderByDescending(s => s.Count).ThenBy(s => s.Status)],
            [.. Enumerable.Range(first, hours).Select(hour => HourOf(hour, [.. byHour[hour]]))]);
    }

    private static HourStats HourOf(int hour, List<AttemptCount> counts)
    {
        var delivered = Delivered(counts);
        return new HourStats(EndpointViews.HourAt(hour), delivered, counts.Sum(c => c.Count) - delivered, Percentile(counts, 0.5), Percentile(counts, 0.95));
    }

    private static long Delivered(IEnumerable<AttemptCount> counts) => counts.Where(c => c.Status is >= 200 and < 300).Sum(c => c.Count);

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static double? Percentile(IEnumerable<AttemptCount> counts, double share) =>
        LatencyBuckets.Percentile(counts.Where(c => c.Status != 0).GroupBy(c => c.Bucket).Select(g => (g.Key, g.Sum(c => c.Count))), share);
}
