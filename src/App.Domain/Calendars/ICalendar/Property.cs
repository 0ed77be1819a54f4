namespace App.Domain.Calendars.ICalendar;

/// <summary>
/// One content line (RFC 5545 §3.1), kept as it was written. A line that is not of the form <c>name:value</c> is kept too, without a name, and written back.
/// A property that was read holds on to the text it was read from.
/// </summary>
public sealed class Property : ContentNode
{
    private readonly string _text;
    private readonly int _start;
    private readonly int _nameEnd;
    private readonly int _valueStart;
    private readonly int _end;

    internal Property(string text, int start, int nameEnd, int valueStart, int end) =>
        (_text, _start, _nameEnd, _valueStart, _end) = (text, start, nameEnd, valueStart, end);

    /// <summary>A property with a value that is already in the form of its type.</summary>
    public Property(string name, string value, params IReadOnlyList<(string Name, string Value)> parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(parameters);
        var head = name + string.Concat(parameters.Select(parameter => $";{parameter.Name}={ParameterValue.Write(parameter.Value)}"));
        _text = OneLine($"{head}:{value}");
        (_nameEnd, _valueStart, _end) = (name.Length, head.Length + 1, _text.Length);
    }

    /// <summary>A property of type TEXT.</summary>
    public static Property OfText(string name, string text, params IReadOnlyList<(string Name, string Value)> parameters) => new(name, TextValue.Escape(text), parameters);

    /// <summary>As written; empty where the line is malformed.</summary>
    public string Name => NameSpan.ToString();

    /// <summary>As written, escapes and all.</summary>
    public string Value => ValueSpan.ToString();

    /// <summary>The value read as TEXT: escapes resolved.</summary>
    public string Text => TextValue.Unescape(ValueSpan);

    /// <summary>The whole line, unfolded.</summary>
    public string Line => LineSpan.ToString();

    public IReadOnlyList<Parameter> Parameters => [.. ParameterReader.Of(ParameterSpan)];

    public bool IsMalformed => _nameEnd == _start;

    internal ReadOnlySpan<char> NameSpan => _text.AsSpan(_start, _nameEnd - _start);

    internal ReadOnlySpan<char> ValueSpan => _text.AsSpan(_valueStart, _end - _valueStart);

    internal ReadOnlySpan<char> LineSpan => _text.AsSpan(_start, _end - _start);

    /// <summary>From the first semicolon up to the colon; mostly empty.</summary>
    internal ReadOnlySpan<char> ParameterSpan => IsMalformed ? default : _text.AsSpan(_nameEnd, _valueStart - 1 - _nameEnd);

    /// <summary>Names are the same in any case (§1.3).</summary>
    public bool Is(string name) => NameSpan.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The first value of a parameter, or null.</summary>
    public string? Parameter(string name) => ParameterReader.Find(ParameterSpan, name);

    public override string ToString() => Line;

    private static string OneLine(string line) => line.AsSpan().ContainsAny('\r', '\n') ? throw new ArgumentException("A property is one line.", nameof(line)) : line;
}
