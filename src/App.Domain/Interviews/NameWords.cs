namespace App.Domain.Interviews;

/// <summary>Of which words names are made, and which are about the meeting.</summary>
internal static class NameWords
{
    private static readonly CueMatcher Jobs = new([Occupations.All]);

    /// <summary>Those whom one meets, when nothing else is said of them.</summary>
    private static readonly CueMatcher Hosts = new(["recruiter*|headhunter*|cto|ceo|coo|cfo|vp|chef|manager*|leitung|partner*|lead|leader|host|trainer*|graduate*|executive*|principal|phd|doctoral|officer|president|director*|geschaeftsfuehr*|inhaber*|owner*|leiter*|panel*"]);

    /// <summary>Words of the meeting that end a company's name where they are written with a capital.</summary>
    private static readonly string[] EndsOfNames = ["tech", "loop", "group", "partner", "partners", "design", "talent", "systems", "center", "centre", "human", "board", "home"];

    /// <summary>Words of the meeting that belong to the occupation right after them: "Site Geologist", "Bar supervisor".</summary>
    private static readonly CueMatcher BeginningsOfJobs = new(
        ["site|bench|internal|external|freelance|bar|group|test|technical|design|system|video|live|people|talent|team|culture|research|case|call|new|partner|phone|take|board|job|training|demo|shift|visit|human|second|2nd|first|senior|junior|lead|head|store|final|portfolio|office|working|selection|day|coding|screen"]);

    /// <summary>What is about the meeting and neither company nor position.</summary>
    private static readonly CueMatcher Talk = new(
    [
        """
        interview*|*interview|interveiw*|inteview*|intervew*|*gespraech|*gespraeche|*gespraechs|gespraech*|vorstellung*|vorstellen|bewerbung*|bewerber*|bewerbe*|kandidat*|candidate*|applicant*|application*|finalist*|screen*|*screening|
        prescreen*|call*|calls|chat*|talk|talks|conversation|meeting|intro|introduction|introductory|first|second|third|1st|2nd|3rd|final|finale|finales|finalrunde*|letzte*|last|closing|round|runde|stage|stufe|step|teil|part|loop|day|tag|
        onsite|on|site|vor|ort|virtual|visit|video|phone|telephone|telefon*|tel|technical|technisch*|tech|coding|live|pair*|system|whiteboard*|case|study|fallstudie*|portfolio|review|take|home|takehome|test|assignment|testaufgabe*|probe*|
        schnupper*|hospitation*|trial|taster|shift|hiring|recruiter*|recruiting|headhunter|talent|ta|hr|human|resources|panel*|board|committee|kommission|assessment*|center|centre|superday|job|jobs|role|position|opening|stelle|*stelle|post|
        req|re|fw|fwd|aw|wg|accepted|updated|invitation|einladung|hold|terminvorschlag|termin|bestaetigt|confirmed|your|ihr|ihre|dein|deine|kennenlern*|erst*|zweit*|drittgespr*|kurzes|erneutes|exploratory|initial|competency|values|culture*|
        cultural*|behavioural|behavioral|group|partner|design interview|follow|up|catch|quick|get*|getting|to|know|each|other|exercise|skills|freelance gig|gig|debugging|code|pitch|presentation|praesentation*|mappenpraesentation*|research|
        bench|mock|demo|ml|in|person|minutes|min|uhr|mins|am|pm|vg|itw|ti|new|time|slot|is|are|be|kommt|zum|zur|von|vom|fuer|for|besprechen|durchsprechen|anhoerung|ihrer|go|through|my|vollzeit|teilzeit|unbefristet|befristet|lass|uns|
        kennenlernen|about|the|with|and|und|der|die|das|im|mit|our|a|an|zoom|teams|remote|online|lunch|people|team|recap|walkthrough|one|way|candidates|ruft|rings|wegen|herrn|frau|fr|herr|mr|mrs|ms|session auswahl*|*kommission|casting|
        joint|gemeinsames|gemeinsam|praktische|praktisches|pruefung|endrunde|endauswahl|traineeprogramm|beiden|du|dem|kuenftigem|rueckruf|search|moved|verschoben|angenommen|platzhalter|placeholder|working|selection|bar|raiser|telephonic|
        schnell*|fachfragen|fachvortrag|*probe|*gremium|*ausschuss|strukturiertes|abschliessendes|hrbp|ashby|workable|coderpad|lever|greenhouse|goodtime|karat|teamtailor|personio|erster|erste|erstes|zweite|zweites|austausch|treffen|
        sessions|tour|resit|sit|walk|fit|vorstand|trustees|sample|rueckfragen|nachgespraech|walkin|telephonisch|telefonisches|i|v|f2f|int|exec|executive|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|mo|mi|do|
        sa|montag|dienstag|mittwoch|donnerstag|freitag|samstag|jan*|feb*|may|jun|jul|sept*|okt*|oct*|nov*|dez*|dec*|vacancy|joins|sees|see|meets|meet|presents|present|zeigt|stellt|sich|freelance|internal|external|reminder|neu|neuer|heute|
        today|tomorrow|morgen|um|ab|at|from|of|kl|klasse|wochen|stunden|hours|interviewing|interviewer*|scheduled|telefonisch|per|via|skype|facetime|natter|again|back|next|recall|also|bitte|please|declined|entscheidung|decision
        """,
    ]);

