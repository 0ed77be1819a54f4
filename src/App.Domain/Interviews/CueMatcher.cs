namespace App.Domain.Interviews;

/// <summary>
/// Finds which groups of words occur in a text, in one walk over its words. A pattern is looked up by its first word: whole, or by three letters of its beginning or end; so each word is
/// compared with a handful of patterns however many there are.
/// </summary>
internal sealed class CueMatcher
{
    private const int KeyLength = 3;

    private readonly Dictionary<string, List<Pattern>> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Pattern>> _beginnings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Pattern>> _endings = new(StringComparer.Ordinal);

    /// <param name="groups">At most 64; the bit of each is its place.</param>
    public CueMatcher(IEnumerable<string> groups)
    {
        foreach (var (index, words) in groups.Index())
        {
            foreach (var pattern in words.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Add(new Pattern(1UL << index, pattern.Split(' ')));
            }
        }
    }

    /// <summary>The groups that occur, one bit each.</summary>
    public ulong Match(IReadOnlyList<string> words)
    {
        var found = 0UL;
        for (var i = 0; i < words.Count; i++)
        {
            found |= MatchAt(words, i);
        }

        return found;
    }

    /// <summary>The groups of which a pattern begins at that word.</summary>
    public ulong MatchAt(IReadOnlyList<string> words, int index)
    {
        var word = words[index];
        var found = Among(_whole, word, words, index);
        return word.Length < KeyLength ? found
            : found | Among(_beginnings, word.AsSpan(0, KeyLength), words, index) | Among(_endings, word.AsSpan(word.Length - KeyLength), words, index);
    }

    private static ulong Among(Dictionary<string, List<Pattern>> patterns, ReadOnlySpan<char> key, IReadOnlyList<string> words, int index)
    {
        var found = 0UL;
        if (patterns.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var candidates))
        {
            foreach (var pattern in candidates)
            {
                found |= pattern.Fits(words, index) ? pattern.Bit : 0;
            }
        }

        return found;
    }

    private void Add(Pattern pattern)
    {
        var first = pattern.Words[0];
        var (index, key) = first.StartsWith('*') ? (_endings, first[^KeyLength..]) : first.EndsWith('*') ? (_beginnings, first[..KeyLength]) : (_whole, first);
        if (!index.TryGetValue(key, out var patterns))
        {
            index[key] = patterns = [];
        }

        patterns.Add(pattern);
    }

    private sealed record Pattern(ulong Bit, string[] Words)
    {
        public bool Fits(IReadOnlyList<string> words, int index)
        {
            if (index + Words.Length > words.Count)
            {
                return false;
            }

            for (var i = 0; i < Words.Length; i++)
            {
                if (!Fits(Words[i], words[index + i]))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool Fits(string pattern, string word) =>
            pattern.Length == 1 && pattern[0] == '*' ? true
            : pattern[0] == '*' ? word.Length >= pattern.Length && word.AsSpan().EndsWith(pattern.AsSpan(1), StringComparison.Ordinal)
            : pattern[^1] == '*' ? word.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
            : word == pattern;
    }
}
