using System.Data.Common;
using System.Globalization;

namespace App.Infrastructure.Database;

/// <summary>SQLite and PostgreSQL share <c>ON CONFLICT</c>.</summary>
public abstract class OnConflictDialect : Dialect
{
    public override string InsertIfAbsent(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys) =>
        $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ({Parameters(columns)}) ON CONFLICT ({Names(keys)}) DO NOTHING";

    public override string InsertRowsIfAbsent(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, int rows) =>
        $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES {Rows(columns, rows)} ON CONFLICT ({Names(keys)}) DO NOTHING";

    /// <summary>PostgreSQL's serialization failure and deadlock; SQLite has one writer.</summary>
    public override bool IsDeadlock(DbException exception) => exception is { SqlState: "40001" or "40P01" };

    public override string FirstRows(string columns, string from, string condition, string order, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT {columns} FROM {from} WHERE {condition} ORDER BY {order} LIMIT {most}");

    /// <summary>Where there is one writer, whoever writes has all rows for itself.</summary>
    public override string ClaimRows(string columns, string from, string condition, string order, int most) => FirstRows(columns, from, condition, order, most);

    public override string Upsert(string table, IReadOnlyList<string> columns, IReadOnlyList<string> keys, IReadOnlyList<string> kept) =>
        $"INSERT INTO \"{table}\" ({Names(columns)}) VALUES ({Parameters(columns)}) ON CONFLICT ({Names(keys)}) DO UPDATE SET "
        + string.Join(", ", columns.Except(keys).Except(kept).Select(c => $"\"{c}\" = excluded.\"{c}\""));

    protected override string Statement(ManyRows rows) => rows switch
    {
        ManyRows.Update update => UpdateOne(update),
        ManyRows.Insert insert => $"{Insert(rows)} VALUES ({Parameters(rows.Names)}) {OrNothing(insert)}",
        ManyRows.Add add => $"{Insert(rows)} VALUES ({Parameters(rows.Names)}) {OrAdd(add)}",
        _ => throw new ArgumentOutOfRangeException(nameof(rows)),
    };

    protected static string Insert(ManyRows rows) => $"INSERT INTO \"{rows.Table}\" ({Names(rows.Names)})";

    protected static string OrNothing(ManyRows.Insert insert) => $"ON CONFLICT ({Names(insert.Keys)}) DO NOTHING";

    protected static string OrAdd(ManyRows.Add add) => $"ON CONFLICT ({Names(add.Keys)}) DO UPDATE SET \"{add.Counter}\" = \"{add.Table}\".\"{add.Counter}\" + excluded.\"{add.Counter}\"";
}
