namespace App.Domain.Webhooks;

/// <summary>
/// Times counted by size, four buckets for each doubling from one millisecond on: a percentile read from counts is an estimate, off by less than a fifth.
/// </summary>
public static class LatencyBuckets
{
    private const int PerDoubling = 4;

    /// <summary>Of two minutes and all above.</summary>
    public const int Last = 68;

    /// <param name="milliseconds">Below one counts as one.</param>
    public static int Of(double milliseconds) =>
        milliseconds <= 1 ? 0 : Math.Min(Last, (int)Math.Ceiling(Math.Log2(milliseconds) * PerDoubling));

    /// <summary>The longest time that a bucket counts, in milliseconds.</summary>
    public static double Top(int bucket) => Math.Pow(2, (double)bucket / PerDoubling);

    /// <summary>About the time that this share of those counted do not exceed, in milliseconds; null: nothing was counted.</summary>
    /// <remarks>It lies in the bucket of the true one, as far up as it would be if those in it were spread evenly.</remarks>
    /// <param name="share">0 to 1.</param>
    public static double? Percentile(IEnumerable<(int Bucket, long Count)> counts, double share)
    {
        var sorted = counts.OrderBy(c => c.Bucket).ToList();
        var rank = Math.Max(1, (long)Math.Ceiling(sorted.Sum(c => c.Count) * share));
        foreach (var (bucket, count) in sorted)
        {
            if (rank <= count)
            {
                return Within(bucket, (rank - 0.5) / count);
            }

            rank -= count;
        }

        return null;
    }

    /// <summary>In the last one nothing tells how far up it goes.</summary>
    private static double Within(int bucket, double part)
    {
        var bottom = bucket == 0 ? 0 : Top(bucket - 1);
        return bottom + (part * (Top(bucket) - bottom));
    }
}
