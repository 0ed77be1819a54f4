using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace App.Infrastructure.Database.Sqlite;

/// <summary>SQLite's own connection below the driver's. It outlives the driver's, which gives it back to a pool.</summary>
internal static class SqliteHandle
{
    // By reflection: compiled against, its type would be that of a newer SQLitePCLRaw than the one shipped (SqliteBootstrap).
    private static readonly Func<SqliteConnection, sqlite3> Read = typeof(SqliteConnection).GetProperty("Handle")!.GetMethod!.CreateDelegate<Func<SqliteConnection, sqlite3>>();

    public static sqlite3 Of(SqliteConnection connection) => Read(connection);
}
