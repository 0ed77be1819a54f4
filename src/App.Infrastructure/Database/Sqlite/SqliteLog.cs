using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace App.Infrastructure.Database.Sqlite;

/// <summary>
/// Flushes SQLite's write-ahead log, as SQLite itself does with <c>synchronous=FULL</c> at the end of each commit (https://www.sqlite.org/pragma.html#pragma_synchronous): then a second
/// commit can't begin before the disk has answered the first.
/// </summary>
/// <remarks>
/// A connection of its own stays open, so that the log is the same file as long as the server runs: the last connection that closes removes it. The file of the database itself is never
/// opened here: closing it would end the locks that SQLite holds on it in this process (https://www.sqlite.org/howtocorrupt.html, 2.2).
/// </remarks>
internal sealed class SqliteLog : IDisposable
{
    /// <summary>For others who have the database open, in milliseconds.</summary>
    private const int MostWait = 30_000;

    private readonly Lazy<Opened> _opened;

    public SqliteLog(string connectionString) => _opened = new(() => Open(connectionString));

    /// <summary>The file that is flushed.</summary>
    public string File => _opened.Value.Path;

    /// <exception cref="IOException">The disk refused, or there is no write-ahead log.</exception>
    public void Flush() => RandomAccess.FlushToDisk(_opened.Value.Handle);

    /// <summary>Brings everything that stands in the log into the database, on disk, and begins the log anew.</summary>
    /// <exception cref="IOException">There is no write-ahead log, or another program keeps the database busy.</exception>
    /// <exception cref="SqliteException">The disk refused.</exception>
    public void Settle()
    {
        Ask(_opened.Value.Connection, $"PRAGMA busy_timeout={MostWait}");
        if (Ask(_opened.Value.Connection, "PRAGMA wal_checkpoint(TRUNCATE)") != "0")
        {
            throw new IOException("The database is kept busy by another program.");
        }
    }

    public void Dispose()
    {
        if (_opened.IsValueCreated)
        {
            _opened.Value.Dispose();
        }
    }

    private static Opened Open(string connectionString)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            connection.Open();

            // Opens the log; the path is SQLite's own, symbolic links resolved.
            Ask(connection, "SELECT COUNT(*) FROM sqlite_master");
            var path = Ask(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'") + "-wal";
            return Ask(connection, "PRAGMA journal_mode") == "wal"
                ? new Opened(connection, path, System.IO.File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
                : throw new IOException("The database has no write-ahead log. Run the migrate command, which gives it one; on a network file system there can be none.");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    private sealed record Opened(SqliteConnection Connection, string Path, SafeFileHandle Handle) : IDisposable
    {
        public void Dispose()
        {
            Handle.Dispose();
            Connection.Dispose();
        }
    }
}
