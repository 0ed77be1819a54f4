namespace App.Domain.Interviews;

/// <summary>Everything an entry is judged by: signals a person thought of, each with a weight written by hand, and the words themselves, which only labelled entries give a weight.</summary>
/// <param name="Odds">The logarithm of the odds that it is an interview, by the weights written by hand.</param>
/// <param name="Terms">Names of the signals, and the words; each once.</param>
internal sealed record InterviewEvidence(double Odds, IReadOnlySet<string> Terms)
{
    /// <summary>The term every entry has.</summary>
    private const string Always = "always";

    private const int Stem = 5;

    /// <summary>A group of this weight tells it nearly alone.</summary>
    private const double Telling = 2;

    private static readonly CueMatcher Titles = Matcher(CueScope.Title);
    private static readonly CueMatcher Texts = Matcher(CueScope.Text);

    /// <param name="text">What the entry says.</param>
    /// <param name="title">Its words.</param>
    /// <param name="body">Those of description and place.</param>
    /// <param name="keeps">Of words and terms of groups those that count; null: all.</param>
    public static InterviewEvidence Of(InterviewText text, List<string> title, List<string> body, Predicate<string>? keeps = null)
    {
        var signals = Signals(text, title, body, keeps).ToList();
        var terms = new HashSet<string>(StringComparer.Ordinal);
        terms.Add(Always);
        terms.UnionWith(signals.Select(s => s.Name));
        AddWords(terms, "title", title, keeps);
        AddWords(terms, "text", body, keeps);
        return new InterviewEvidence(InterviewCues.Bias + signals.Sum(s => s.Weight), terms);
    }

    private static IEnumerable<(string Name, double Weight)> Signals(InterviewText text, List<string> title, List<string> body, Predicate<string>? keeps)
    {
        var found = Titles.Match(["^", .. title]) | Texts.Match(body);
        var shape = EntryShape.Of(text, title, body);
        var groups = InterviewCues.Groups.Where((g, i) => (found & (1UL << i)) != 0 && (keeps?.Invoke(g.Term) ?? true)).ToList();
        return groups.Select(g => (g.Term, g.Weight)).Concat(shape).Concat(Doubts(groups));
    }

    /// <summary>What speaks for an interview adds up although it says the same; so what speaks against it is told apart by what it stands beside.</summary>
    private static IEnumerable<(string Name, double Weight)> Doubts(List<CueGroup> groups)
    {
        var named = groups.Exists(g => g.Weight > Telling);
        var doubts = groups.Count(g => g.Weight < -Telling);
        (string Name, double Weight, bool Holds)[] all =
        [
            ("doubt", 0, doubts > 0),
            ("doubts", 0, doubts > 1),
            ("named and in doubt", 0, named && doubts > 0),
            ("named and in no doubt", 0, named && doubts == 0),
            ("not named", 0, !named),
            ("much said for it", 0, groups.Where(g => g.Weight > 0).Sum(g => g.Weight) > 5),
            ("very much said for it", 0, groups.Where(g => g.Weight > 0).Sum(g => g.Weight) > 8),
        ];
        return all.Where(s => s.Holds).Select(s => (s.Name, s.Weight));
    }

    /// <summary>Each word whole, and by its beginning and end: <c>title:gespraech</c>, <c>title:gespr*</c>, <c>title:*raech</c>.</summary>
    private static void AddWords(HashSet<string> terms, string where, List<string> words, Predicate<string>? keeps)
    {
        foreach (var word in words.Where(w => keeps?.Invoke(w) ?? true))
        {
            terms.Add($"{where}:{word}");
            if (word.Length > Stem)
            {
                terms.Add($"{where}:{word.AsSpan(0, Stem)}*");
                terms.Add($"{where}:*{word.AsSpan(word.Length - Stem)}");
            }
        }
    }

    /// <summary>Groups of the other scope keep their place and have no words.</summary>
    private static CueMatcher Matcher(CueScope scope) => new(InterviewCues.Groups.Select(g => g.Scope == scope ? g.Words : ""));
}
