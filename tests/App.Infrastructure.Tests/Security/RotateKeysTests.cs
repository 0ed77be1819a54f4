using App.Domain.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Security;

public sealed class SqliteRotateKeysTests() : RotateKeysTests(DatabaseProvider.Sqlite);

public sealed class PostgreSqlRotateKeysTests() : RotateKeysTests(DatabaseProvider.PostgreSql);

public abstract class RotateKeysTests(DatabaseProvider provider) : IDisposable
{
    private readonly DirectoryInfo _ring = Directory.CreateTempSubdirectory("integrations-ring-");
    private string _connection = "";

    [SkippableFact]
    public async Task Everything_is_sealed_with_the_new_key_and_says_what_it_said()
    {
        await using var node = await NodeAsync();
        var ids = await node.SealGrantsAsync(3);
        await node.Check.RunAsync(default);

        var rotation = await node.RotateAsync();

        Assert.Equal((4, 0), (rotation.Resealed, rotation.Shut));
        Assert.All(await node.GrantsAsync(), g => Assert.Equal(rotation.Key, SealedBytes.KeyOf(g.Sealed)));
        Assert.All(await node.GrantsAsync(), g => Assert.Equal(1, g.Generation));
        Assert.All(ids, id => Assert.Equal($"tokens of {id}", node.Open(id)));
    }

    [SkippableFact]
    public async Task A_server_that_has_been_running_opens_what_another_process_sealed_anew()
    {
        await using var running = await NodeAsync();
        var ids = await running.SealGrantsAsync(2);
        Assert.All(ids, id => Assert.Equal($"tokens of {id}", running.Open(id)));
        await using var command = await NodeAsync();

        await command.RotateAsync();

        Assert.All(ids, id => Assert.Equal($"tokens of {id}", running.Open(id)));
    }

    [SkippableFact]
    public async Task Killed_half_way_it_goes_on_with_the_same_key()
    {
        await using var killed = await NodeAsync();
        var ids = await killed.SealGrantsAsync(5);
        await using var running = await NodeAsync();
        Assert.NotNull(running.Open(ids[0]));
        using var kill = new CancellationTokenSource();
        var first = killed.Get<RotateKeys>().RunAsync(kill.Token);
        await killed.Time.PlannedAsync();
        await kill.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var begun = Assert.Single((await killed.GrantsAsync()).Select(g => SealedBytes.KeyOf(g.Sealed)).Distinct());
        await running.SealAgainAsync(ids[0]);
        Assert.Single(await killed.GrantsAsync(), g => SealedBytes.KeyOf(g.Sealed) != begun);
        await using var again = await NodeAsync();

        var rotation = await again.RotateAsync();

        Assert.Equal((begun!.Value, 1, 4), (rotation.Key, rotation.Resealed, rotation.Current));
        Assert.All(await again.GrantsAsync(), g => Assert.Equal(begun, SealedBytes.KeyOf(g.Sealed)));
        Assert.All(ids, id => Assert.Equal($"tokens of {id}", again.Open(id)));
    }

    [SkippableFact]
    public async Task Access_still_to_be_ended_at_a_vendor_is_sealed_anew()
    {
        await using var node = await NodeAsync();
        await node.SealGrantsAsync(1);
        var id = await node.SealRevocationAsync("token");

        var rotation = await node.RotateAsync();

        Assert.Equal((rotation.Key, "token"), await node.RevocationAsync(id));
    }

    [SkippableFact]
    public async Task A_second_rotation_takes_another_key()
    {
        await using var node = await NodeAsync();
        await node.SealGrantsAsync(1);

        Assert.NotEqual((await node.RotateAsync()).Key, (await node.RotateAsync()).Key);
    }

    [SkippableFact]
    public async Task A_grant_that_is_renewed_meanwhile_keeps_its_renewal()
    {
        await using var node = await NodeAsync();
        var id = (await node.SealGrantsAsync(1))[0];
        var rotating = node.Get<RotateKeys>().RunAsync(default);
        await node.Time.PlannedAsync();
        await node.SealAsync(id, "renewed", 1);

        node.Time.Advance(RotateKeys.ServersFollowWithin);
        await rotating;

        Assert.Equal("renewed", node.Open(id));
        Assert.Equal(2, Assert.Single(await node.GrantsAsync()).Generation);
    }

    [SkippableFact]
    public async Task What_no_key_opens_is_left_and_counted()
    {
        await using var node = await NodeAsync();
        await node.SealGrantsAsync(1);
        foreach (var key in _ring.GetFiles())
        {
            key.Delete();
        }

        await using var without = await NodeAsync();
        var rotation = await without.RotateAsync();

        Assert.Equal((0, 1), (rotation.Resealed, rotation.Shut));
    }

