namespace App.Domain.Interviews;

/// <summary>
/// The company that hires and the position, as written. The title is cut where people cut it (dashes, bars, brackets, "at", "with"); a part with an occupation in it is the position, and of
/// the others the one that goes best with the senders' domains, a legal form or a word before it is the company. The text helps where the title is silent.
/// </summary>
internal static class InterviewNames
{
    private const int LongestPart = 80;
    private const int MostWords = 8;

    private static readonly string[] Cuts = [" - ", " – ", " — ", "|", "//", " / ", ":", ",", ";", "(", ")", "[", "]", "<>", " x ", " × ", " · ", " • ", "?", "!", " about ", " regarding ", " re ", " wegen ", " as ", " als ", " für ", " fuer ", " for "];

    /// <summary>After these comes the company, mostly.</summary>
    private static readonly string[] BeforeCompany = [" @ ", " at ", " bei der ", " beim ", " bei ", " with ", " w/ ", " mit ", " fa. ", " firma "];

    private static readonly CueMatcher Jobs = new([Occupations.All]);

    /// <summary>Those whom one meets, when nothing else is said of them.</summary>
    private static readonly CueMatcher Hosts = new(["recruiter*|headhunter*|cto|ceo|coo|cfo|vp|chef|manager*|leitung|partner*|lead|leader|host|trainer*|graduate*|executive*|principal|phd|doctoral|officer|president|director*|geschaeftsfuehr*|inhaber*|owner*|leiter*|panel*"]);

    /// <summary>Words of the meeting that end a company's name where they are written with a capital.</summary>
    private static readonly string[] EndsOfNames = ["tech", "loop", "group", "partner", "partners", "design", "talent", "systems", "center", "centre", "human", "board", "home"];

    /// <summary>What is about the meeting and neither company nor position.</summary>
    private static readonly CueMatcher Talk = new(
    [
        """
        interview*|*interview|interveiw*|inteview*|intervew*|*gespraech|*gespraeche|*gespraechs|gespraech*|vorstellung*|vorstellen|bewerbung*|bewerber*|bewerbe*|kandidat*|candidate*|applicant*|application*|finalist*|screen*|*screening|prescreen*|call*|calls|
        chat*|talk|talks|conversation|meeting|intro|introduction|introductory|first|second|third|1st|2nd|3rd|final|finale|finales|finalrunde*|letzte*|last|closing|round|runde|stage|stufe|step|teil|part|loop|day|tag|onsite|on|site|vor|ort|virtual|visit|video|
        phone|telephone|telefon*|tel|technical|technisch*|tech|coding|live|pair*|system|whiteboard*|case|study|fallstudie*|portfolio|review|take|home|takehome|test|assignment|testaufgabe*|probe*|schnupper*|hospitation*|trial|taster|shift|hiring|recruiter*|
        recruiting|headhunter|talent|ta|hr|human|resources|panel*|board|committee|kommission|assessment*|center|centre|superday|job|jobs|role|position|opening|stelle|*stelle|post|req|re|fw|fwd|aw|wg|accepted|updated|invitation|einladung|hold|terminvorschlag|
        termin|bestaetigt|confirmed|your|ihr|ihre|dein|deine|kennenlern*|erst*|zweit*|drittgespr*|kurzes|erneutes|exploratory|initial|competency|values|culture*|cultural*|behavioural|behavioral|group|partner|design interview|follow|up|catch|quick|get*|getting|to|know|each|other|
        exercise|skills|freelance gig|gig|debugging|code|pitch|presentation|praesentation*|mappenpraesentation*|research|bench|mock|demo|ml|in|person|minutes|min|uhr|mins|am|pm|vg|itw|ti|new|time|slot|is|are|be|kommt|zum|zur|von|vom|fuer|for|besprechen|durchsprechen|anhoerung|ihrer|your|go|through|my|vollzeit|teilzeit|unbefristet|befristet|to|on|in|lass|uns|kennenlernen|about|the|with|and|und|der|die|das|im|mit|our|a|an|
        zoom|teams|remote|online|lunch|values|people|team|recap|walkthrough|one|way|candidates|ruft|rings|wegen|herrn|frau|hr|fr|herr|mr|mrs|ms|session
        """,
    ]);

