using System.Data;
using System.Data.Common;

namespace App.Infrastructure.Database;

/// <summary>Rows by a prepared command, for databases on the other side of a wire.</summary>
internal sealed class CommandRows : RowWriter
{
    private readonly DbCommand _command;
    private int _next;

    private CommandRows(DbCommand command) => _command = command;

    public static async Task<RowWriter> OpenAsync(DbCommand command, IEnumerable<Column> columns, CancellationToken cancellationToken)
    {
        foreach (var column in columns)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = ("@" + column.Name, TypeOf(column.Kind)); // a null alone would leave the type open on PostgreSQL
            if (column.Kind is ColumnKind.Text or ColumnKind.Bytes)
            {
                parameter.Size = -1; // any length; SQL Server prepares nothing whose size is open
            }

            command.Parameters.Add(parameter);
        }

        await command.PrepareAsync(cancellationToken);
        return new CommandRows(command);
    }

    public override RowWriter Add(string? value) => Set(value);

    public override RowWriter Add(long? value) => Set(value);

    public override RowWriter Add(Guid? value) => Set(value);

    public override RowWriter Add(bool value) => Set(value);

    public override RowWriter Add(byte[] value) => Set(value);

    public override async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        await _command.ExecuteNonQueryAsync(cancellationToken);
        _next = 0;
    }

    public override ValueTask DisposeAsync() => _command.DisposeAsync();

    private CommandRows Set(object? value)
    {
        _command.Parameters[_next++].Value = value ?? DBNull.Value;
        return this;
    }

    private static DbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => DbType.Int64,
        ColumnKind.Id => DbType.Guid,
        ColumnKind.Bytes => DbType.Binary,
        ColumnKind.Flag => DbType.Boolean,
        _ => DbType.String,
    };
}
