using System.Collections.Frozen;
using System.Globalization;

namespace App.Domain.Interviews;

/// <summary>
/// What labelled entries add to the weights written by hand: one term a line, what it adds to the logarithm of the odds, and nothing for whatever does not stand there. <c>bench interviews
/// --write</c> makes the table; see docs/decisions/0018-interviews.md.
/// </summary>
internal static class LearnedWeights
{
    public const string File = "learned-weights.tsv";

    private static readonly Lazy<FrozenDictionary<string, double>> Table = new(Load);

    public static double Of(IEnumerable<string> terms) => terms.Sum(t => Table.Value.GetValueOrDefault(t));

    private static FrozenDictionary<string, double> Load()
    {
        using var stream = typeof(LearnedWeights).Assembly.GetManifestResourceStream(File) ?? throw new InvalidOperationException($"{File} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split('\t'));
        return lines.ToFrozenDictionary(l => l[0], l => double.Parse(l[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }
}
