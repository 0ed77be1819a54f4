namespace App.Domain.Webhooks;

/// <summary>
/// Times counted by size, four buckets for each doubling from one millisecond on: a percentile read from counts is at most a fifth too large, whatever it is of.
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

    /// <summary>A time that this share of those counted do not exceed, in milliseconds; null: nothing was counted.</summary>
    /// <param name="share">0 to 1.</param>
    public static double? Percentile(IEnumerable<(int Bucket, long Count)> counts, double share)
    {
        var sorted = counts.OrderBy(c => c.Bucket).ToList();
        var rank = (long)Math.Ceiling(sorted.Sum(c => c.Count) * share);
        foreach (var (bucket, count) in sorted)
        {
            rank -= count;
            if (rank <= 0)
            {
                return Top(bucket);
            }
        }

        return null;
    }
}
