namespace App.Infrastructure.Database;

/// <summary>What is done with many rows by one statement.</summary>
/// <param name="Columns">In the order in which their values are added.</param>
public abstract record ManyRows(string Table, IReadOnlyList<Column> Columns)
{
    public IReadOnlyList<string> Names { get; } = [.. Columns.Select(c => c.Name)];

    /// <summary>Each is inserted unless one with the same keys is there.</summary>
    public sealed record Insert(string Table, IReadOnlyList<Column> Columns, IReadOnlyList<string> Keys) : ManyRows(Table, Columns);

    /// <summary>Each is changed where all keys are as given.</summary>
    /// <param name="Also">Set in all of them: <c>"Column" = value</c>; null: nothing.</param>
    public sealed record Update(string Table, IReadOnlyList<Column> Columns, IReadOnlyList<string> Keys, string? Also = null) : ManyRows(Table, Columns);

    /// <summary>Each is inserted, or counted to the one with the same keys.</summary>
    public sealed record Add(string Table, IReadOnlyList<Column> Columns, IReadOnlyList<string> Keys, string Counter) : ManyRows(Table, Columns);
}
