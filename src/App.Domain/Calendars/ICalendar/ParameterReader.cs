namespace App.Domain.Calendars.ICalendar;

/// <summary>Reads parameters, given as <c>;NAME=value,"value";NAME=value</c>.</summary>
internal static class ParameterReader
{
    public static List<Parameter> Of(ReadOnlySpan<char> text)
    {
        var parameters = new List<Parameter>();
        while (TakeOne(ref text, out var name, out var values))
        {
            parameters.Add(new Parameter(name.ToString(), ValuesOf(values)));
        }

        return parameters;
    }

    public static string? Find(ReadOnlySpan<char> text, string wanted) => TryFind(text, wanted, out var value) ? ParameterValue.Read(value) : null;

    /// <summary>The first value of the parameter, as written.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, string wanted, out ReadOnlySpan<char> value)
    {
        while (TakeOne(ref text, out var name, out var values))
        {
            if (name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                value = values[..EndOf(values, ',')];
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Where a character comes first outside quotes; the length where it does not. A quote that is never closed is a character like any other.</summary>
    public static int EndOf(ReadOnlySpan<char> text, char end)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == end)
            {
                return i;
            }

            if (text[i] == '"' && text[(i + 1)..].IndexOf('"') is >= 0 and var closing)
            {
                i += closing + 1;
            }
            else if (text[i] == '"')
            {
                return text[i..].IndexOf(end) is >= 0 and var next ? i + next : text.Length;
            }
        }

        return text.Length;
    }

    private static bool TakeOne(scoped ref ReadOnlySpan<char> text, out ReadOnlySpan<char> name, out ReadOnlySpan<char> values)
    {
        if (text.IsEmpty)
        {
            name = default;
            values = default;
            return false;
        }

        var rest = text[1..];
        var end = EndOf(rest, ';');
        var one = rest[..end];
        var equals = one.IndexOf('=');
        name = equals < 0 ? one : one[..equals];
        values = equals < 0 ? default : one[(equals + 1)..];
        text = rest[end..];
        return true;
    }

    private static List<string> ValuesOf(ReadOnlySpan<char> values)
    {
        var list = new List<string>();
        while (true)
        {
            var end = EndOf(values, ',');
            list.Add(ParameterValue.Read(values[..end]));
            if (end == values.Length)
            {
                return list;
            }

            values = values[(end + 1)..];
        }
    }
}
