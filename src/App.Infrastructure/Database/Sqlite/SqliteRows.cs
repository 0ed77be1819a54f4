using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace App.Infrastructure.Database.Sqlite;

/// <summary>
/// Rows by SQLite's own prepared statement: the driver looks every parameter up by name and makes a reader for every row, which is half of what an
/// insert costs (docs/decisions/0010). The connection is the driver's, and so is the transaction around it.
/// </summary>
internal sealed class SqliteRows : RowWriter
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _last;

    public SqliteRows(SqliteConnection connection, string sql)
    {
        _database = SqliteHandle.Of(connection);
        Check(_database, raw.sqlite3_prepare_v2(_database, sql, out _statement), raw.SQLITE_OK);
    }

    public override RowWriter Add(string? value) => Bound(value is null ? raw.sqlite3_bind_null(_statement, ++_last) : raw.sqlite3_bind_text(_statement, ++_last, value));

    public override RowWriter Add(long? value) => Bound(value is { } number ? raw.sqlite3_bind_int64(_statement, ++_last, number) : raw.sqlite3_bind_null(_statement, ++_last));

    /// <summary>As the driver writes it: text in capitals.</summary>
    public override RowWriter Add(Guid? value)
    {
        if (value is not { } id)
        {
            return Bound(raw.sqlite3_bind_null(_statement, ++_last));
        }

        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        Ascii.ToUpperInPlace(text, out _);
        return Bound(raw.sqlite3_bind_text(_statement, ++_last, text));
    }

    public override RowWriter Add(bool value) => Add((long?)(value ? 1 : 0));

    public override RowWriter Add(byte[] value) => Bound(raw.sqlite3_bind_blob(_statement, ++_last, value));

    public override ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        Check(_database, result, raw.SQLITE_DONE);
        _last = 0;
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _statement.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteRows Bound(int result)
    {
        Check(_database, result, raw.SQLITE_OK);
        return this;
    }

    internal static bool Check(sqlite3 database, int result, int expected) =>
        result == expected ? true : throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xFF, result);
}