    public static readonly CueMatcher LegalForms = new(
    [
        """
        gmbh|ag|kg|ohg|se|kgaa|ug|eg|ev|llp|llc|ltd|limited|inc|corp|plc|co|sarl|bv|group|holding|holdings|university|universitaet|uni|hochschule|institut*|*institut|klinik*|*klinik|kliniken|krankenhaus|hospital|clinic|school|schools|
        schule|gymnasium|kita|verlag|bank|versicherung|insurance|pharma|logistik|logistics|systems|labs|software|studios|games|media|medien|hotels|hotel|airlines|airways|consulting|partners|solutions|technik|robotics|energy|solar|foods|
        brewing|baeckerei|bakery|schreinerei|autohaus|moebelhaus|stadtwerke|landratsamt|gemeinde|stadt|borough|council|police|polizei|stiftung|foundation|trust|charity|diakonie|caritas|reederei|molkerei|weine|weingut|immobilien|reisen|
        catering|floristik|kosmetik|marketing|cloud|analytics|health|learning|housing|security|trading|capital|motors|mining|audio|outdoor|vets|nursery|legal|spedition|werk|werke|apotheke|praxis|kanzlei|agentur|agency|resort|academy|
        akademie|museum|theater|orgelbau|offshore|finance|interiors|ceramics|timber|hospice|nurseries|farms|college|distillery|ferries|gaertnerei|druckerei|hof|gutshof|bauernhof|*hof|landhotel|pfarre|pfarrei|forstamt|*amt|jugendzentrum|
        *zentrum|buchhandlung|*schule|pflegedienst|wohnbau|landkreis|theatre|opticians|joinery|textiles|homes|instruments|castings|minerals|maps|rail|trains|mutual|surgery|primary|church|chapel|cathedral|parish|diocese|nhs|cafe|bistro|
        salon|studio|atelier|spital|*spital|residenz|*heim|*verband|*ministerium|*behoerde|zimmerei|tischlerei|*tischlerei|malerbetrieb|sanitaer|taxi|gartenbau|brauerei|metzgerei|backstube|konditorei|eisdiele|restaurant|gasthof|gasthaus|
        *markt|modehaus|kaufhaus|*haus|reisebuero|fahrschule|philharmonie|*orchester|sinfonia|mills|mill|books|brewery|estates|estate|stores|*logistik|*bau|*technik|*werk|*werke|*praxis|*verlag|*stift|*kasse|*bank|robotik|energie|
        versicherungen|rechtsanwaelte|architects|architekten|gardens|dental|shipping|freight|aero|biotech|diagnostics|textil|moden|feinkost
        """,
    ]);

    public static bool IsAboutMeeting(IReadOnlyList<string> words) => Talk.Match(words) != 0;

    /// <summary>An occupation, and not just one of those whom one meets.</summary>
    public static bool IsJob(List<string> words)
    {
        var jobs = Enumerable.Range(0, words.Count).Where(i => Jobs.MatchAt(words, i) != 0).ToList();
        return jobs.Exists(i => Hosts.MatchAt(words, i) == 0 || (i > 0 && Talk.MatchAt(words, i - 1) == 0) || (i < words.Count - 1 && words[i + 1] is "of"));
    }

    /// <summary>Without the words at its ends that are about the meeting; null where nothing is left.</summary>
    public static string? Trim(string text, bool isJob)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 0 && IsTalk(words, 0, isJob) && !(isJob && BeginsJob(words)))
        {
            words.RemoveAt(0);
        }

        while (words.Count > 0 && IsTalk(words, words.Count - 1, isJob))
        {
            words.RemoveAt(words.Count - 1);
        }

        var trimmed = string.Join(' ', words).Trim(' ', '.', ',', ':', '-', '–', '"', '„', '“', '”', '*', '\'', '#', '=', '&');
        return trimmed.Length is < 2 or > TitleParts.LongestPart || !trimmed.Any(char.IsLetter) ? null : trimmed;
    }

    private static bool BeginsJob(List<string> words) =>
        words.Count > 1 && BeginningsOfJobs.Match(Words.Of(words[0])) != 0 && Words.Of(words[1]) is { Count: > 0 } next && Jobs.MatchAt(next, 0) != 0 && char.IsUpper(words[0][0]) == char.IsUpper(words[1][0]);

    /// <summary>Only those whom one meets, where it may be one whom one meets: "Chef", "Leitung".</summary>
    public static bool IsHostAlone(List<string> words) => Enumerable.Range(0, words.Count).All(i => Jobs.MatchAt(words, i) == 0 || Hosts.MatchAt(words, i) != 0);

    private static bool IsTalk(List<string> words, int index, bool isJob)
    {
        var folded = Words.Of(words[index]);
        return folded.Count == 0 ? words[index] != "&" || index == 0 || index == words.Count - 1
            : !(isJob && Jobs.Match(folded) != 0) && !(index > 0 && char.IsUpper(words[index][0]) && EndsOfNames.Contains(folded[0], StringComparer.Ordinal)) && (folded.TrueForAll(w => char.IsAsciiDigit(w[0])) || Enumerable.Range(0, folded.Count).All(i => Talk.MatchAt(folded, i) != 0));
    }

    public static IEnumerable<string> Lines(string? text) =>
        (text is null ? "" : WithoutTags(text[..Math.Min(text.Length, Words.MostRead)])).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(WithoutLinks).Where(l => l.Length > 0).Take(60);

    private static string WithoutLinks(string line) =>
        line.Contains("://", StringComparison.Ordinal) ? string.Join(' ', line.Split(' ').Where(w => !w.Contains("://", StringComparison.Ordinal))) : line;

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
}
