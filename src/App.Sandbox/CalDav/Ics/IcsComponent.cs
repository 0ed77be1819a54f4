using System.Text;

namespace App.Sandbox.CalDav.Ics;

/// <summary>One property of iCalendar (RFC 5545 §3.1), unfolded; parameters as they were written, with their semicolon.</summary>
internal sealed record IcsLine(string Name, string Parameters, string Value)
{
    public string? Parameter(string name)
    {
        foreach (var part in Parameters.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
            {
                return part[(name.Length + 1)..].Trim('"');
            }
        }

        return null;
    }

    /// <summary>The value as text (§3.3.11).</summary>
    public string Text => Value.Replace("\\n", "\n", StringComparison.OrdinalIgnoreCase).Replace("\\,", ",", StringComparison.Ordinal)
        .Replace("\\;", ";", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    public static IcsLine OfText(string name, string text) => new(
        name,
        "",
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));

    public static IcsLine? Parse(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ':' && !quoted)
            {
                var head = line[..i];
                var cut = head.IndexOf(';', StringComparison.Ordinal);
                var name = cut < 0 ? head : head[..cut];
                return name.Length == 0 ? null : new IcsLine(name.ToUpperInvariant(), cut < 0 ? "" : head[cut..], line[(i + 1)..]);
            }
        }

        return null;
    }

    public override string ToString() => $"{Name}{Parameters}:{Value}";
}

/// <summary>A component of iCalendar with what is in it, in order; what is not understood is kept.</summary>
internal sealed class IcsComponent(string name)
{
    private const int LineOctets = 75;

    public string Name => name;

    public List<IcsLine> Lines { get; } = [];

    public List<IcsComponent> Children { get; } = [];

    public IEnumerable<IcsComponent> Events => Children.Where(c => c.Name == "VEVENT");

    public IcsLine? Line(string lineName) => Lines.Find(l => l.Name == lineName);

    /// <summary>Sets a property, or takes it away with null.</summary>
    public void Set(string lineName, IcsLine? line)
    {
        var at = Lines.FindIndex(l => l.Name == lineName);
        Lines.RemoveAll(l => l.Name == lineName);
        if (line is not null)
        {
            Lines.Insert(at < 0 ? Lines.Count : at, line);
        }
    }

    /// <summary>The one component a text holds; null if it is not whole.</summary>
    public static IcsComponent? Parse(string text)
    {
        var open = new Stack<IcsComponent>();
        IcsComponent? whole = null;
        foreach (var raw in Unfold(text))
        {
            if (IcsLine.Parse(raw) is not { } line || whole is not null || (open.Count == 0 && line.Name != "BEGIN"))
            {
                return null;
            }

            switch (line.Name)
            {
                case "BEGIN":
                    open.Push(new IcsComponent(line.Value.ToUpperInvariant()));
                    break;
                case "END" when open.Pop() is var ended && ended.Name == line.Value.ToUpperInvariant():
                    if (open.TryPeek(out var parent))
                    {
                        parent.Children.Add(ended);
                    }
                    else
                    {
                        whole = ended;
                    }

                    break;
                case "END":
                    return null;
                default:
                    open.Peek().Lines.Add(line);
                    break;
            }
        }

        return open.Count == 0 ? whole : null;
    }

    public string Write()
    {
        var text = new StringBuilder();
        WriteTo(text);
        return text.ToString();
    }

    private void WriteTo(StringBuilder text)
    {
        Fold(text, $"BEGIN:{Name}");
        Lines.ForEach(l => Fold(text, l.ToString()));
        Children.ForEach(c => c.WriteTo(text));
        Fold(text, $"END:{Name}");
    }

    /// <summary>Lines are folded at 75 octets, never within a character.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static IEnumerable<string> Unfold(string text)
    {
        StringBuilder? line = null;
        foreach (var raw in text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (raw.Length > 0 && raw[0] is (' ' or '\t'))
            {
                line?.Append(raw, 1, raw.Length - 1);
                continue;
            }

            if (line is { Length: > 0 })
            {
                yield return line.ToString();
            }

            line = new StringBuilder(raw);
        }

        if (line is { Length: > 0 })
        {
            yield return line.ToString();
        }
    }
}
