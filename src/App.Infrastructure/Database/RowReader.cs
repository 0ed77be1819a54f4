using System.Data.Common;

namespace App.Infrastructure.Database;

/// <summary>The columns of one row, by their position from 0. Of a column that may be null, <see cref="IsNull"/> is asked first.</summary>
public abstract class RowReader
{
    public abstract bool IsNull(int column);

    public abstract int Int(int column);

    public abstract long Long(int column);

    public abstract string Text(int column);

    public abstract Guid Id(int column);

    public abstract byte[] Bytes(int column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public Guid? IdOrNull(int column) => IsNull(column) ? null : Id(column);
}

/// <summary>Rows as a driver reads them.</summary>
internal sealed class DriverRows(DbDataReader reader) : RowReader
{
    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override int Int(int column) => reader.GetInt32(column);

    public override long Long(int column) => reader.GetInt64(column);

    public override string Text(int column) => reader.GetString(column);

    public override Guid Id(int column) => reader.GetGuid(column);

    public override byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);
}