    private static readonly CueMatcher LegalForms = new(
    [
        """
        gmbh|ag|kg|ohg|se|kgaa|ug|eg|ev|llp|llc|ltd|limited|inc|corp|plc|co|sarl|bv|group|holding|holdings|university|universitaet|uni|hochschule|institut*|*institut|klinik*|*klinik|kliniken|krankenhaus|hospital|clinic|school|schools|schule|gymnasium|kita|
        verlag|bank|versicherung|insurance|pharma|logistik|logistics|systems|labs|software|studios|games|media|medien|hotels|hotel|airlines|airways|consulting|partners|solutions|technik|robotics|energy|solar|foods|brewing|baeckerei|bakery|schreinerei|
        autohaus|moebelhaus|stadtwerke|landratsamt|gemeinde|stadt|borough|council|police|polizei|stiftung|foundation|trust|charity|diakonie|caritas|reederei|molkerei|weine|weingut|immobilien|reisen|catering|floristik|kosmetik|marketing|cloud|analytics|
        health|learning|housing|security|trading|capital|motors|mining|audio|outdoor|vets|nursery|legal|spedition|werk|werke|apotheke|praxis|kanzlei|agentur|agency|resort|academy|akademie|museum|theater|orgelbau|offshore|finance|interiors|ceramics|timber
        """,
    ]);

    /// <summary>After these comes the position in a text.</summary>
    private static readonly string[] BeforeJob =
    [
        "full title:", "role as before:", "role:", "role =", "position applied for:", "position:", "job title:", "job:", "job =", "post:", "req:", "stelle:", "stelle als ", "position als ", "bewerbung als ", "application for the ", "application for ",
        "applied for ", "applying as a ", "applying as an ", "applying as ", "position of ", "role of ", "bei uns als ", "stelle ", "bewerber auf die stelle ", "bewerbung ", "opening for ", "for the ", "the ", "to the ", "als ",
    ];

    private static readonly string[] AfterJob = [" role", " position", " opening", " vacancy", " job", " application", " post", " stelle", " applicants", " applicant"];

    public static (string? Company, string? JobTitle) Of(InterviewText text)
    {
        var parts = Parts(text.Title);
        var job = JobIn(text, parts);
        return (CompanyIn(text, parts, job), job);
    }

    private static string? JobIn(InterviewText text, List<Part> parts)
    {
        var fromTitle = parts.Where(p => p.HasJob).Select(p => Trim(p.Text, isJob: true)).FirstOrDefault(t => t is not null);
        var fromText = Labelled(text.Description);
        var best = fromText is not null && (fromTitle is null || IsFullFormOf(fromText, fromTitle)) ? fromText : fromTitle;
        return best ?? FirstJob(text.Description);
    }

    private static string? CompanyIn(InterviewText text, List<Part> parts, string? job)
    {
        var domains = Senders.CompanyDomains(text).Select(d => d.Split('.')).Where(d => d.Length > 1).Select(d => Words.Squeeze(d[^2])).Where(d => d.Length > 2).ToList();
        var best = parts.Where(p => !p.HasJob || p.AfterCompanyWord).Select(p => (Text: domains.Contains(Words.Squeeze(p.Text)) ? p.Text : Trim(p.Text, isJob: false), Score: Score(p, domains, text)))
            .Where(p => p.Text is not null && p.Score > 0 && (job is null || !Words.Squeeze(job).Equals(Words.Squeeze(p.Text), StringComparison.Ordinal)))
            .OrderByDescending(p => p.Score).FirstOrDefault();
        return best.Score >= 4 ? best.Text
            : domains.Select(d => Named(text, d)).FirstOrDefault(n => n is not null) ?? (best.Score >= 2 ? best.Text : InText(text.Description) ?? best.Text ?? OfDomain(domains));
    }

    private static int Score(Part part, List<string> domains, InterviewText text)
    {
        var squeezed = Words.Squeeze(part.Text);
        var name = Trim(part.Text, isJob: false);
        var trimmed = name is null ? "" : Words.Squeeze(name);
        return trimmed.Length < 2 || text.Attendees.Any(a => IsPerson(trimmed, a)) ? 0
            : domains.Exists(d => Alike(trimmed, d) || Alike(squeezed, d)) ? 6
            : LegalForms.Match(Words.Of(name)) != 0 ? 4
            : text.Location is { } place && trimmed.Length > 3 && Words.Squeeze(place).Contains(trimmed, StringComparison.Ordinal) ? 3
            : part.AfterCompanyWord && !LooksLikePerson(part.Text) ? 2
            : LooksLikePerson(part.Text) ? 0
            : 1;
    }

    private static bool Alike(string name, string domain) =>
        name.Length > 2 && (domain.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(domain, StringComparison.Ordinal) || (domain.Length > 4 && name.EndsWith(domain, StringComparison.Ordinal)) || (name.Length > 4 && domain.EndsWith(name, StringComparison.Ordinal)));

