using Npgsql;
using NpgsqlTypes;

namespace App.Infrastructure.Database.PostgreSql;

/// <summary>Rows gathered column by column and sent by one statement: a statement for each costs a way to the server and back.</summary>
internal sealed class ArrayRows(NpgsqlCommand command, IReadOnlyList<Column> columns) : RowWriter
{
    private readonly List<object?>[] _values = [.. columns.Select(_ => new List<object?>())];
    private int _next;

    public override RowWriter Add(string? value) => Set(value);

    public override RowWriter Add(long? value) => Set(value);

    public override RowWriter Add(Guid? value) => Set(value);

    public override RowWriter Add(bool value) => Set(value);

    public override RowWriter Add(byte[] value) => Set(value);

    public override ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        _next = 0;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_values[0].Count == 0)
        {
            return;
        }

        command.Parameters.Clear();
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters.Add(ArrayOf(columns[i], _values[i]));
            _values[i].Clear();
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync() => command.DisposeAsync();

    private static NpgsqlParameter ArrayOf(Column column, List<object?> values) => column.Kind switch
    {
        ColumnKind.Number => Parameter(column, NpgsqlDbType.Bigint, values.ConvertAll(v => (long?)v)),
        ColumnKind.Id => Parameter(column, NpgsqlDbType.Uuid, values.ConvertAll(v => (Guid?)v)),
        ColumnKind.Flag => Parameter(column, NpgsqlDbType.Boolean, values.ConvertAll(v => (bool?)v)),
        ColumnKind.Bytes => Parameter(column, NpgsqlDbType.Bytea, values.ConvertAll(v => (byte[]?)v)),
        _ => Parameter(column, NpgsqlDbType.Text, values.ConvertAll(v => (string?)v)),
    };

    private static NpgsqlParameter Parameter(Column column, NpgsqlDbType type, object values) => new(column.Name, NpgsqlDbType.Array | type) { Value = values };

    private ArrayRows Set(object? value)
    {
        _values[_next++].Add(value);
        return this;
    }
}
