using App.Domain.Interviews;
using App.Domain.Tests.Interviews;

namespace Bench;

/// <summary>Of the words of labelled entries those that may be learned: no names of people, companies or domains, which would tell of the entries and not of interviews.</summary>
internal sealed class InterviewVocabulary
{
    private readonly HashSet<string> _people;

    public InterviewVocabulary(IEnumerable<LabelledEntry> entries)
    {
        _people = entries.SelectMany(e => e.Attendees.Append(e.Organizer ?? "")).Where(a => a.Contains('@', StringComparison.Ordinal)).Where(a => Words.Of(a[..a.LastIndexOf('@')]) is { Count: > 1 })
            .SelectMany(a => Words.Of(a[..a.LastIndexOf('@')])).Where(w => w.Length > 2 && w.All(char.IsAsciiLetter)).ToHashSet(StringComparer.Ordinal);
    }

    public InterviewFit.Example Example(LabelledEntry entry)
    {
        var text = entry.Text;
        var names = Words.Of(entry.Label.Company).Concat(entry.Attendees.Append(entry.Organizer ?? "").SelectMany(Words.Of)).ToHashSet(StringComparer.Ordinal);
        var evidence = InterviewEvidence.Of(text, Words.Of(text.Title), Words.Of($"{text.Description}\n{text.Location}"), w => !names.Contains(w) && !_people.Contains(w) && w.All(char.IsAsciiLetterLower));
        return new InterviewFit.Example(entry.Label.Interview, evidence.Odds, evidence.Terms);
    }
}
