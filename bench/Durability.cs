using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace Bench;

/// <summary>What the database says of how surely a commit is kept.</summary>
internal static class Durability
{
    public static async Task<string> ReadAsync(AppDbContext db, CancellationToken cancellation)
    {
        var isSqlite = db.Dialect.HasOneWriter;
        var answers = new List<string>();
        await db.Database.OpenConnectionAsync(cancellation);
        foreach (var ask in isSqlite ? (string[])["PRAGMA journal_mode", "PRAGMA synchronous"] : ["SHOW fsync", "SHOW synchronous_commit"])
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = ask;
            answers.Add($"{ask.Split(' ')[1]}={await command.ExecuteScalarAsync(cancellation)}");
        }

        return string.Join(", ", answers) + (isSqlite ? ", its log flushed before each commit is answered" : "");
    }
}
