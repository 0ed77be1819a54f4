using System.Globalization;
using App.Domain.Interviews;

namespace App.Domain.Tests.Interviews;

/// <summary>How the rules do on a set. Of single entries it tells nothing.</summary>
internal sealed class InterviewFigures
{
    private int _nearMisses;
    private int _nearMissesTaken;
    private readonly Dictionary<string, (int Right, int All)> _parts = [];

    private InterviewFigures()
    {
    }

    public int Entries { get; private set; }

    public int Found { get; private set; }

    public int Missed { get; private set; }

    public int Wrong { get; private set; }

    public double Precision => (double)Found / (Found + Wrong);

    public double Recall => (double)Found / (Found + Missed);

    public static InterviewFigures Of(IEnumerable<LabelledEntry> entries)
    {
        var figures = new InterviewFigures();
        foreach (var entry in entries)
        {
            figures.Add(entry);
        }

        return figures;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Entries} entries: precision {Precision:0.000}, recall {Recall:0.000} ({Found} found, {Missed} missed, {Wrong} wrong; of {_nearMisses} near misses {_nearMissesTaken} taken for one); {string.Join(", ", _parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} {p.Value.Right}/{p.Value.All}")))}");

    /// <summary>What of an interview was read otherwise than it is labelled.</summary>
    public static IEnumerable<(string Part, string? Expected, string? Read)> Differences(LabelledEntry entry, InterviewReading reading)
    {
        var label = entry.Label;
        if (label.Interview && reading.IsInterview)
        {
            yield return ("kind", label.Kind?.Replace("_", "", StringComparison.Ordinal), reading.Kind.ToString().ToLowerInvariant());
            yield return ("company", Name(label.Company), Name(reading.Company));
            yield return ("job title", Name(label.JobTitle), Name(reading.JobTitle));
        }

        yield return ("link", label.MeetingLink, reading.MeetingLink);
    }

    private static string? Name(string? text) => text is null ? null
        : string.Concat(Words.Of(text).Where(w => w is not ("gmbh" or "ag" or "kg" or "llp" or "llc" or "ltd" or "inc" or "co" or "se" or "plc")));

    private void Add(LabelledEntry entry)
    {
        var reading = entry.Read();
        Entries++;
        Found += entry.Label.Interview && reading.IsInterview ? 1 : 0;
        Missed += entry.Label.Interview && !reading.IsInterview ? 1 : 0;
        Wrong += !entry.Label.Interview && reading.IsInterview ? 1 : 0;
        _nearMisses += entry.NearMiss ? 1 : 0;
        _nearMissesTaken += entry.NearMiss && reading.IsInterview ? 1 : 0;
        foreach (var (part, expected, read) in Differences(entry, reading))
        {
            var so = _parts.GetValueOrDefault(part);
            _parts[part] = (so.Right + (expected == read ? 1 : 0), so.All + 1);
        }
    }
}