    /// <summary>Her address is made of her name, mostly.</summary>
    private static bool IsPerson(string name, string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var mailbox = Words.Squeeze(at < 0 ? address : address[..at]);
        return mailbox.Length > 3 && name.Length > 2 && (mailbox.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(mailbox, StringComparison.Ordinal));
    }

    /// <summary>"Ola S.", "Dr. Kalinowska", "Herrn Okonjo".</summary>
    private static bool LooksLikePerson(string part)
    {
        var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and < 5 && (words[^1] is [_, '.'] || words[0] is [_, '.'] || words.Any(w => w is "Herr" or "Herrn" or "Frau" or "Fr." or "Hr." or "Dr." or "Prof." or "Mr" or "Mrs" or "Ms" or "Mr." or "Mrs." or "Ms."));
    }

    /// <summary>The words in the entry that make up the domain, as they are written there.</summary>
    private static string? Named(InterviewText text, string domain)
    {
        foreach (var source in new[] { text.Title, text.Description, text.Location })
        {
            var raw = source is null ? [] : source[..Math.Min(source.Length, Words.MostRead)].Split([' ', '\n', '\r', '\t', ',', ';', ':', '|', '(', ')', '/', '<', '>'], StringSplitOptions.RemoveEmptyEntries);
            var squeezed = raw.Select(w => w.Contains('@', StringComparison.Ordinal) ? "" : Words.Squeeze(w)).ToArray();
            for (var i = 0; i < raw.Length; i++)
            {
                var name = "";
                for (var length = 1; length <= 4 && i + length <= raw.Length && name.Length < domain.Length; length++)
                {
                    name += squeezed[i + length - 1];
                    if ((name == domain || (domain.Length > 5 && name.StartsWith(domain, StringComparison.Ordinal))) && char.IsLetterOrDigit(raw[i][0]))
                    {
                        var more = raw.Skip(i + length).TakeWhile((w, n) => n < 2 && char.IsUpper(w[0]) && LegalForms.Match(Words.Of(w)) != 0).Count();
                        return string.Join(' ', raw[i..(i + length + more)]).TrimEnd('.', '’', '\'', '!', '–', '-');
                    }
                }
            }
        }

        return null;
    }

    private static string? OfDomain(List<string> domains) => domains.Count == 0 ? null : char.ToUpperInvariant(domains[0][0]) + domains[0][1..];

    /// <summary>"… at Tinderbox Studios", "… bei Talbach Robotik."; and a signature.</summary>
    private static string? InText(string? description)
    {
        foreach (var line in Lines(description))
        {
            foreach (var before in (string[])[" bei der ", " bei ", " at "])
            {
                var at = line.IndexOf(before, StringComparison.Ordinal);
                if (at >= 0 && Capitalized(line[(at + before.Length)..]) is { } name && LegalForms.Match(Words.Of(name)) != 0)
                {
                    return name;
                }
            }

            if (line.Length < LongestPart && Capitalized(line) is { } whole && LegalForms.Match(Words.Of(whole)) != 0)
            {
                return whole;
            }
        }

        return null;
    }

    private static string? Capitalized(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(w => char.IsUpper(w[0]) || w is "&" or "Am" or "of").Take(5).ToList();
        var name = string.Join(' ', words).TrimEnd('.', ',', ';', ':', '!', '?');
        return name.Length < 2 ? null : name.Split([',', ';', ':', '.'])[0];
    }

    /// <summary>What stands after "Role:", "as a", "Stelle als" and their like, or before "role".</summary>
    private static string? Labelled(string? description)
    {
        foreach (var line in Lines(description))
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

        foreach (var stop in (string[])[" bei ", " at ", " and ", " und ", " in the ", " will ", " hier", " for ", " with ", " mit ", " beworben", " from ", " - ", " – ", "!"])
        {
            var at = text.IndexOf(stop, StringComparison.OrdinalIgnoreCase);
            text = at > 0 ? text[..at] : text;
        }

        var words = Words.Of(text);
        return words.Count is > 0 and <= MostWords && IsJob(words) ? Trim(text, isJob: true) : null;
    }

