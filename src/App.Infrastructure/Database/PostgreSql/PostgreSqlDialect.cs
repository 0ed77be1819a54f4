using System.Data.Common;
using Npgsql;

namespace App.Infrastructure.Database.PostgreSql;

/// <summary>Many rows go over the wire at once, as one array for each column.</summary>
public sealed class PostgreSqlDialect : OnConflictDialect
{
    public override Task<RowWriter> OpenManyAsync(DbCommand command, ManyRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(rows);
        command.CommandText = AllAtOnce(rows);
        return Task.FromResult<RowWriter>(new ArrayRows((NpgsqlCommand)command, rows.Columns));
    }

    public override string ClaimRows(string columns, string from, string condition, string order, int most) =>
        base.ClaimRows(columns, from, condition, order, most) + " FOR UPDATE SKIP LOCKED";

    private static string AllAtOnce(ManyRows rows)
    {
        var arrays = $"unnest({Parameters(rows.Names)}) AS v({Names(rows.Names)})";
        return rows switch
        {
            ManyRows.Update update => $"UPDATE \"{rows.Table}\" AS t SET {Set(update)} FROM {arrays} WHERE {string.Join(" AND ", update.Keys.Select(k => $"t.\"{k}\" = v.\"{k}\""))}",
            ManyRows.Insert insert => $"{Insert(rows)} SELECT * FROM {arrays} {OrNothing(insert)}",
            ManyRows.Add add => $"{Insert(rows)} SELECT * FROM {arrays} {OrAdd(add)}",
            _ => throw new ArgumentOutOfRangeException(nameof(rows)),
        };
    }

    private static string Set(ManyRows.Update update) => string.Join(", ", update.Names.Except(update.Keys).Select(c => $"\"{c}\" = v.\"{c}\"").Concat(update.Also is { } also ? [also] : Array.Empty<string>()));
}
