namespace Bench;

/// <summary>What the runs of one measurement gave.</summary>
internal sealed class Samples(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Median => _sorted.Length % 2 == 1
        ? _sorted[_sorted.Length / 2]
        : (_sorted[(_sorted.Length / 2) - 1] + _sorted[_sorted.Length / 2]) / 2;

    public double P95 => _sorted[(int)Math.Ceiling(_sorted.Length * 0.95) - 1];

    public double Least => _sorted[0];

    public double Most => _sorted[^1];

    public int Count => _sorted.Length;
}
