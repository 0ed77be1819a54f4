using System.Globalization;

namespace Bench;

/// <summary>The table a bench prints: each value with its spread, and the limit it is held to or compared with beside it.</summary>
internal sealed class Report(string title)
{
    private readonly List<string[]> _rows = [["measured", "median", "spread", "unit", "limit", ""]];
    private readonly List<string> _results = [];

    /// <summary>True when every goal was reached.</summary>
    public bool Reached { get; private set; } = true;

    /// <summary>Adds a row; a name makes it a result for programs, a goal makes it a promise.</summary>
    public void Add(string label, Samples samples, string unit, string limit = "", string? name = null, Func<double, bool>? goal = null)
    {
        var met = goal?.Invoke(samples.Median);
        Reached &= met ?? true;
        var spread = samples.Count == 1 ? "" : $"{Number(samples.Least)} – {Number(samples.Most)}";
        _rows.Add([label, Number(samples.Median), spread, unit, limit, met switch { true => "reached", false => "MISSED", null => "" }]);
        if (name is not null)
        {
            _results.Add($"RESULT {name} {Number(samples.Median)} {unit.Replace(' ', '_')}");
        }
    }

    public void Print(TextWriter writer)
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        writer.WriteLine(title);
        foreach (var row in _rows)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        writer.WriteLine();
        _results.ForEach(writer.WriteLine);
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.0", _ => "0.000" }, CultureInfo.InvariantCulture);
}