    [SkippableFact]
    public async Task A_lost_ring_is_noticed_at_start()
    {
        await using var node = await NodeAsync();
        Assert.Equal(SealCondition.Ok, await node.Check.RunAsync(default));
        foreach (var key in _ring.GetFiles())
        {
            key.Delete();
        }

        await using var without = await NodeAsync();

        Assert.Equal(SealCondition.RingLost, await without.Check.RunAsync(default));
        Assert.Equal(SealCondition.RingLost, without.Get<SealState>().Condition);
    }

    public void Dispose()
    {
        _ring.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<Node> NodeAsync()
    {
        if (_connection.Length == 0)
        {
            (_connection, _) = await EmptyDatabase.CreateAsync(provider);
        }

        return new Node(provider, _connection, _ring.FullName);
    }

    /// <summary>A process with its own memory of the ring.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        public Node(DatabaseProvider provider, string connection, string ring)
        {
            Time = new WatchedTime();
            _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddAppDatabase(provider, connection).AddSeals(ring).BuildServiceProvider();
        }

        public WatchedTime Time { get; }

        public CheckSeals Check => Get<CheckSeals>();

        public T Get<T>()
            where T : notnull => _services.GetRequiredService<T>();

        public async Task<KeyRotation> RotateAsync()
        {
            var rotation = Get<RotateKeys>().RunAsync(default);
            await Time.PlannedAsync();
            Time.Advance(RotateKeys.ServersFollowWithin);
            return await rotation;
        }

        public async Task<IReadOnlyList<Guid>> SealGrantsAsync(int count)
        {
            var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToList();
            await using var db = Get<AppDatabase>().ForSystem("a test");
            var (organization, member) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            db.Organizations.Add(new() { Id = organization, Name = "Northwind" });
            db.Members.Add(new() { Id = member, OrganizationId = organization, Issuer = "i", Subject = member.ToString(), Name = "Alice" });
            foreach (var id in ids)
            {
                db.Connections.Add(new() { Id = id, OrganizationId = organization, MemberId = member, Provider = "p", AccountId = id.ToString(), AccountName = "a" });
                db.Grants.Add(new StoredGrant { ConnectionId = id, OrganizationId = organization, Provider = "p", Generation = 1, Sealed = Get<Seals>().Close(SealPurpose.Grant, id, $"tokens of {id}") });
            }

            await db.SaveChangesAsync();
            return ids;
        }

        public async Task<Guid> SealRevocationAsync(string token)
        {
            var id = Guid.CreateVersion7();
            await using var db = Get<AppDatabase>().ForSystem("a test");
            var organization = await db.Organizations.Select(o => o.Id).SingleAsync();
            db.Revocations.Add(new Revocation { Id = id, OrganizationId = organization, Provider = "p", Sealed = Get<Seals>().Close(SealPurpose.Revocation, id, token) });
            await db.SaveChangesAsync();
            return id;
        }

        public async Task<(Guid? Key, string? Token)> RevocationAsync(Guid id)
        {
            await using var db = Get<AppDatabase>().ForSystem("a test");
            var closed = (await db.Revocations.SingleAsync(r => r.Id == id)).Sealed;
            return (SealedBytes.KeyOf(closed), Get<Seals>().Open(SealPurpose.Revocation, id, closed).Value);
        }

        public async Task SealAsync(Guid id, string secret, long generation)
        {
            await using var db = Get<AppDatabase>().ForSystem("a test");
            var closed = Get<Seals>().Close(SealPurpose.Grant, id, secret);
            Assert.Equal(1, await db.Grants.Where(g => g.ConnectionId == id && g.Generation == generation).ExecuteUpdateAsync(s => s.SetProperty(g => g.Sealed, closed).SetProperty(g => g.Generation, generation + 1)));
        }

        /// <summary>As a server does that has not yet noticed the new key.</summary>
        public async Task SealAgainAsync(Guid id)
        {
            await using var db = Get<AppDatabase>().ForSystem("a test");
            var closed = Get<Seals>().Close(SealPurpose.Grant, id, $"tokens of {id}");
            await db.Grants.Where(g => g.ConnectionId == id).ExecuteUpdateAsync(s => s.SetProperty(g => g.Sealed, closed));
        }

        public async Task<IReadOnlyList<StoredGrant>> GrantsAsync()
        {
            await using var db = Get<AppDatabase>().ForSystem("a test");
            return await db.Grants.AsNoTracking().ToListAsync();
        }

        public string? Open(Guid id)
        {
            using var db = Get<AppDatabase>().ForSystem("a test");
            return Get<Seals>().Open(SealPurpose.Grant, id, db.Grants.AsNoTracking().Single(g => g.ConnectionId == id).Sealed).Value;
        }

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }
}
