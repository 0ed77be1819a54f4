using App.Domain;
using App.Infrastructure.Bookings;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>What is begun again where another writer got in the way.</summary>
public sealed class ContentionTests() : BookingSuite(DatabaseProvider.PostgreSql)
{
    private static readonly PostgresException Deadlock = new("deadlock detected", "ERROR", "ERROR", "40P01");

    public static TheoryData<Exception> Deadlocks => new()
    {
        Deadlock,
        new DbUpdateException("An error occurred while saving.", Deadlock),
        new InvalidOperationException("An exception has been raised that is likely due to a transient failure.", Deadlock),
        new InvalidOperationException("An exception has been raised that is likely due to a transient failure.", new DbUpdateException("An error occurred while saving.", Deadlock)),
    };

    [SkippableTheory]
    [MemberData(nameof(Deadlocks))]
    public async Task A_deadlock_is_begun_again_however_it_is_wrapped(Exception thrown)
    {
        var outcome = await World.ReadAsync(db => Contention.RunAsync<int>(db, async tried =>
        {
            await Task.CompletedTask;
            return tried < 2 ? throw thrown : tried;
        }));

        Assert.Equal(2, Ok(outcome));
    }

    [SkippableFact]
    public async Task Anything_else_is_thrown() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => World.ReadAsync(db => Contention.RunAsync<int>(db, _ => throw new InvalidOperationException("A bug."))));
}
