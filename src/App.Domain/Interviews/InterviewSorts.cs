namespace App.Domain.Interviews;

/// <summary>
/// Tells "phone interview" and "dental nurse interview" from "scholarship interview" and "interview outfit": the word right before says what sort it is, a small word right after what it is
/// for. There are more sorts of interviews than anybody lists; those of jobs are few.
/// </summary>
internal static class InterviewSorts
{
    private static readonly CueMatcher Before = new(
    [
        """
        job|phone|telephone|telefon|tel|video|zoom|teams|skype|webex|virtual|online|remote|digital|onsite|site|person|face|technical|tech|coding|design|system|product|case|competency|based|behavioural|behavioral|values|culture|cultural|fit|
        final|finales|first|erstes|initial|second|zweites|third|drittes|1|2|3|4|1st|2nd|3rd|next|last|letztes|round|panel|board|committee|group|team|peer|partner|hr|hiring|recruiter|recruiting|screening|formal|informal|internal|external|
        your|my|his|her|our|the|this|an|a|new|re|aw|wg|fw|fwd|hold|accepted|tentative|updated|rescheduled|moved|confirmed|bestaetigt|verschoben|einladung|invitation|neu|way|teaching|debugging|level|loop|exec|executive|structured|follow|up|
        trial|working|assessment|english|german|deutsches|technisches|persoenliches|telefonisches|kurzes|with|w|at|and|und|mit|bei|im|am|zum|das|ein|dein|ihr|mein|unser|x|phd|postdoc|professional|skills|capability|whiteboard|portfolio|demo|
        candidate|applicant|bewerber|kandidaten|praesenz|fach|gruppen|for|in|walk|platzhalter|placeholder|stats|sql|walkin|apprenticeship|internship|traineeship|ausbildungs|azubi|werkstudenten|praktikums|graduate|interview|invite|termin|
        reminder|live|30|45|60|min|minute
        """,
        Occupations.All,
        """
        gmbh|ag|kg|llp|llc|ltd|inc|corp|plc|university|uni|klinik*|*klinik|hospital|clinic|school|schule|kita|verlag|bank|versicherung|insurance|pharma|logistik|logistics|systems|labs|software|studios|games|media|medien|hotels|hotel|
        airlines|airways|consulting|partners|solutions|technik|robotics|energy|solar|foods|bakery|council|police|polizei|stiftung|foundation|trust|marketing|cloud|analytics|health|learning|housing|security|trading|capital|motors|mining|
        vets|nursery|legal|resort|academy|care|retail|construction|bau|works|werke|werk|services|service|centre|center|farm|shop|store|cafe|restaurant|bar
        """,
    ]);

    private static readonly CueMatcher After = new(
    [
        """
        with|w|at|for|and|und|mit|bei|als|as|in|im|on|via|per|by|am|um|from|re|about|day|panel|loop|round|runde|call|invitation|confirmed|bestaetigt|confirmation|number|no|part|teil|stage|stufe|the|der|die|das|a|an|to|zu|zum|zur|fuer|vor|
        ort|onsite|online|remote|i|ii|iii|appointment|termin|today|tomorrow|heute|morgen|x|session|slot|me|her|him|or|von|team|phone|video|zoom|teams|next|this|new|again|board|use|room|is|has|was|wurde|ist|rescheduled|moved|verschoben|tbc|
        tbd|hold|candidate
        """,
        Occupations.All,
    ]);

    private static readonly string[] OfJobs =
    [
        "telefon", "tele", "video", "job", "panel", "fach", "erst", "zweit", "dritt", "abschluss", "final", "tech", "technik", "gruppen", "bewerbungs", "bewerber", "bewerberinnen", "vorstellungs", "kandidaten", "personal", "hr", "projekt", "azubi", "online",
        "praesenz", "kurz", "recruiting", "auswahl", "einstellungs", "kennenlern", "einzel", "team", "remote", "onsite", "coding", "zoom", "teams", "praktikums", "ausbildungs", "werkstudenten", "folge", "screening", "mini", "phone",
    ];

    /// <summary>True where a title speaks of an interview, and each time of a sort nobody knows to be of jobs, or of a thing for one.</summary>
    public static bool IsUnknown(string title)
    {
        var words = title[..Math.Min(title.Length, 500)].Split([' ', '-', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);
        var found = false;
        for (var i = 0; i < words.Length; i++)
        {
            var folded = Words.Of(words[i]);
            if (folded.Count == 0 || Array.FindIndex([.. folded], w => w is "interview" || w.EndsWith("interview", StringComparison.Ordinal)) < 0)
            {
                continue;
            }

            if (IsOfJob(words, i, folded))
            {
                return false;
            }

            found = true;
        }

        return found;
    }

    private static bool IsOfJob(string[] words, int index, List<string> folded)
    {
        var compound = folded.Find(w => w.EndsWith("interview", StringComparison.Ordinal))!;
        if (compound.Length > "interview".Length && !OfJobs.Contains(compound[..^"interview".Length], StringComparer.Ordinal))
        {
            return false;
        }

        var before = index > 0 && char.IsLetterOrDigit(words[index][0]) && char.IsLetterOrDigit(words[index - 1][^1]) ? Words.Of(words[index - 1]) : [];
        var after = index < words.Length - 1 && char.IsLetterOrDigit(words[index][^1]) && char.IsLower(words[index + 1][0]) ? Words.Of(words[index + 1]) : [];
        return (before.Count == 0 || compound.Length > "interview".Length || Before.MatchAt(before, before.Count - 1) != 0) && (after.Count == 0 || After.MatchAt(after, 0) != 0);
    }
}
