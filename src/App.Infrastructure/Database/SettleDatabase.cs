using App.Infrastructure.Database.Sqlite;

namespace App.Infrastructure.Database;

/// <summary>
/// Before a server builds on it, brings what an earlier one left in SQLite's log into the database and begins the log anew. Where a disk had refused, the system still shows what it could not write:
/// written once more, it is there, or the server doesn't start.
/// </summary>
public sealed class SettleDatabase
{
    private readonly SqliteLog? _log;

    internal SettleDatabase(SqliteLog? log) => _log = log;

    /// <exception cref="IOException">There is no log, or another program keeps the database busy.</exception>
    /// <exception cref="System.Data.Common.DbException">The disk refused.</exception>
    public void Run() => _log?.Settle();
}
