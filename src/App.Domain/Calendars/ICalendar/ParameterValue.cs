using System.Text;

namespace App.Domain.Calendars.ICalendar;

/// <summary>A parameter's value: quotes where needed (RFC 5545 §3.2), and the three escapes of RFC 6868.</summary>
internal static class ParameterValue
{
    public static string Read(ReadOnlySpan<char> text)
    {
        var plain = text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
        if (!plain.Contains('^'))
        {
            return plain.ToString();
        }

        var read = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
        {
            var escaped = plain[i] == '^' && i + 1 < plain.Length ? plain[i + 1] switch { 'n' => '\n', '\'' => '"', '^' => '^', _ => '\0' } : '\0';
            read.Append(escaped == '\0' ? plain[i] : escaped);
            i += escaped == '\0' ? 0 : 1;
        }

        return read.ToString();
    }

    public static string Write(string value)
    {
        var escaped = value.Replace("^", "^^", StringComparison.Ordinal).Replace("\r\n", "^n", StringComparison.Ordinal)
            .Replace("\n", "^n", StringComparison.Ordinal).Replace("\r", "^n", StringComparison.Ordinal).Replace("\"", "^'", StringComparison.Ordinal);
        return escaped.AsSpan().ContainsAny(':', ';', ',') ? $"\"{escaped}\"" : escaped;
    }
}
