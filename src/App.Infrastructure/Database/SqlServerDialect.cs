using System.Data.Common;
using System.Globalization;

namespace App.Infrastructure.Database;

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

    public override string FirstRows(string columns, string from, string condition, string order, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT TOP ({most}) {columns} FROM {from} WHERE {condition} ORDER BY {order}");

    public override string ClaimRows(string columns, string from, string condition, string order, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT TOP ({most}) {columns} FROM {from} WITH (UPDLOCK, READPAST, ROWLOCK) WHERE {condition} ORDER BY {order}");

    protected override string Statement(ManyRows rows) => rows switch
    {
        ManyRows.Update update => UpdateOne(update),
        ManyRows.Insert insert => Merge(rows.Table, rows.Names, insert.Keys, ""),
        ManyRows.Add add => Merge(rows.Table, rows.Names, add.Keys, $"WHEN MATCHED THEN UPDATE SET \"{add.Counter}\" = t.\"{add.Counter}\" + s.\"{add.Counter}\" "),
        _ => throw new ArgumentOutOfRangeException(nameof(rows)),
    };

    private static string Merge(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, string matched) =>
        $"MERGE \"{table}\" WITH (HOLDLOCK) AS t USING (SELECT {string.Join(", ", columns.Select(c => $"@{c} AS \"{c}\""))}) AS s "
        + $"ON {string.Join(" AND ", keys.Select(k => $"t.\"{k}\" = s.\"{k}\""))} {matched}"
        + $"WHEN NOT MATCHED THEN INSERT ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(c => $"s.\"{c}\""))});";
}
