using System.Data.Common;
using System.Text;

namespace App.Infrastructure.Database;

/// <summary>The columns of one row, by their position from 0. Of a column that may be null, <see cref="IsNull"/> is asked first.</summary>
public abstract class RowReader
{
    public abstract bool IsNull(int column);

    public abstract int Int(int column);

    public abstract long Long(int column);

    public abstract string Text(int column);

    /// <summary>Text as bytes of UTF-8.</summary>
    public abstract byte[] Utf8(int column);

    public abstract Guid Id(int column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public Guid? IdOrNull(int column) => IsNull(column) ? null : Id(column);
}

/// <summary>Rows as a driver reads them.</summary>
internal sealed class DriverRows(DbDataReader reader) : RowReader
{
    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override int Int(int column) => reader.GetInt32(column);

    public override long Long(int column) => reader.GetInt64(column);

    public override string Text(int column) => reader.GetString(column);

    public override byte[] Utf8(int column) => Encoding.UTF8.GetBytes(reader.GetString(column));

    public override Guid Id(int column) => reader.GetGuid(column);
}
