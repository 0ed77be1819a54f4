using App.Domain.Interviews;
using App.Domain.Tests.Interviews;
using App.Testing;

namespace Bench;

/// <summary>
/// Makes examples of labelled entries. Names of people, companies and domains are no terms: they would tell of these entries and not of interviews. The groups of words were written by who had read the
/// entries, so here they hit more often than elsewhere: each entry is learned from once as it is, and several times with some of its groups missed.
/// </summary>
internal sealed class InterviewVocabulary(IReadOnlyCollection<LabelledEntry> entries)
{
    public const int Copies = 5;
    private const int MissedPercent = 40;

    /// <summary>Of groups that speak against an interview: there is more that is none than anybody lists.</summary>
    private const int MissedAgainstPercent = 60;

    private readonly HashSet<string> _names = InterviewProperNames.Of(entries);

    /// <summary>As it is.</summary>
    public InterviewFit.Example Whole(LabelledEntry entry) => Example(entry, missed: null);

    /// <summary>As it is, and with groups missed by chance.</summary>
    public IEnumerable<InterviewFit.Example> All(LabelledEntry entry, SeededNumbers numbers) =>
        Enumerable.Range(0, Copies).Select(i => i == 0 ? Whole(entry) : Example(entry, Chance(numbers).ToHashSet(StringComparer.Ordinal)));

    private static IEnumerable<string> Chance(SeededNumbers numbers) =>
        InterviewCues.Groups.Where(g => numbers.Next(100) < (g.Weight < 0 ? MissedAgainstPercent : MissedPercent)).Select(g => g.Term);

    private InterviewFit.Example Example(LabelledEntry entry, HashSet<string>? missed)
    {
        var names = Words.Of(entry.Label.Company).Concat(Addresses(entry).SelectMany(Words.Of)).ToHashSet(StringComparer.Ordinal);
        bool IsLearned(string word) => !names.Contains(word) && !_names.Contains(word) && word.All(char.IsAsciiLetterLower);
        var text = entry.Text;
        var evidence = InterviewEvidence.Of(text, Words.Of(text.Title), Words.Of($"{text.Description}\n{text.Location}"), t => t.Contains(':', StringComparison.Ordinal) ? !(missed?.Contains(t) ?? false) : IsLearned(t));
        return new InterviewFit.Example(entry.Label.Interview, evidence.Odds, evidence.Terms);
    }

    public static IEnumerable<string> Addresses(LabelledEntry entry) => entry.Attendees.Append(entry.Organizer ?? "").Where(a => a.Contains('@', StringComparison.Ordinal));
}
