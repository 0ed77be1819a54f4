namespace App.Domain.Interviews;

/// <summary>A title cut where people cut it: dashes, bars, brackets, "at", "with".</summary>
internal static class TitleParts
{
    public const int LongestPart = 80;

    private static readonly string[] Cuts = [" - ", " – ", " — ", "|", "//", " / ", ":", ",", ";", "(", ")", "[", "]", "<>", " x ", " × ", " · ", " • ", "?", "!", " about ", " regarding ", " re ", " wegen ", " wg ", " wg. ", " wäg ", " as ", " als ", " für ", " fuer ", " for "];

    /// <summary>After these comes the company, mostly.</summary>
    private static readonly string[] BeforeCompany = [" @ ", " at ", " bei der ", " beim ", " bei ", " with ", " w/ ", " mit ", " from ", " vom ", " von der ", " fa. ", " firma "];

    public static List<TitlePart> Of(string title)
    {
        var rest = title[..Math.Min(title.Length, 500)];
        foreach (var cut in Cuts)
        {
            rest = rest.Replace(cut, "\n", StringComparison.OrdinalIgnoreCase);
        }

        var parts = new List<TitlePart>();
        foreach (var piece in rest.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(p => p.Length <= 200).Take(20))
        {
            Split($" {piece} ", afterCompanyWord: false, parts);
        }

        return parts;
    }

    /// <summary>"With Lucy": one word after it is whom one meets.</summary>
    private static bool IsMostlyPerson(string before) => before is " with " or " w/ " or " mit ";

    private static void Split(string piece, bool afterCompanyWord, List<TitlePart> parts)
    {
        foreach (var before in BeforeCompany)
        {
            var at = piece.IndexOf(before, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                Split(piece[..at] + " ", afterCompanyWord, parts);
                var rest = piece[(at + before.Length)..];
                Split(" " + rest, afterCompanyWord: !IsMostlyPerson(before) || rest.Trim().Contains(' ', StringComparison.Ordinal), parts);
                return;
            }
        }

        if (piece.Trim() is not { Length: > 1 and <= LongestPart } text)
        {
            return;
        }

        // "Sachbearbeiterin Landratsamt Moosbach": the position, and who has it to give.
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var job = Array.FindIndex(words, w => NameWords.IsJob(Words.Of(w)));
        if (job >= 0 && job < words.Length - 1 && words[(job + 1)..].Any(w => NameWords.LegalForms.Match(Words.Of(w)) != 0) && words[(job + 1)..].All(w => char.IsUpper(w[0]) || w.Length < 4))
        {
            parts.Add(new TitlePart(string.Join(' ', words[..(job + 1)]), HasJob: true, AfterCompanyWord: false));
            parts.Add(new TitlePart(string.Join(' ', words[(job + 1)..]), HasJob: false, AfterCompanyWord: true));
            return;
        }

        parts.Add(new TitlePart(text, NameWords.IsJob(Words.Of(text)), afterCompanyWord));
    }

}
