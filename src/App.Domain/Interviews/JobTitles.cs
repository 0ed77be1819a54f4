namespace App.Domain.Interviews;

/// <summary>The position, as written: the part of the title with an occupation in it, its full form where the text spells it out, else what the text names.</summary>
internal static class JobTitles
{
    private const int MostWords = 8;
    private const int MostLines = 8;

    /// <summary>After these comes the position in a text.</summary>
    private static readonly string[] BeforeJob =
    [
        "full title:", "role as before:", "role:", "role =", "position applied for:", "position:", "job title:", "job:", "job =", "post:", "req:", "stelle:", "stelle als ", "position als ", "bewerbung als ", "application for the ", "application for ",
        "applied for ", "applying as a ", "applying as an ", "applying as ", "position of ", "role of ", "bei uns als ", "stelle ", "bewerber auf die stelle ", "bewerbung ", "opening for ", "applying for ", "interview for ", "job is ", "role is ", "for the ", "the ", "to the ", "als ", "sucht ", "suchen eine ", "suchen einen ", "es geht um die ", "zur ", "zum ", "um die ", "um den ", "kandidatin ", "kandidat ", "candidate for ", "potential ", "as ", "for ", "ad for ",
    ];

    private static readonly string[] AfterJob = [" role", " position", " opening", " vacancy", " job", " application", " post", " stelle", " applicants", " applicant", " spot", " seat", " gig", " ad", " candidate", " finalist", " interview", "-stelle"];

    public static string? Of(InterviewText text, IReadOnlyList<TitlePart> parts)
    {
        var fromTitle = parts.Where(p => p.HasJob).Select(p => NameWords.Trim(p.Text, isJob: true)).FirstOrDefault(t => t is not null);
        var fromText = Labelled(text.Description);
        var best = fromText is not null && (fromTitle is null || IsFullFormOf(fromText, fromTitle)) ? fromText : fromTitle;
        return best is null || (fromText is null && NameWords.IsHostAlone(Words.Of(best))) ? First(text.Description) ?? best : best;
    }

    /// <summary>What stands after "Role:", "as a", "Stelle als" and their like, or before "role".</summary>
    private static string? Labelled(string? description)
    {
        foreach (var line in NameWords.Lines(description))
        {
            foreach (var before in BeforeJob)
            {
                var at = line.IndexOf(before, StringComparison.OrdinalIgnoreCase);
                if (at >= 0 && (at == 0 || !char.IsLetter(line[at - 1])) && Position(line[(at + before.Length)..]) is { } position)
                {
                    return position;
                }
            }
        }

        return null;
    }

    private static string? Position(string rest)
    {
        var end = rest.IndexOfAny(['.', ',', ';', ':', '(', '/', '|', '!', '?', '\n', '{']);
        var text = end < 0 ? rest : rest[..end];
        foreach (var after in AfterJob)
        {
            var at = text.IndexOf(after, StringComparison.OrdinalIgnoreCase);
            if (at > 0)
            {
                text = text[..at];
            }
        }

        foreach (var stop in (string[])[" bei ", " at ", " and ", " und ", " in the ", " will ", " hier", " for ", " with ", " mit ", " beworben", " from ", " beim ", " ab ", " who ", " where ", " und möchte", " im ", " since ", " - ", " – ", "!"])
        {
            var at = text.IndexOf(stop, StringComparison.OrdinalIgnoreCase);
            text = at > 0 ? text[..at] : text;
        }

        var words = Words.Of(text);
        return words.Count is > 0 and <= MostWords && NameWords.IsJob(words) ? NameWords.Trim(text, isJob: true) : null;
    }

    /// <summary>The first piece of the text that names an occupation and little else.</summary>
    private static string? First(string? description)
    {
        foreach (var line in NameWords.Lines(description).Take(MostLines))
        {
            foreach (var piece in line.Split(['.', ',', ';', ':', '(', ')', '/', '|', '–', '!', '?', '=', '@'], StringSplitOptions.RemoveEmptyEntries).SelectMany(p => p.Split([" - ", " für ", " bei ", " at ", " ab ", " from ", " with ", " mit "], StringSplitOptions.None)))
            {
                var words = NameWords.Trim(piece, isJob: true) is { } trimmed ? Words.Of(trimmed) : [];
                if (words.Count is > 0 and <= 4 && NameWords.IsJob(words) && !NameWords.IsAboutMeeting(words))
                {
                    return NameWords.Trim(piece, isJob: true);
                }
            }
        }

        return null;
    }

    /// <summary>"Business Intelligence Developer" of "BI Developer", "Engineering Manager" of "Eng Manager".</summary>
    private static bool IsFullFormOf(string full, string brief)
    {
        var (longer, shorter) = (Words.Of(full), Words.Of(brief));
        return longer.Count > 0 && shorter.Count > 0 && full.Length > brief.Length
            && shorter.Exists(s => longer.Contains(s) || longer.Exists(l => l.StartsWith(s, StringComparison.Ordinal) || s == string.Concat(longer.Select(w => w[0])) || (s.Length == 2 && string.Concat(longer.Select(w => w[0])).StartsWith(s, StringComparison.Ordinal))));
    }
}
