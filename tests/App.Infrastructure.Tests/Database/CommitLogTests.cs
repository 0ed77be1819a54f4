using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Database;

/// <summary>Nobody is told of a commit that the disk doesn't have, and nobody waits in the gate for the disk.</summary>
public sealed class CommitLogTests : IDisposable
{
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _go = new(0);
    private int _flushes;

    public void Dispose()
    {
        _begun.Dispose();
        _go.Dispose();
    }

    [Fact]
    public async Task A_flush_serves_all_who_committed_before_it_began_and_nobody_after()
    {
        var log = new CommitLog(Flush);
        var first = log.FlushAsync();
        await _begun.WaitAsync();
        Task[] others = [log.FlushAsync(), log.FlushAsync(), log.FlushAsync()];
        _go.Release();
        await first;
        Assert.All(others, o => Assert.False(o.IsCompleted));

        _go.Release();
        await Task.WhenAll(others);
        Assert.Equal(2, _flushes);
    }

    [Fact]
    public async Task Who_comes_when_nothing_is_under_way_has_a_flush_of_its_own()
    {
        var log = new CommitLog(() => _flushes++);
        await log.FlushAsync();
        await log.FlushAsync();
        Assert.Equal(2, _flushes);
    }

    [Fact]
    public async Task One_that_fails_fails_for_those_it_served_alone()
    {
        var log = new CommitLog(() =>
        {
            _begun.Release();
            _go.Wait();
            if (++_flushes == 1)
            {
                throw new IOException("The disk is gone.");
            }
        });
        var first = log.FlushAsync();
        await _begun.WaitAsync();
        var second = log.FlushAsync();
        _go.Release(2);
        await Assert.ThrowsAsync<IOException>(() => first);
        await second;
    }

    [Fact]
    public async Task A_change_is_answered_once_it_is_on_disk_and_others_write_meanwhile()
    {
        await using var services = await ServicesAsync(new CommitLog(Flush));
        var first = AddAsync(services, "first");
        await _begun.WaitAsync();
        var second = AddAsync(services, "second");
        await Eventually.HoldsAsync("the second wrote while the first waited for the disk", async () => await CountAsync(services) == 2);
        Assert.False(first.IsCompleted || second.IsCompleted);

        _go.Release(2);
        await Task.WhenAll(first, second);
        Assert.Equal(2, _flushes);
    }

    [Fact]
    public async Task A_transaction_is_answered_once_it_is_on_disk()
    {
        await using var services = await ServicesAsync(new CommitLog(Flush));
        await using var db = services.GetRequiredService<AppDatabase>().ForSystem("a test writes");
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        db.Organizations.Add(new Organization { Id = Guid.CreateVersion7(), Name = "Northwind", CreatedAt = TimeProvider.System.Now() });
        await db.SaveChangesAsync();
        Assert.Equal(0, _flushes);
        var committing = write.CommitAsync(CancellationToken.None);
        await _begun.WaitAsync();
        Assert.False(committing.IsCompleted);
        _go.Release();
        await committing;
    }

    [Fact]
    public void The_file_of_the_database_is_flushed_where_the_log_has_gone_and_none_of_both_is_a_fault()
    {
        var file = Path.GetTempFileName();
        SqliteLog.Flush(file);
        File.Delete(file);
        Assert.Throws<FileNotFoundException>(() => SqliteLog.Flush(file));
    }

    private void Flush()
    {
        _begun.Release();
        _go.Wait();
        Interlocked.Increment(ref _flushes);
    }

    private static async Task<ServiceProvider> ServicesAsync(CommitLog log)
    {
        var (connection, _) = await EmptyDatabase.CreateAsync(DatabaseProvider.Sqlite);
        return new ServiceCollection().AddSingleton(TimeProvider.System).AddAppDatabase(DatabaseProvider.Sqlite, connection)
            .AddSingleton(services => new WriteGate(services.GetRequiredService<Dialect>(), log)).BuildServiceProvider();
    }

    private static async Task AddAsync(ServiceProvider services, string name)
    {
        await using var db = services.GetRequiredService<AppDatabase>().ForSystem("a test writes");
        db.Organizations.Add(new Organization { Id = Guid.CreateVersion7(), Name = name, CreatedAt = TimeProvider.System.Now() });
        await db.SaveChangesAsync();
    }

    private static async Task<int> CountAsync(ServiceProvider services)
    {
        await using var db = services.GetRequiredService<AppDatabase>().ForSystem("a test looks");
        return await db.Organizations.CountAsync();
    }
}
