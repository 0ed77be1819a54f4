using System.Text.Json;
using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Database;

/// <summary>Nobody is told of a commit that the disk doesn't have, and nobody waits in the gate for the disk.</summary>
public sealed class CommitLogTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _go = new(0);
    private readonly List<Exception> _faults = [];
    private int _flushes;

    public void Dispose()
    {
        _begun.Dispose();
        _go.Dispose();
    }

    [Fact]
    public async Task A_flush_serves_all_who_committed_before_it_began_and_nobody_after()
    {
        var log = Log(Flush);
        var first = log.FlushAsync();
        await BegunAsync();
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
        var log = Log(() => _flushes++);
        await log.FlushAsync();
        await log.FlushAsync();
        Assert.Equal(2, _flushes);
    }

    [Fact]
    public async Task Two_flushes_never_run_at_once()
    {
        var (running, most) = (0, 0);
        var log = Log(() =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            Thread.Yield();
            Interlocked.Decrement(ref running);
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++)
            {
                await log.FlushAsync();
            }
        })));
        Assert.Equal(1, most);
    }

    /// <summary>The disk may say yes the next time, over what it has thrown away.</summary>
    [Fact]
    public async Task After_one_that_failed_nothing_is_ever_said_to_be_on_disk()
    {
        var log = Log(() =>
        {
            Flush();
            throw new IOException("The disk is gone.");
        });
        var first = log.FlushAsync();
        await BegunAsync();
        var second = log.FlushAsync();
        _go.Release(2);
        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(() => second);
        await Assert.ThrowsAsync<IOException>(log.FlushAsync);
        Assert.Equal(1, _flushes);
        Assert.Equal("The disk is gone.", Assert.Single(_faults).Message);
    }

    [Fact]
    public async Task After_one_that_failed_nothing_is_written()
    {
        await using var services = await ServicesAsync(Log(() => throw new IOException("The disk is gone.")));
        await Assert.ThrowsAsync<IOException>(() => AddAsync(services, "first"));
        await Assert.ThrowsAsync<IOException>(() => AddAsync(services, "second"));
        Assert.Equal(1, await CountAsync(services));
    }

    [Fact]
    public async Task A_change_is_answered_once_it_is_on_disk_and_others_write_meanwhile()
    {
        await using var services = await ServicesAsync(Log(Flush));
        var first = AddAsync(services, "first");
        await BegunAsync();
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
        await using var services = await ServicesAsync(Log(Flush));
        await using var db = services.GetRequiredService<AppDatabase>().ForSystem("a test writes");
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        db.Organizations.Add(new Organization { Id = Guid.CreateVersion7(), Name = "Northwind", CreatedAt = TimeProvider.System.Now() });
        await db.SaveChangesAsync();
        Assert.Equal(0, _flushes);
        var committing = write.CommitAsync(CancellationToken.None);
        await BegunAsync();
        Assert.False(committing.IsCompleted);
        _go.Release();
        await committing;
    }

    /// <summary>The same event published again is there already, and may still be on its way to the disk.</summary>
    [Fact]
    public async Task What_is_there_already_is_answered_once_it_is_on_disk()
    {
        await using var services = await ServicesAsync(Log(Flush));
        var adding = AddAsync(services, "Northwind");
        _go.Release(2);
        await adding;
        var owner = await OwnerAsync(services);
        var first = PublishAsync(services, owner);
        Assert.True(await _begun.WaitAsync(Long) && await _begun.WaitAsync(Long) && await _begun.WaitAsync(Long));
        var second = PublishAsync(services, owner);
        _go.Release();
        Assert.True((await first).IsNew);
        await BegunAsync();
        Assert.False(second.IsCompleted);
        _go.Release();
        Assert.False((await second).IsNew);
    }

    private CommitLog Log(Action flush) => new(flush, _faults.Add);

    private async Task BegunAsync() => Assert.True(await _begun.WaitAsync(Long), "Nothing was flushed.");

    private void Flush()
    {
        _begun.Release();
        Assert.True(_go.Wait(Long));
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

    private static async Task<Actor.Person> OwnerAsync(ServiceProvider services)
    {
        await using var db = services.GetRequiredService<AppDatabase>().ForSystem("a test writes");
        var organization = await db.Organizations.SingleAsync();
        var owner = new Member { Id = Guid.CreateVersion7(), OrganizationId = organization.Id, Issuer = "test", Subject = "o", Name = "Olivia", Role = Role.Owner, CreatedAt = TimeProvider.System.Now() };
        db.Members.Add(owner);
        await db.SaveChangesAsync();
        return new Actor.Person(organization.Id, owner.Id);
    }

    private static async Task<PublishedEvent> PublishAsync(ServiceProvider services, Actor owner)
    {
        var data = JsonElement.Parse("""{"candidate":{"id":"c-1","name":"Priya Nair"}}""");
        return (await new PublishEvent(services.GetRequiredService<AppDatabase>(), TimeProvider.System).RunAsync(owner, new EventToPublish("k-1", "candidate.created", data, null), CancellationToken.None)).Value;
    }

    private static async Task<int> CountAsync(ServiceProvider services)
    {
        await using var db = services.GetRequiredService<AppDatabase>().ForSystem("a test looks");
        return await db.Organizations.CountAsync();
    }
}
