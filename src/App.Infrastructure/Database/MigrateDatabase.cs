using App.Domain;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Database;

/// <summary>Brings the database to this version's schema, making it where there is none.</summary>
public sealed class MigrateDatabase(AppDatabase database)
{
    /// <summary>The migrations it applied, oldest first.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("migrate the database");
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            await db.Database.MigrateAsync(cancellationToken);
        }

        if (db.Dialect.Setup is { } setup)
        {
            await db.Database.ExecuteSqlRawAsync(setup, cancellationToken);
        }

        await db.FlushAsync();
        return pending;
    }

    /// <summary>True when the database answers and no migration waits.</summary>
    public async Task<Result<Done>> CheckAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("check the database");
        if (!await db.Database.CanConnectAsync(cancellationToken))
        {
            return new Failure.Unavailable("The database does not answer.");
        }

        return (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
            ? new Failure.Unavailable("The database is older than this program. Run the migrate command.", Retryable: false)
            : Result.Done;
    }
}
