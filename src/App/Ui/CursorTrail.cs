namespace App.Ui;

/// <summary>
/// The cursors one came by to the page of a list one is at, kept in the address ("a.b.c"), so that there is a way back to newer rows.
/// </summary>
public sealed class CursorTrail
{
    private const int Most = 40;

    private readonly string[] _cursors;

    private CursorTrail(string[] cursors) => _cursors = cursors;

    /// <summary>Null on the first page.</summary>
    public string? Current => _cursors.Length == 0 ? null : _cursors[^1];

    /// <summary>How many pages lie before this one.</summary>
    public int Depth => _cursors.Length;

    public static CursorTrail Parse(string? text) =>
        new(string.IsNullOrEmpty(text) ? [] : [.. text.Split('.', StringSplitOptions.RemoveEmptyEntries).Take(Most)]);

    /// <summary>The trail of the next page; null on the last.</summary>
    public string? Older(string? next) => next is null || _cursors.Length == Most ? null : string.Join('.', [.. _cursors, next]);

    /// <summary>The trail of the page before; empty for the first page, null on it.</summary>
    public string? Newer() => _cursors.Length == 0 ? null : string.Join('.', _cursors[..^1]);
}
