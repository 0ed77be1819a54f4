using System.Buffers.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace App.Infrastructure.Database.Sqlite;

/// <summary>
/// Rows as SQLite itself gives them: the driver asks it three times for every number (docs/decisions/0019). The connection is the driver's, and so is a transaction around it.
/// </summary>
internal sealed class SqliteRowReader : RowReader, IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteRowReader(SqliteConnection connection, string sql, IEnumerable<(string Name, object Value)> parameters)
    {
        _database = SqliteHandle.Of(connection);
        SqliteRows.Check(_database, raw.sqlite3_prepare_v2(_database, sql, out _statement), raw.SQLITE_OK);
        foreach (var (name, value) in parameters)
        {
            SqliteRows.Check(_database, Bind(raw.sqlite3_bind_parameter_index(_statement, "@" + name), value), raw.SQLITE_OK);
        }
    }

    /// <returns>False: there is none any more.</returns>
    public bool Read()
    {
        var result = raw.sqlite3_step(_statement);
        return result != raw.SQLITE_DONE && SqliteRows.Check(_database, result, raw.SQLITE_ROW);
    }

    public override bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public override int Int(int column) => raw.sqlite3_column_int(_statement, column);

    public override long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public override string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public override Guid Id(int column) =>
        Utf8Parser.TryParse(raw.sqlite3_column_blob(_statement, column), out Guid id, out _) ? id : throw new FormatException($"Column {column} holds no id.");

    public override byte[] Utf8(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object value) => value switch
    {
        Guid id => raw.sqlite3_bind_text(_statement, place, id.ToString().ToUpperInvariant()),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        bool flag => raw.sqlite3_bind_int64(_statement, place, flag ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        _ => raw.sqlite3_bind_int64(_statement, place, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
