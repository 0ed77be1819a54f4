namespace App.Domain.Interviews;

/// <summary>
/// The company that hires, as written: of the parts of the title the one that goes with the senders' domains, with a legal form or with a word before it; else what the text names beside
/// "at" or "client", in front or as a place; else the domain.
/// </summary>
internal static class CompanyNames
{
    private const int MostLines = 8;
    private const int MostNameWords = 5;

    /// <summary>After these comes a company in a text, as it is written.</summary>
    private static readonly string[] Before = ["Client: ", "client: ", "client ", "Client ", "Kunde ", "Firma ", "Company: ", "company: ", "Unternehmen: ", " bei der ", " beim ", " bei ", "Bei ", " at ", "At ", " @ ", " join ", " from ", " von der ", " by the "];

    private static readonly string[] BeforePeople = ["with", "w/", "mit"];

    public static string? Of(InterviewText text, IReadOnlyList<TitlePart> parts, string? job)
    {
        var domains = Senders.CompanyDomains(text).Select(d => d.Split('.')).Where(d => d.Length > 1).Select(d => Words.Squeeze(d[^2])).Where(d => d.Length > 2).ToList();
        var best = parts.Where(p => !p.HasJob || p.AfterCompanyWord)
            .Select(p => (Text: domains.Contains(Words.Squeeze(p.Text)) || Begins(text.Location, p.Text) || Begins(text.Description, p.Text) ? p.Text : NameWords.Trim(p.Text, isJob: false), Score: Score(p, domains, text)))
            .Where(p => p.Text is not null && p.Score > 0 && (job is null || !Words.Squeeze(job).Equals(Words.Squeeze(p.Text), StringComparison.Ordinal)))
            .OrderByDescending(p => p.Score).FirstOrDefault();
        return best.Score >= 4 ? best.Text
            : domains.Select(d => Named(text, d)).FirstOrDefault(n => n is not null)
            ?? (best.Score >= 2 ? best.Text : AfterWord(text) ?? OfDomain(domains) ?? LikeAPlace(text, job) ?? Several(best.Text) ?? Pieces(text.Description).FirstOrDefault(p => IsName(p, text) && p != job) ?? Alone(best.Text, text.Title));
    }

    private static bool Begins(string? text, string name) => name.Contains(' ', StringComparison.Ordinal) && (text?.StartsWith(name, StringComparison.OrdinalIgnoreCase) ?? false);

    private static int Score(TitlePart part, List<string> domains, InterviewText text)
    {
        var squeezed = Words.Squeeze(part.Text);
        var name = NameWords.Trim(part.Text, isJob: false);
        var trimmed = name is null ? "" : Words.Squeeze(name);
        return trimmed.Length < 2 || text.Attendees.Any(a => IsPerson(trimmed, a)) ? 0
            : domains.Exists(d => Alike(trimmed, d) || Alike(squeezed, d)) ? 6
            : NameWords.LegalForms.Match(Words.Of(name)) != 0 ? 4
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
                        return Whole(raw, i, length);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>"… at Tinderbox Studios", "… bei Talbach Robotik.".</summary>
    private static string? AfterWord(InterviewText text)
    {
        foreach (var line in NameWords.Lines(text.Description).Take(MostLines))
        {
            foreach (var before in Before)
            {
                var at = line.IndexOf(before, StringComparison.Ordinal);
                if (at >= 0 && Capitalized(line[(at + before.Length)..]) is { } name && IsName(name, text))
                {
                    return name;
                }
            }
        }

        return null;
    }

    /// <summary>"Solarwerk Ried, Vertriebsinnendienst": a piece of the text that is a name and nothing else, where the place says so too or a word in it does.</summary>
    private static string? LikeAPlace(InterviewText text, string? job)
    {
        var place = Pieces(text.Location).Take(1).ToList();
        var names = Pieces(text.Description).Where(p => IsName(p, text) && p != job).ToList();
        return names.Find(n => place.Exists(p => p.Contains(n, StringComparison.Ordinal)))
            ?? names.Concat(place.Where(p => IsName(p, text))).FirstOrDefault(n => NameWords.LegalForms.Match(Words.Of(n)) != 0)
            ?? place.Find(p => text.Description?.Contains(p, StringComparison.Ordinal) ?? false);
    }

    /// <summary>Several words, each with a capital.</summary>
    private static string? Several(string? part) => part?.Contains(' ', StringComparison.Ordinal) is true && Capitalized(part) == part ? part : null;

    /// <summary>With a capital, unless the whole title has none, and not whom one meets ("with Lucy").</summary>
    private static string? Alone(string? part, string title) =>
        part is not null && (char.IsUpper(part[0]) || !title.Any(char.IsUpper)) && !Array.Exists(BeforePeople, w => title.Contains($"{w} {part}", StringComparison.OrdinalIgnoreCase)) ? part : null;

    private static IEnumerable<string> Pieces(string? text) =>
        NameWords.Lines(text).Take(MostLines).SelectMany(l => l.Split(['.', ',', ';', ':', '(', ')', '|', '–', '—', '!', '?', '·'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(p => p.Length is > 2 and < TitleParts.LongestPart && Capitalized(p) == p);

    private static bool IsName(string name, InterviewText text) =>
        !LooksLikePerson(name) && !name.Any(char.IsDigit) && NameWords.Trim(name, isJob: false) == name && !(NameWords.IsJob(Words.Of(name)) && NameWords.LegalForms.Match(Words.Of(name)) == 0)
        && !NameWords.IsAboutMeeting(Words.Of(name)) && !text.Attendees.Any(a => IsPerson(Words.Squeeze(name), a));

    private static string? Capitalized(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile((w, i) => char.IsUpper(w[0]) || (i > 0 && w is "&" or "am" or "of" or "the" or "für" or "und" or "and" or "der" or "zum")).Take(MostNameWords).ToList();
        while (words.Count > 0 && !char.IsUpper(words[^1][0]))
        {
            words.RemoveAt(words.Count - 1);
        }

        var name = string.Join(' ', words).Split([',', ';', ':', '.', '!', '?', '('])[0].TrimEnd();
        return name.Length < 2 ? null : name;
    }

    /// <summary>With the words before and after that are part of the name: "University of Pennhallow", "Pikestaff Instruments".</summary>
    private static string Whole(string[] raw, int begin, int length)
    {
        var end = begin + length;
        while (end < raw.Length && end - begin < MostNameWords && char.IsLetter(raw[end - 1][^1]) && char.IsUpper(raw[end][0]) && (NameWords.LegalForms.Match(Words.Of(raw[end])) != 0))
        {
            end++;
        }

        if (begin > 1 && raw[begin - 1] is "of" or "für" && char.IsUpper(raw[begin - 2][0]))
        {
            begin -= 2;
        }
        else if (begin > 0 && char.IsUpper(raw[begin - 1][0]) && char.IsLetter(raw[begin - 1][^1]) && NameWords.LegalForms.Match(Words.Of(raw[begin - 1])) != 0)
        {
            begin--;
        }

        return string.Join(' ', raw[begin..end]).TrimEnd('.', '’', '\'', '!', '–', '-');
    }

    private static string? OfDomain(List<string> domains) => domains.Count == 0 ? null : char.ToUpperInvariant(domains[0][0]) + domains[0][1..];
}
