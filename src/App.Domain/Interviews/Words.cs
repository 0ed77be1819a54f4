using System.Globalization;
using System.Text;

namespace App.Domain.Interviews;

/// <summary>
/// Takes a text apart into folded words (ä = ae, ß = ss, no accents, lower case). Markup and web addresses are left out. One walk, and never more than <see cref="MostRead"/> characters:
/// what says what an entry is stands at its beginning.
/// </summary>
internal static class Words
{
    public const int MostRead = 6000;
    private const int LongestTag = 300;

    public static List<string> Of(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var read = text.AsSpan()[..Math.Min(text?.Length ?? 0, MostRead)];
        for (var i = 0; i < read.Length;)
        {
            var skipped = Skip(read[i..]);
            var sign = skipped == 0 ? Sign(read[i..]) : null;
            if (skipped > 0 || sign is not null || !Append(word, read[i]))
            {
                End(words, word);
            }

            if (sign is not null)
            {
                words.Add(sign);
            }

            i += Math.Max(1, Math.Max(skipped, sign?.Length ?? 0));
        }

        End(words, word);
        return words;
    }

    /// <summary>Letters and digits alone, folded: by it names are compared.</summary>
    public static string Squeeze(string text) => string.Concat(Of(text));

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>How long a tag or an address is that begins here; 0 where none does.</summary>
    private static int Skip(ReadOnlySpan<char> rest)
    {
        if (rest[0] == '<' && rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || rest[1] == '/'))
        {
            var end = rest[..Math.Min(rest.Length, LongestTag)].IndexOf('>');
            return end < 0 ? 0 : end + 1;
        }

        if (rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            var end = rest.IndexOfAny(" \t\r\n<>\"");
            return end < 0 ? rest.Length : end;
        }

        return 0;
    }

    private static string? Sign(ReadOnlySpan<char> rest) =>
        rest.StartsWith("<>", StringComparison.Ordinal) ? "<>"
        : rest.StartsWith("~~", StringComparison.Ordinal) ? "~~"
        : rest[0] == '×' ? "×"
        : null;

    private static bool Append(StringBuilder word, char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            word.Append(char.ToLowerInvariant(c));
            return true;
        }

        if (c < 0x80 || !char.IsLetter(c))
        {
            return CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
        }

        var lower = char.ToLowerInvariant(c);
        _ = lower switch
        {
            'ä' => word.Append("ae"),
            'ö' => word.Append("oe"),
            'ü' => word.Append("ue"),
            'ß' => word.Append("ss"),
            'ø' => word.Append('o'),
            'æ' => word.Append("ae"),
            'ł' => word.Append('l'),
            'ı' => word.Append('i'),
            _ => word.Append(lower.ToString().Normalize(NormalizationForm.FormD)[0]),
        };
        return true;
    }
}
