using System.Data.Common;
using App.Infrastructure.Database.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Infrastructure.Database;

/// <summary>
/// What the databases say differently. Identifiers are in ANSI double quotes, which all three accept. Everything else is LINQ.
/// </summary>
public abstract class Dialect
{
    /// <summary>True where a second writer would block a thread.</summary>
    public virtual bool HasOneWriter => false;

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

    protected static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));

    protected static string Rows(IReadOnlyList<string> columns, int rows) =>
        string.Join(", ", Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", columns.Select(c => $"@{c}{row}"))})"));

    protected static string Parameters(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"@{c}"));
}

/// <summary>SQLite and PostgreSQL share <c>ON CONFLICT</c>.</summary>
public class OnConflictDialect(bool hasOneWriter) : Dialect
{
    public override bool HasOneWriter { get; } = hasOneWriter;

    public override async Task<RowWriter> OpenRowsAsync(DbCommand command, IEnumerable<Column> columns, CancellationToken cancellationToken)
    {
        if (command.Connection is not SqliteConnection connection)
        {
            return await base.OpenRowsAsync(command, columns, cancellationToken);
        }

        await using (command)
        {
            return new SqliteRows(connection, command.CommandText);
        }
    }

    public override string InsertIfAbsent(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys) =>
        $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ({Parameters(columns)}) ON CONFLICT ({Names(keys)}) DO NOTHING";

    public override string InsertRowsIfAbsent(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, int rows) =>
        $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES {Rows(columns, rows)} ON CONFLICT ({Names(keys)}) DO NOTHING";

    /// <summary>PostgreSQL's serialization failure and deadlock; SQLite has one writer.</summary>
    public override bool IsDeadlock(DbException exception) => exception is { SqlState: "40001" or "40P01" };

    public override string Upsert(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, IReadOnlyList<string> kept) =>
        $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ({Parameters(columns)}) ON CONFLICT ({Names(keys)}) DO UPDATE SET "
        + string.Join(", ", columns.Except(keys).Except(kept).Select(c => $"\"{c}\" = excluded.\"{c}\""));
}

/// <summary>SQL Server's MERGE; HOLDLOCK makes it atomic.</summary>
public sealed class SqlServerDialect : Dialect
{
    public override string InsertIfAbsent(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys) =>
        Merge(table, columns, keys, "");

    public override string InsertRowsIfAbsent(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, int rows) =>
        $"MERGE \"{table}\" WITH (HOLDLOCK) AS t USING (VALUES {Rows(columns, rows)}) AS s ({Names(columns)}) "
        + $"ON {string.Join(" AND ", keys.Select(k => $"t.\"{k}\" = s.\"{k}\""))} "
        + $"WHEN NOT MATCHED THEN INSERT ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(c => $"s.\"{c}\""))});";

    /// <summary>1205: chosen as the victim.</summary>
    public override bool IsDeadlock(DbException exception) => exception is Microsoft.Data.SqlClient.SqlException { Number: 1205 };

    public override string Upsert(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, IReadOnlyList<string> kept) =>
        Merge(table, columns, keys, $"WHEN MATCHED THEN UPDATE SET {string.Join(", ", columns.Except(keys).Except(kept).Select(c => $"\"{c}\" = s.\"{c}\""))} ");

    private static string Merge(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, string matched) =>
        $"MERGE \"{table}\" WITH (HOLDLOCK) AS t USING (SELECT {string.Join(", ", columns.Select(c => $"@{c} AS \"{c}\""))}) AS s "
        + $"ON {string.Join(" AND ", keys.Select(k => $"t.\"{k}\" = s.\"{k}\""))} {matched}"
        + $"WHEN NOT MATCHED THEN INSERT ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(c => $"s.\"{c}\""))});";
}
