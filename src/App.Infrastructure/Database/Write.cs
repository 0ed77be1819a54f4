using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace App.Infrastructure.Database;

/// <summary>A transaction inside the write gate. Do nothing truly asynchronous in it: on SQLite everyone else is waiting.</summary>
public sealed class Write(AppDbContext db, IDbContextTransaction transaction) : IAsyncDisposable
{
    /// <summary>
    /// Holds a named lock until the transaction ends, so that check-then-insert is safe on every database without insert-and-catch.
    /// </summary>
    public async Task LockAsync(string name, CancellationToken cancellationToken)
    {
        await ExecuteAsync(db.Dialect.InsertIfAbsent("Leases", ["Name", "Fence"], ["Name"]), [("Name", name), ("Fence", 0L)], cancellationToken);
        await db.Leases.Where(l => l.Name == name).ExecuteUpdateAsync(s => s.SetProperty(l => l.Fence, l => l.Fence + 1), cancellationToken);
    }

    public async Task<int> ExecuteAsync(string sql, IEnumerable<(string Name, object? Value)> parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Inserts many rows, or overwrites the other columns of those with the same keys, except those in <paramref name="kept"/>.</summary>
    public Task<RowWriter> UpsertRowsAsync(string table, IReadOnlyList<Column> columns, IReadOnlyList<string> keys, IReadOnlyList<string> kept, CancellationToken cancellationToken) =>
        db.Dialect.OpenRowsAsync(Command(db.Dialect.Upsert(table, [.. columns.Select(c => c.Name)], keys, kept)), columns, cancellationToken);

    /// <summary>Inserts many rows, each unless one with the same keys is there. The writer is flushed before the commit.</summary>
    public Task<RowWriter> InsertRowsAsync(string table, IReadOnlyList<Column> columns, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        db.Dialect.OpenManyAsync(Command(""), new ManyRows.Insert(table, columns, keys), cancellationToken);

    /// <summary>Changes many rows, each where all <paramref name="keys"/> are as given; <paramref name="also"/> is set in all of them. The writer is flushed before the commit.</summary>
    /// <param name="columns">What is set, then the keys.</param>
    public Task<RowWriter> UpdateRowsAsync(string table, IReadOnlyList<Column> columns, IReadOnlyList<string> keys, string? also, CancellationToken cancellationToken) =>
        db.Dialect.OpenManyAsync(Command(""), new ManyRows.Update(table, columns, keys, also), cancellationToken);

    /// <summary>Inserts many rows, or adds their <paramref name="counter"/> to those with the same keys; none twice. The writer is flushed before the commit.</summary>
    public Task<RowWriter> AddRowsAsync(string table, IReadOnlyList<Column> columns, IReadOnlyList<string> keys, string counter, CancellationToken cancellationToken) =>
        db.Dialect.OpenManyAsync(Command(""), new ManyRows.Add(table, columns, keys, counter), cancellationToken);

    /// <summary>Commits, leaves the gate, and tells those who follow once it is on disk.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await transaction.CommitAsync(cancellationToken);
        db.Release();
        await db.FlushAsync();
        db.Signal();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            db.Release();
        }
    }

    private DbCommand Command(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandType, command.Transaction) = (sql, CommandType.Text, transaction.GetDbTransaction());
        return command;
    }
}
