namespace App.Domain.Interviews;

/// <summary>Everything an entry is judged by: signals a person thought of, each with a weight written by hand, and the words themselves, which only labelled entries give a weight.</summary>
/// <param name="Odds">The logarithm of the odds that it is an interview, by the weights written by hand.</param>
/// <param name="Terms">Names of the signals, and the words; each once.</param>
internal sealed record InterviewEvidence(double Odds, IReadOnlySet<string> Terms)
{
    private const int Stem = 5;

    private static readonly CueMatcher Titles = Matcher(CueScope.Title);
    private static readonly CueMatcher Texts = Matcher(CueScope.Text);

    /// <param name="text">What the entry says.</param>
    /// <param name="title">Its words.</param>
    /// <param name="body">Those of description and place.</param>
    /// <param name="isLearned">Words that are left out are no terms; null: none.</param>
    public static InterviewEvidence Of(InterviewText text, List<string> title, List<string> body, Predicate<string>? isLearned = null)
    {
        var signals = Signals(text, title, body).ToList();
        var terms = new HashSet<string>(StringComparer.Ordinal);
        terms.UnionWith(signals.Select(s => s.Name));
        AddWords(terms, "title", title, isLearned);
        AddWords(terms, "text", body, isLearned);
        return new InterviewEvidence(InterviewCues.Bias + signals.Sum(s => s.Weight), terms);
    }

    private static IEnumerable<(string Name, double Weight)> Signals(InterviewText text, List<string> title, List<string> body)
    {
        var found = Titles.Match(["^", .. title]) | Texts.Match(body);
        var shape = EntryShape.Of(text, title, body);
        return InterviewCues.Groups.Where((_, i) => (found & (1UL << i)) != 0).Select(g => (g.Name, g.Weight)).Concat(shape);
    }

    /// <summary>Each word whole, and by its beginning and end: <c>title:gespraech</c>, <c>title:gespr*</c>, <c>title:*raech</c>.</summary>
    private static void AddWords(HashSet<string> terms, string where, List<string> words, Predicate<string>? isLearned)
    {
        foreach (var word in words.Where(w => isLearned?.Invoke(w) ?? true))
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
