using System.Text.RegularExpressions;

namespace App.Domain.Interviews;

/// <summary>What tells of an interview without a word for it: who is invited by whom, whether the title names them, and what stands beside an occupation.</summary>
internal static partial class EntryShape
{
    private const int MostAttendees = 50;
    private const int MostRead = 2000;

    private static readonly CueMatcher Talks = new(["gespraech*|*gespraech|*call|call*|chat*|talk*|conversation|meet*|treffen|termin*|telefon*|phone*|tel|zoom|teams|video*|facetime|coffee|kaffee|intro*|kennenlern*|vorstell*|*runde|round|panel|visit|besuch|test*|*test|probe*|trial*"]);
    private static readonly CueMatcher Honorifics = new(["herr|herrn|frau|fr|hr|mr|mrs|ms|dr|prof"]);
    private static readonly CueMatcher Editors = new(["coderpad|hackerrank|codility|codesignal|codeinterview|karat|miro|hackerearth|testgorilla"]);

    public static IEnumerable<(string Name, double Weight)> Of(InterviewText text, List<string> title, List<string> body)
    {
        var occupation = Occupations.Position(title) is not null;
        var talks = Talks.Match(title) != 0;
        var people = Senders.People(text);
        var named = Senders.Named(text, title);
        (string Name, double Weight, bool Holds)[] all =
        [
            ("occupation", InterviewCues.WithOccupation, occupation),
            ("unknown sort", InterviewCues.OfUnknownSort, InterviewSorts.IsUnknown(text.Title)),
            ("from applicant system", InterviewCues.FromApplicantSystem, people.FromSystem),
            ("from recruiting", InterviewCues.FromRecruiting, people.FromRecruiting),
            ("company and outsider", InterviewCues.WithOutsider, people.WithOutsider),
            ("company and one outsider", 0, people.WithOutsider && text.Attendees.Count == 1),
            ("colleagues and one outsider", 0, people is { Colleagues: > 0, Others: 1 }),
            ("colleagues alone", 0, people is { Colleagues: > 0, Others: 0 }),
            ("many colleagues", 0, people.Colleagues > 5),
            ("nobody invited", 0, text.Organizer is null && text.Attendees.Count == 0),
            ("organizer alone", 0, text.Organizer is not null && text.Attendees.Count == 0),
            ("private organizer", 0, people.Private),
            ("outsider named", 0, named.Outsider),
            ("company named", 0, named.Company),
            ("company named to outsider", 0, named.Company && people.WithOutsider),
            ("occupation and talk", 0, occupation && talks),
            ("occupation and outsider", 0, occupation && people.WithOutsider),
            ("occupation and person", 0, occupation && Honorifics.Match(title) != 0),
            ("person and talk", 0, talks && Honorifics.Match(title) != 0),
            ("talk and outsider", 0, talks && people.WithOutsider),
            ("occupation, nobody invited", 0, occupation && text.Organizer is null && text.Attendees.Count == 0),
            ("code editor", 1, Editors.Match(title) != 0 || Editors.Match(body) != 0 || Mentions(text.Description, "coderpad", "hackerrank", "codility", "codesignal")),
            ("HR", 0.8, KindRules.SaysHr(text.Title)),
            ("time in title", 0, Clock().IsMatch(Head(text.Title))),
            ("telephone number", 0, Number().IsMatch(Head(text.Title)) || Number().IsMatch(Head(text.Description)) || Number().IsMatch(Head(text.Location))),
            ("street", 0, Street().IsMatch(Head(text.Location))),
            ("place", 0, !string.IsNullOrWhiteSpace(text.Location)),
            ("link", 0, MeetingLink.Of(text) is not null),
            ("no text", 0, body.Count == 0),
            ("long text", 0, body.Count > 60),
            ("question", 0, text.Title.Contains('?', StringComparison.Ordinal)),
            ("brackets", 0, text.Title.Contains('(', StringComparison.Ordinal)),
            ("dash", 0, text.Title.Contains(" – ", StringComparison.Ordinal) || text.Title.Contains(" - ", StringComparison.Ordinal)),
            ("one word", 0, title.Count == 1),
            ("long title", 0, title.Count > 8),
        ];
        return all.Where(s => s.Holds).Select(s => (s.Name, s.Weight));
    }

    private static string Head(string? text) => text is null ? "" : text[..Math.Min(text.Length, MostRead)];

    private static bool Mentions(string? text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Head(text).Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\b\d{1,2}([:.]\d\d|\s?(am|pm|uhr)\b)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(\+|\b0)\d[\d /()-]{6,16}\d\b", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"(str\.|stra(ss|ß)e|gasse|weg|allee|platz|street|road|lane|avenue|way)\s*\d|\d+[a-z]?\s+\w+\s+(street|road|lane|avenue|way)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Street();
}
