using App.Domain.Webhooks;

namespace App.Domain.Tests.Webhooks;

public sealed class LatencyBucketsTests
{
    /// <summary>Times of many shapes: few and many, alike and far apart.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_estimate_lies_in_the_bucket_that_holds_the_true_time(int seed)
    {
        var times = Times(seed);

        Assert.All((double[])[0, 0.05, 0.5, 0.95, 1], share => Assert.Equal(LatencyBuckets.Of(True(times, share)), LatencyBuckets.Of(Estimate(times, share))));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Only_an_endpoint_within_a_bucket_of_the_limit_can_be_taken_for_slow_or_fast_by_mistake(int seed)
    {
        var times = Times(seed);
        var (median, limit, bucket) = (True(times, 0.5), SlowAnswers.LimitOf(1 + (seed % 30)), LatencyBuckets.Top(1));

        Assert.False(median * bucket < limit && Estimate(times, 0.5) > limit);
        Assert.False(median > limit * bucket && Estimate(times, 0.5) <= limit);
    }

    [Fact]
    public void Times_alike_are_estimated_in_the_middle_of_their_bucket_and_not_at_its_upper_edge()
    {
        Assert.Equal((LatencyBuckets.Top(27) + LatencyBuckets.Top(28)) / 2, LatencyBuckets.Percentile([(28, 1)], 0.5));
        Assert.Equal(0.5, LatencyBuckets.Percentile([(0, 1)], 0.5));
    }

    [Fact]
    public void Of_nothing_there_is_no_time() => Assert.Null(LatencyBuckets.Percentile([], 0.5));

    private static double Estimate(IReadOnlyList<double> times, double share) =>
        LatencyBuckets.Percentile(times.GroupBy(LatencyBuckets.Of).Select(g => (g.Key, (long)g.Count())), share)!.Value;

    private static double True(IReadOnlyList<double> times, double share) => times.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(times.Count * share)) - 1);

    private static List<double> Times(int seed)
    {
        var numbers = new SeededNumbers((ulong)seed);
        var (middle, spread) = (numbers.Between(0, 450), numbers.Between(0, 100));
        return [.. Enumerable.Range(0, numbers.Between(1, 200)).Select(_ => Math.Min(119_000, Math.Round(Math.Pow(10, (middle + numbers.Between(-spread, spread)) / 100d))))];
    }
}
