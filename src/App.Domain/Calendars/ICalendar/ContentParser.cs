using System.Text;

namespace App.Domain.Calendars.ICalendar;

/// <summary>
/// Reads iCalendar text (RFC 5545 §3.1, §3.4) into components, keeping all of it. Text that ends before its components do is refused: a download cut short
/// must not look like a calendar with fewer events.
/// </summary>
public sealed class ContentParser
{
    private readonly ContentLimits _limits;
    private readonly List<Component> _roots = [];
    private readonly Stack<Component> _open = new();
    private int _nodes;

    private ContentParser(ContentLimits limits) => _limits = limits;

    public static Result<IReadOnlyList<Component>> Parse(ReadOnlySpan<byte> utf8, ContentLimits? limits = null)
    {
        limits ??= ContentLimits.Default;
        if (utf8.Length > limits.MostBytes)
        {
            return Refused($"The calendar is larger than {limits.MostBytes} bytes.");
        }

        return Unfolding.Read(utf8, limits.MostLineBytes) is { } text
            ? new ContentParser(limits).Read(text)
            : Refused($"A line is longer than {limits.MostLineBytes} bytes.");
    }

    public static Result<IReadOnlyList<Component>> Parse(string text, ContentLimits? limits = null) =>
        text.Length > (limits ?? ContentLimits.Default).MostBytes
            ? Refused($"The calendar is larger than {(limits ?? ContentLimits.Default).MostBytes} bytes.")
            : Parse(Encoding.UTF8.GetBytes(text), limits);

    private Result<IReadOnlyList<Component>> Read(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOf('\n');
            var end = length < 0 ? text.Length : start + length;
            if (!text.AsSpan(start, end - start).IsWhiteSpace() && Add(LineOf(text, start, end)) is { } failure)
            {
                return failure;
            }

            start = end + 1;
        }

        return _open.TryPeek(out var unfinished) ? Refused($"The calendar ends inside {Shown(unfinished.Name)}.")
            : _roots.Count == 0 ? Refused("There is no calendar in it.")
            : _roots;
    }

    private Failure? Add(Property line)
    {
        if (++_nodes > _limits.MostNodes)
        {
            return Refused($"The calendar has more than {_limits.MostNodes} lines.");
        }

        if (line.Is("BEGIN"))
        {
            return Begin(line.ValueSpan.Trim().ToString());
        }

        if (line.Is("END"))
        {
            return End(line.ValueSpan.Trim());
        }

        if (!_open.TryPeek(out var parent))
        {
            return Refused("It does not begin as a calendar does, with BEGIN:VCALENDAR.");
        }

        parent.ChildList.Add(line);
        return null;
    }

    private Failure? Begin(string name)
    {
        if (_open.Count == _limits.MostDepth)
        {
            return Refused($"Components lie deeper than {_limits.MostDepth} in each other.");
        }

        var component = new Component(name);
        if (_open.TryPeek(out var parent))
        {
            parent.ChildList.Add(component);
        }
        else
        {
            _roots.Add(component);
        }

        _open.Push(component);
        return null;
    }

    private Failure? End(ReadOnlySpan<char> name) =>
        _open.TryPop(out var component) && name.Equals(component.Name, StringComparison.OrdinalIgnoreCase)
            ? null
            : Refused($"END:{Shown(name)} does not end the component that is open.");

    private static Property LineOf(string text, int start, int end)
    {
        var line = text.AsSpan(start, end - start);
        var name = line.IndexOfAny(';', ':');
        var value = name <= 0 ? line.Length : line[name] == ':' ? name : name + ParameterReader.EndOf(line[name..], ':');
        return value < line.Length
            ? new Property(text, start, start + name, start + value + 1, end)
            : new Property(text, start, start, end, end);
    }

    private static string Shown(ReadOnlySpan<char> name) => (name.Length > 40 ? name[..40] : name).ToString();

    private static Failure.Invalid Refused(string why) => new("calendar", why);
}
