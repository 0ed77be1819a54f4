using System.Text.RegularExpressions;
using App.Domain.Interviews;
using App.Domain.Tests.Interviews;

namespace Bench;

/// <summary>
/// Words of labelled entries that stand as names of people, companies and places: in an address or a labelled company, after "Frau" or "Mr", or never written small where an English entry has them
/// (German writes every noun with a capital).
/// </summary>
internal static partial class InterviewProperNames
{
    private static readonly string[] Honorifics = ["herr", "herrn", "frau", "fr", "hr", "dr", "prof", "mr", "mrs", "ms"];

    public static HashSet<string> Of(IReadOnlyCollection<LabelledEntry> entries)
    {
        var names = entries.SelectMany(InterviewVocabulary.Addresses).Select(a => Words.Of(a.Split('@')[0])).Where(w => w.Count > 1).SelectMany(w => w).Where(w => w.Length > 2).ToHashSet(StringComparer.Ordinal);
        names.UnionWith(entries.SelectMany(e => Words.Of(e.Label.Company)).Where(w => NameWords.LegalForms.Match([w]) == 0));
        var small = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var words = Letters().Matches($"{entry.Title}\n{entry.Description}\n{entry.Location}").Select(m => m.Value).ToList();
            small.UnionWith(words.Where(w => char.IsLower(w[0])).Select(Words.Squeeze));
            names.UnionWith(words.Zip(words.Skip(1)).Where(p => Honorifics.Contains(Words.Squeeze(p.First))).Select(p => Words.Squeeze(p.Second)));
            names.UnionWith(entry.Language == "en" ? words.Where(w => char.IsUpper(w[0])).Select(Words.Squeeze) : []);
        }

        names.ExceptWith(small);
        return names;
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Letters();
}
