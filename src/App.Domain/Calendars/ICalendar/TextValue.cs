using System.Text;

namespace App.Domain.Calendars.ICalendar;

/// <summary>The escapes of TEXT (RFC 5545 §3.3.11). A backslash before anything else stands for itself.</summary>
public static class TextValue
{
    public static string Unescape(ReadOnlySpan<char> value)
    {
        if (!value.Contains('\\'))
        {
            return value.ToString();
        }

        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var escaped = value[i] == '\\' && i + 1 < value.Length ? value[i + 1] switch { 'n' or 'N' => '\n', '\\' => '\\', ';' => ';', ',' => ',', _ => '\0' } : '\0';
            text.Append(escaped == '\0' ? value[i] : escaped);
            i += escaped == '\0' ? 0 : 1;
        }

        return text.ToString();
    }

    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny("\\;,\r\n"))
        {
            return text;
        }

        var value = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            _ = text[i] switch
            {
                '\r' or '\n' => value.Append("\\n"),
                '\\' or ';' or ',' => value.Append('\\').Append(text[i]),
                _ => value.Append(text[i]),
            };
        }

        return value.ToString();
    }
}
