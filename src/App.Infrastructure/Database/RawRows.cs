using App.Infrastructure.Database.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace App.Infrastructure.Database;

/// <summary>Reads rows by a statement of our own, where making entities of them costs more than reading them. It scopes nothing: the statement names the organization.</summary>
internal static class RawRows
{
    /// <summary>Calls <paramref name="row"/> for each row; what it reads is the reader's current one.</summary>
    public static async Task ReadRowsAsync(this AppDbContext db, string sql, IEnumerable<(string Name, object Value)> parameters, Action<RowReader> row, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            if (db.Database.GetDbConnection() is SqliteConnection sqlite)
            {
                ReadRows(sqlite, sql, parameters, row, cancellationToken);
                return;
            }

            await using var command = db.Database.GetDbConnection().CreateCommand();
            (command.CommandText, command.Transaction) = (sql, db.Database.CurrentTransaction?.GetDbTransaction());
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new DriverRows(reader);
            while (await reader.ReadAsync(cancellationToken))
            {
                row(rows);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>SQLite does nothing asynchronously.</summary>
    private static void ReadRows(SqliteConnection connection, string sql, IEnumerable<(string Name, object Value)> parameters, Action<RowReader> row, CancellationToken cancellationToken)
    {
        using var rows = new SqliteRowReader(connection, sql, parameters);
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            row(rows);
        }
    }
}
