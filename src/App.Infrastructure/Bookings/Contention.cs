using System.Data.Common;
using System.Security.Cryptography;
using App.Domain;
using App.Infrastructure.Database;

namespace App.Infrastructure.Bookings;

/// <summary>Begins again what another writer got in the way of, so that callers never see a deadlock.</summary>
internal static class Contention
{
    private const int MostTries = 20;

    /// <summary>Milliseconds, after the first deadlock; longer after each one more.</summary>
    private const int MostWait = 10;

    /// <param name="attempt">One whole transaction; null: something changed since it was read, so it is to be begun again.</param>
    public static async Task<Result<T>> RunAsync<T>(AppDbContext db, Func<int, Task<Result<T>?>> attempt)
    {
        for (var tried = 0; tried < MostTries; tried++)
        {
            try
            {
                if (await attempt(tried) is { } outcome)
                {
                    return outcome;
                }
            }
            catch (Exception e) when (CauseOf(e) is { } cause && db.Dialect.IsDeadlock(cause))
            {
                // What the database rolled back left nothing behind. Who met once meets again, unless each waits a moment of its own.
                await Task.Delay(RandomNumberGenerator.GetInt32(MostWait * (tried + 1)));
            }

            db.ChangeTracker.Clear();
        }

        return new Failure.Unavailable("Too many others are changing the same hosts' time just now. Try again in a moment.");
    }

    /// <summary>EF wraps what its strategies hold for transient.</summary>
    private static DbException? CauseOf(Exception? exception) => exception is null ? null : exception as DbException ?? CauseOf(exception.InnerException);
}