    /// <summary>The first piece of the text that names an occupation and little else.</summary>
    private static string? FirstJob(string? description)
    {
        foreach (var line in Lines(description).Take(6))
        {
            foreach (var piece in line.Split(['.', ',', ';', ':', '(', ')', '/', '|', '–', '-', '!', '?'], StringSplitOptions.RemoveEmptyEntries))
            {
                var words = Words.Of(piece);
                if (words.Count is > 0 and <= 4 && IsJob(words) && Talk.Match(words) == 0)
                {
                    return Trim(piece, isJob: true);
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

    private static IEnumerable<string> Lines(string? text) =>
        (text is null ? "" : WithoutTags(text[..Math.Min(text.Length, Words.MostRead)])).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => !l.Contains("://", StringComparison.Ordinal)).Take(60);

    private static string WithoutTags(string html)
    {
        if (!html.Contains('<', StringComparison.Ordinal))
        {
            return html;
        }

        var plain = new System.Text.StringBuilder(html.Length);
        var inside = false;
        foreach (var c in html)
        {
            inside = c == '<' || (inside && c != '>');
            plain.Append(inside ? "" : c == '>' ? "\n" : c.ToString());
        }

        return plain.ToString();
    }

    private static List<Part> Parts(string title)
    {
        var rest = title[..Math.Min(title.Length, 500)];
        foreach (var cut in Cuts)
        {
            rest = rest.Replace(cut, "\n", StringComparison.OrdinalIgnoreCase);
        }

        var parts = new List<Part>();
        foreach (var piece in rest.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(p => p.Length <= 200).Take(20))
        {
            Split($" {piece} ", afterCompanyWord: false, parts);
        }

        return parts;
    }

    private static void Split(string piece, bool afterCompanyWord, List<Part> parts)
    {
        foreach (var before in BeforeCompany)
        {
            var at = piece.IndexOf(before, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                Split(piece[..at] + " ", afterCompanyWord, parts);
                Split(" " + piece[(at + before.Length)..], afterCompanyWord: true, parts);
                return;
            }
        }

        if (piece.Trim() is not { Length: > 1 and <= LongestPart } text)
        {
            return;
        }

        // "Sachbearbeiterin Landratsamt Moosbach": the position, and who has it to give.
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var job = Array.FindIndex(words, w => IsJob(Words.Of(w)));
        if (job >= 0 && job < words.Length - 1 && words[(job + 1)..].Any(w => LegalForms.Match(Words.Of(w)) != 0) && words[(job + 1)..].All(w => char.IsUpper(w[0]) || w.Length < 4))
        {
            parts.Add(new Part(string.Join(' ', words[..(job + 1)]), HasJob: true, AfterCompanyWord: false));
            parts.Add(new Part(string.Join(' ', words[(job + 1)..]), HasJob: false, AfterCompanyWord: true));
            return;
        }

        parts.Add(new Part(text, IsJob(Words.Of(text)), afterCompanyWord));
    }

    /// <summary>An occupation, and not just one of those whom one meets.</summary>
    private static bool IsJob(List<string> words)
    {
        var jobs = Enumerable.Range(0, words.Count).Where(i => Jobs.MatchAt(words, i) != 0).ToList();
        return jobs.Exists(i => Hosts.MatchAt(words, i) == 0 || (i > 0 && Talk.MatchAt(words, i - 1) == 0) || (i < words.Count - 1 && words[i + 1] is "of"));
    }

    /// <summary>Without the words at its ends that are about the meeting; null where nothing is left.</summary>
    private static string? Trim(string text, bool isJob)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 0 && IsTalk(words, 0, isJob))
        {
            words.RemoveAt(0);
        }

        while (words.Count > 0 && IsTalk(words, words.Count - 1, isJob))
        {
            words.RemoveAt(words.Count - 1);
        }

        var trimmed = string.Join(' ', words).Trim(' ', '.', ',', ':', '-', '–', '"', '„', '“', '”', '*', '\'', '#', '=', '&');
        return trimmed.Length is < 2 or > LongestPart || !trimmed.Any(char.IsLetter) ? null : trimmed;
    }

    private static bool IsTalk(List<string> words, int index, bool isJob)
    {
        var folded = Words.Of(words[index]);
        return folded.Count == 0 ? words[index] != "&" || index == 0 || index == words.Count - 1
            : !(isJob && Jobs.Match(folded) != 0) && !(index > 0 && char.IsUpper(words[index][0]) && EndsOfNames.Contains(folded[0], StringComparer.Ordinal)) && (folded.TrueForAll(w => char.IsAsciiDigit(w[0])) || Enumerable.Range(0, folded.Count).All(i => Talk.MatchAt(folded, i) != 0));
    }

    private sealed record Part(string Text, bool HasJob, bool AfterCompanyWord);
}
