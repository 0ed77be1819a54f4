namespace App.Domain.Calendars.Recurrence;

/// <summary>The lists of numbers and weekdays in the parts of a rule.</summary>
internal static class RuleNumbers
{
    /// <summary>Digits only; what is above <paramref name="most"/> counts as <paramref name="most"/>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, long most, out long number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = Math.Min(most, (number * 10) + (c - '0'));
        }

        return !text.IsEmpty;
    }

    public static long? ReadPositive(ReadOnlySpan<char> text, long most) => TryRead(text, most, out var number) && number > 0 ? number : null;

    public static ulong? ReadBits(ReadOnlySpan<char> text, int least, int most)
    {
        var bits = 0UL;
        foreach (var range in text.Split(','))
        {
            if (!TryRead(text[range], 100, out var number) || number < least || number > most)
            {
                return null;
            }

            bits |= 1UL << (int)number;
        }

        return bits;
    }

    public static SignedNumbers? ReadSigned(ReadOnlySpan<char> text, int most)
    {
        var numbers = new SignedNumbers(most);
        foreach (var range in text.Split(','))
        {
            if (!TryReadSigned(text[range], most, out var number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers;
    }

    public static bool TryReadWeekdays(ReadOnlySpan<char> text, RecurrenceRule rule)
    {
        HashSet<OrdinalWeekday>? ordinals = null;
        foreach (var range in text.Split(','))
        {
            var entry = text[range].Trim();
            if (entry.Length < 2 || OrdinalWeekday.Parse(entry[^2..]) is not { } weekday)
            {
                return false;
            }

            if (entry.Length == 2)
            {
                rule.ByWeekday |= 1 << ((int)weekday - 1);
                continue;
            }

            if (!TryReadSigned(entry[..^2], 53, out var ordinal))
            {
                return false;
            }

            (ordinals ??= []).Add(new OrdinalWeekday(ordinal, weekday));
        }

        rule.Ordinals = ordinals is null ? [] : [.. ordinals];
        return true;
    }

    private static bool TryReadSigned(ReadOnlySpan<char> text, int most, out int number)
    {
        var negative = text.Length > 0 && text[0] == '-';
        var digits = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        var read = TryRead(digits, most + 1L, out var value);
        number = (int)(negative ? -value : value);
        return read && value > 0 && value <= most;
    }
}
