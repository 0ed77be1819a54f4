using App.Domain;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Database;

public sealed class SqliteChangeRelayTests() : ChangeRelayTests(DatabaseProvider.Sqlite);

/// <summary>SQLite has one writer: there, nothing commits late.</summary>
public sealed class PostgreSqlChangeRelayTests() : ChangeRelayTests(DatabaseProvider.PostgreSql)
{
    [SkippableFact]
    public async Task A_transaction_that_commits_late_is_not_skipped()
    {
        var (here, there) = await TwoNodesAsync();
        var told = new List<Guid>();
        using var subscription = here.Feed.Subscribe(Northwind, Follows, change => told.Add(change.EntityId));
        await here.Relay.RelayAsync(default);
        await using var late = there.Database.ForSystem("a test");
        await using var write = await late.BeginWriteAsync(default);
        var slow = Guid.CreateVersion7();
        late.Announce(Northwind, Topics.Calendars, slow);
        await late.SaveChangesAsync();

        var fast = await there.ChangeAsync();
        await here.Relay.RelayAsync(default);
        Assert.Equal([fast], told);
        await write.CommitAsync(default);
        await here.Relay.RelayAsync(default);

        Assert.Equal([fast, slow], told);
    }
}

public abstract class ChangeRelayTests(DatabaseProvider provider)
{
    protected static readonly Guid Northwind = Guid.CreateVersion7();
    protected static readonly IReadOnlySet<string> Follows = new HashSet<string> { Topics.Calendars };

    private readonly ManualTime _time = new();

    [SkippableFact]
    public async Task What_another_process_committed_is_told_once()
    {
        var (here, there) = await TwoNodesAsync();
        var told = new List<Guid>();
        using var subscription = here.Feed.Subscribe(Northwind, Follows, change => told.Add(change.EntityId));
        await here.Relay.RelayAsync(default);

        var entity = await there.ChangeAsync();
        await there.Relay.RelayAsync(default);
        await here.Relay.RelayAsync(default);
        await here.Relay.RelayAsync(default);

        Assert.Equal([entity], told);
    }

    [SkippableFact]
    public async Task What_this_process_committed_is_told_at_once_and_not_again()
    {
        var (here, _) = await TwoNodesAsync();
        var told = new List<Guid>();
        using var subscription = here.Feed.Subscribe(Northwind, Follows, change => told.Add(change.EntityId));
        await here.Relay.RelayAsync(default);

        var entity = await here.ChangeAsync();
        Assert.Equal([entity], told);
        await here.Relay.RelayAsync(default);

        Assert.Equal([entity], told);
    }

    [SkippableFact]
    public async Task Numbers_given_by_several_processes_at_once_are_all_different()
    {
        var (here, there) = await TwoNodesAsync();
        for (var i = 0; i < 50; i++)
        {
            await here.ChangeAsync();
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? here : there).NewRelay().RelayAsync(default))));

        await using var db = here.Database.ForSystem("a test");
        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long?)n), await db.Changes.Select(c => c.Seq).OrderBy(s => s).ToListAsync());
    }

    [SkippableFact]
    public async Task Numbers_go_on_after_the_old_ones_are_deleted()
    {
        var (here, _) = await TwoNodesAsync();
        await here.ChangeAsync();
        await here.ChangeAsync();
        await here.Relay.RelayAsync(default);
        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1, await here.Relay.CleanAsync(default));
        await here.ChangeAsync();
        await here.Relay.RelayAsync(default);

        await using var db = here.Database.ForSystem("a test");
        Assert.Equal([2, 3], await db.Changes.Select(c => c.Seq!.Value).OrderBy(s => s).ToListAsync());
    }

    protected async Task<(Node Here, Node There)> TwoNodesAsync()
    {
        var (connection, _) = await EmptyDatabase.CreateAsync(provider);
        return (new Node(provider, connection, _time), new Node(provider, connection, _time));
    }

    protected sealed class Node(DatabaseProvider provider, string connection, TimeProvider time)
    {
        private readonly ServiceProvider _services = new ServiceCollection().AddSingleton(time).AddAppDatabase(provider, connection).AddSingleton<ChangeRelay>().BuildServiceProvider();

        public AppDatabase Database => _services.GetRequiredService<AppDatabase>();

        public ChangeFeed Feed => _services.GetRequiredService<ChangeFeed>();

        public ChangeRelay Relay => _services.GetRequiredService<ChangeRelay>();

        public ChangeRelay NewRelay() => new(Database, Feed, time);

        public async Task<Guid> ChangeAsync()
        {
            await using var db = Database.ForSystem("a test");
            var entity = Guid.CreateVersion7();
            db.Announce(Northwind, Topics.Calendars, entity);
            await db.SaveChangesAsync();
            return entity;
        }
    }
}
