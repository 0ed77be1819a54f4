using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace App.Infrastructure.Database.Sqlite;

/// <summary>
/// Settings of each connection. <c>journal_mode</c> is not among them: EF sets WAL when it creates the file, the file keeps it, and EF's
/// existence check opens read-only, where setting it fails. <c>synchronous=FULL</c>: what was committed survives a power cut.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    private const string Sql = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
