using System.Data.Common;

namespace App.Infrastructure.Database;

/// <summary>
/// What the databases say differently. Identifiers are in ANSI double quotes, which all three accept. Everything else is LINQ.
/// </summary>
public abstract class Dialect
{
    /// <summary>True where a second writer would block a thread.</summary>
    public virtual bool HasOneWriter => false;

    /// <summary>Said to a database by the migration, though it may have been said before; null: nothing.</summary>
    public virtual string? Setup => null;

    /// <summary>Inserts a row unless one with the same keys is there; no error either way, so a transaction lives on.</summary>
    public abstract string InsertIfAbsent(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys);

    /// <summary>Inserts so many rows in their order, each unless one with the same keys is there; the parameters of row <c>n</c> end in <c>n</c>.</summary>
    public abstract string InsertRowsIfAbsent(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, int rows);

    /// <summary>True where the database gave up a transaction for another one's sake: begun again, it may succeed.</summary>
    public abstract bool IsDeadlock(DbException exception);

    /// <summary>Inserts a row, or overwrites the other columns of the one with the same keys, except those in <paramref name="kept"/>.</summary>
    public abstract string Upsert(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, IReadOnlyList<string> kept);

    /// <summary>Prepares a statement for many rows; its parameters stand in the order of <paramref name="columns"/>.</summary>
    public virtual Task<RowWriter> OpenRowsAsync(DbCommand command, IEnumerable<Column> columns, CancellationToken cancellationToken) =>
        CommandRows.OpenAsync(command, columns, cancellationToken);

    /// <summary>Prepares a statement that writes many rows as fast as the database can.</summary>
    public virtual Task<RowWriter> OpenManyAsync(DbCommand command, ManyRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(rows);
        command.CommandText = Statement(rows);
        return OpenRowsAsync(command, rows.Columns, cancellationToken);
    }

    /// <summary>The first rows of an order.</summary>
    /// <param name="from">Table and alias, in quotes.</param>
    public abstract string FirstRows(string columns, string from, string condition, string order, int most);

    /// <summary>Selects rows for one worker alone until its transaction ends; those that another one holds are passed over.</summary>
    /// <param name="from">Table and alias, in quotes.</param>
    public abstract string ClaimRows(string columns, string from, string condition, string order, int most);

    /// <summary>The statement for one row, with a parameter for each column.</summary>
    protected abstract string Statement(ManyRows rows);

    protected static string UpdateOne(ManyRows.Update update)
    {
        var set = update.Names.Except(update.Keys).Select(c => $"\"{c}\" = @{c}").Concat(update.Also is { } also ? [also] : Array.Empty<string>());
        return $"UPDATE \"{update.Table}\" SET {string.Join(", ", set)} WHERE {string.Join(" AND ", update.Keys.Select(k => $"\"{k}\" = @{k}"))}";
    }

    protected static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));

    protected static string Rows(IReadOnlyList<string> columns, int rows) =>
        string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", columns.Select(c => $"@{c}{row}"))})"));

    protected static string Parameters(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"@{c}"));
}
