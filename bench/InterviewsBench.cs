using System.Globalization;
using App.Domain.Interviews;
using App.Domain.Tests.Interviews;
using App.Testing;

namespace Bench;

/// <summary>
/// Learns what labelled entries add to the weights written by hand, and tells how well interviews are told by them: in cross validation, where each entry is judged by what was learned from others, and of
/// the entries held out, which are read for this figure only.
/// </summary>
internal static class InterviewsBench
{
    private const int Folds = 8;
    private const double Goal = 0.95;

    /// <summary>Words seen in fewer entries are not learned.</summary>
    private const int LeastSeen = 2;

    /// <summary>Smaller weights are not written.</summary>
    private const double LeastWeight = 0.02;

    private static readonly (double Linear, double Square) CostOfWord = (0.05, 1);
    private static readonly (double Linear, double Square) CostOfSignal = (0.1, 0.3);

    public static int Run(int seed, bool write)
    {
        var (entries, heldOut) = (LabelledEntry.Load("labelled-interviews.json"), LabelledEntry.Load("held-out-interviews.json"));
        var weights = Learn(entries, entries, seed);
        var report = new Report($"Interviews: {entries.Count} labelled entries, {heldOut.Count} held out (seed {seed}), {weights.Count} weights learned");
        var byHand = Outcome.Of(entries.Select(e => (e.Label.Interview, Odds(e, []))));
        Add(report, "by hand, of the entries the rules were written with", "hand", byHand, isPromised: false);
        Add(report, $"cross validation, {Folds} parts", "cross_validation", CrossValidation(entries, seed), isPromised: false);
        Add(report, "held out, by hand", "held_out_by_hand", Outcome.Of(heldOut.Select(e => (e.Label.Interview, Odds(e, [])))), isPromised: false);
        Add(report, "held out", "held_out", Outcome.Of(heldOut.Select(e => (e.Label.Interview, Odds(e, weights)))), isPromised: true);
        report.Print(Console.Out);
        if (write)
        {
            var path = RepositoryRoot.Path($"src/App.Domain/Interviews/{LearnedWeights.File}");
            File.WriteAllLines(path, weights.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key}\t{w.Value:0.00}")));
            Console.WriteLine($"Written: {path}");
        }

        return report.Reached ? 0 : 1;
    }

    private static void Add(Report report, string label, string name, Outcome outcome, bool isPromised)
    {
        var (limit, goal) = isPromised ? ($"≥ {Goal}", (Func<double, bool>?)(v => v >= Goal)) : ("", null);
        report.Add($"{label}: precision", new([outcome.Precision]), "", limit, $"interviews.{name}.precision", goal);
        report.Add($"{label}: recall", new([outcome.Recall]), "", limit, $"interviews.{name}.recall", goal);
    }

    private static Outcome CrossValidation(IReadOnlyList<LabelledEntry> entries, int seed)
    {
        var shuffled = entries.ToArray();
        new SeededNumbers((ulong)seed).Shuffle(shuffled);
        return Outcome.Of(Enumerable.Range(0, Folds).AsParallel().AsOrdered().SelectMany(fold =>
        {
            var weights = Learn([.. shuffled.Where((_, i) => i % Folds != fold)], entries, seed);
            return shuffled.Where((_, i) => i % Folds == fold).Select(e => (e.Label.Interview, Odds(e, weights))).ToList();
        }));
    }

    /// <param name="entries">What is learned from.</param>
    /// <param name="all">Whose people's names are no words.</param>
    private static Dictionary<string, double> Learn(IReadOnlyCollection<LabelledEntry> entries, IReadOnlyCollection<LabelledEntry> all, int seed)
    {
        var (vocabulary, numbers) = (new InterviewVocabulary(all), new SeededNumbers((ulong)seed));
        var examples = entries.SelectMany(e => vocabulary.All(e, numbers)).ToList();
        var seen = examples.SelectMany(e => e.Terms).CountBy(t => t, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        (double, double)? Cost(string term) => !IsWord(term) ? Times(CostOfSignal) : seen[term] >= LeastSeen * InterviewVocabulary.Copies ? Times(CostOfWord) : null;
        return InterviewFit.Weights(examples, Cost).Where(w => Math.Abs(w.Value) >= LeastWeight).ToDictionary(StringComparer.Ordinal);
    }

    private static bool IsWord(string term) => term.StartsWith("title:", StringComparison.Ordinal) || term.StartsWith("text:", StringComparison.Ordinal);

    private static (double, double) Times((double Linear, double Square) cost) => (cost.Linear * InterviewVocabulary.Copies, cost.Square * InterviewVocabulary.Copies);

    private static double Odds(LabelledEntry entry, Dictionary<string, double> weights)
    {
        var text = entry.Text;
        var evidence = InterviewEvidence.Of(text, Words.Of(text.Title), Words.Of($"{text.Description}\n{text.Location}"));
        return evidence.Odds + evidence.Terms.Sum(t => weights.GetValueOrDefault(t));
    }

    private readonly record struct Outcome(int Found, int Missed, int Wrong)
    {
        public double Precision => (double)Found / (Found + Wrong);

        public double Recall => (double)Found / (Found + Missed);

        public static Outcome Of(IEnumerable<(bool IsInterview, double Odds)> judged)
        {
            var counts = judged.CountBy(j => (j.IsInterview, IsTaken: j.Odds >= 0)).ToDictionary();
            return new Outcome(counts.GetValueOrDefault((true, true)), counts.GetValueOrDefault((true, false)), counts.GetValueOrDefault((false, true)));
        }
    }
}
