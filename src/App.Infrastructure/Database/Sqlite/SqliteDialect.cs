using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace App.Infrastructure.Database.Sqlite;

/// <summary>One writer, and statements run where the database is: in this process.</summary>
public sealed class SqliteDialect : OnConflictDialect
{
    public override bool HasOneWriter => true;

    /// <summary>The file keeps it; a copy made by <c>VACUUM INTO</c> comes without.</summary>
    public override string? Setup => "PRAGMA journal_mode=WAL";

    public override async Task<RowWriter> OpenRowsAsync(DbCommand command, IEnumerable<Column> columns, CancellationToken cancellationToken)
    {
        await using (command)
        {
            return new SqliteRows((SqliteConnection)command.Connection!, command.CommandText);
        }
    }
}
