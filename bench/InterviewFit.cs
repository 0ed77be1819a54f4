namespace Bench;

/// <summary>
/// Logistic regression on top of given odds, by coordinate descent: each term's weight in turn moves to where the likelihood, less the cost of being away from nothing, is greatest. What costs more
/// than it tells stays exactly nothing, so the table is small. No chance is in it.
/// </summary>
internal static class InterviewFit
{
    private const int Passes = 40;
    private const double Settled = 1e-3;

    /// <summary>Smallest curvature: keeps a step bounded where every answer is certain.</summary>
    private const double LeastCurvature = 1e-3;

    /// <param name="Odds">By the weights written by hand.</param>
    public sealed record Example(bool IsInterview, double Odds, IReadOnlyCollection<string> Terms);

    /// <param name="examples">What is learned from.</param>
    /// <param name="cost">Of a term: what each unit of its weight costs, and half its square.</param>
    public static Dictionary<string, double> Weights(IReadOnlyList<Example> examples, Func<string, (double Linear, double Square)?> cost)
    {
        var columns = examples.Index().SelectMany(e => e.Item.Terms.Select(t => (Term: t, e.Index))).GroupBy(p => p.Term, p => p.Index, StringComparer.Ordinal)
            .Select(g => (Term: g.Key, Rows: g.ToArray(), Cost: cost(g.Key))).Where(c => c.Cost is not null).OrderBy(c => c.Term, StringComparer.Ordinal).ToArray();
        var odds = examples.Select(e => e.Odds).ToArray();
        var weights = new double[columns.Length];
        for (var pass = 0; pass < Passes; pass++)
        {
            var most = 0.0;
            for (var i = 0; i < columns.Length; i++)
            {
                var step = Step(columns[i].Rows, weights[i], columns[i].Cost!.Value, examples, odds);
                weights[i] += step;
                most = Math.Max(most, Math.Abs(step));
                foreach (var row in step == 0 ? [] : columns[i].Rows)
                {
                    odds[row] += step;
                }
            }

            if (most < Settled)
            {
                break;
            }
        }

        return columns.Zip(weights).Where(p => p.Second != 0).ToDictionary(p => p.First.Term, p => p.Second, StringComparer.Ordinal);
    }

    private static double Step(int[] rows, double weight, (double Linear, double Square) cost, IReadOnlyList<Example> examples, double[] odds)
    {
        var (gradient, curvature) = (cost.Square * weight, cost.Square + LeastCurvature);
        foreach (var row in rows)
        {
            var likely = 1 / (1 + Math.Exp(-odds[row]));
            gradient += likely - (examples[row].IsInterview ? 1 : 0);
            curvature += likely * (1 - likely);
        }

        // The best place were the likelihood a parabola, drawn towards nothing by the linear cost.
        var best = weight - (gradient / curvature);
        var drawn = Math.Sign(best) * Math.Max(0, Math.Abs(best) - (cost.Linear / curvature));
        return Math.Clamp(drawn - weight, -1, 1);
    }
}
