using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Tests.Webhooks.Inbound;

/// <summary>An address that another system sends to outlives whoever opened it, on every database.</summary>
public abstract class HandOverTests(DatabaseProvider provider) : IAsyncLifetime
{
    private InboundWorld _inbound = null!;
    private Actor.Person _owner = null!;
    private Guid _calendar;

    public async Task InitializeAsync()
    {
        _inbound = await InboundWorld.BuildAsync(provider);
        _owner = await SettleAsync("Olivia", Role.Owner);
        _calendar = (await _inbound.World.ConnectAsync()).ConnectionId!.Value;
    }

    public async Task DisposeAsync()
    {
        if (_inbound is not null)
        {
            await _inbound.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task It_goes_to_an_owner_when_the_admin_who_opened_it_is_removed()
    {
        var leaving = new DisconnectLeavingMember(_inbound.Get<DisconnectConnection>());
        Assert.True((await new RemoveMember(_inbound.Get<AppDatabase>(), [leaving], _inbound.World.Time).RunAsync(_owner, _inbound.World.Alice.Id, null, default)).IsOk);

        Assert.Equal((_owner.Id, ConnectionStatus.Active, ConnectionStatus.Disconnected), await StandingAsync());
        Assert.True((await _inbound.SendAsync()).IsOk);
        Assert.Equal(1, await LinesAsync());
        await leaving.LeaveAsync(new Actor.Job(_owner.OrganizationId, "test"), _inbound.World.Alice.Id, default);
        Assert.Equal(1, await LinesAsync());
    }

    [SkippableFact]
    public async Task It_goes_to_the_admin_who_acts()
    {
        var admin = await SettleAsync("Bob", Role.Admin);
        await _inbound.Get<DisconnectConnection>().RunForLeavingAsync(admin, _inbound.World.Alice.Id, default);

        Assert.Equal((admin.Id, ConnectionStatus.Active, ConnectionStatus.Disconnected), await StandingAsync());
    }

    [SkippableFact]
    public async Task It_stays_an_admin_s_own_when_she_disconnects_all_she_has()
    {
        Assert.Equal(1, (await _inbound.Get<DisconnectConnection>().RunAllAsync(_inbound.World.Alice, default)).Value);

        Assert.Equal((_inbound.World.Alice.Id, ConnectionStatus.Active, ConnectionStatus.Disconnected), await StandingAsync());
        Assert.True((await _inbound.SendAsync()).IsOk);
        Assert.Equal(0, await LinesAsync());
    }

    [SkippableFact]
    public async Task It_goes_to_an_owner_when_she_who_disconnects_all_is_no_admin_any_more()
    {
        await _inbound.BecomeAsync(_inbound.World.Alice, Role.Member);
        Assert.Equal(1, (await _inbound.Get<DisconnectConnection>().RunAllAsync(_inbound.World.Alice, default)).Value);

        Assert.Equal((_owner.Id, ConnectionStatus.Active, ConnectionStatus.Disconnected), await StandingAsync());
    }

    private async Task<(Guid Member, ConnectionStatus Heard, ConnectionStatus Calendar)> StandingAsync()
    {
        var heard = await _inbound.World.ConnectionAsync(_inbound.Connection);
        return (heard.MemberId, heard.Status, (await _inbound.World.ConnectionAsync(_calendar)).Status);
    }

    private Task<int> LinesAsync() => _inbound.World.ReadAsync(db => db.Activities.CountAsync(a => a.Kind == "connection.handed_over"));

    private async Task<Actor.Person> SettleAsync(string name, Role role)
    {
        await using var db = _inbound.World.Get<AppDatabase>().ForSystem("test");
        var member = db.Members.Add(new Member { Id = Guid.CreateVersion7(), OrganizationId = _inbound.World.Alice.OrganizationId, Issuer = "test", Subject = name, Name = name, Role = role, CreatedAt = _inbound.World.Time.Now() }).Entity;
        await db.SaveChangesAsync();
        return new Actor.Person(member.OrganizationId, member.Id);
    }
}

public sealed class HandOverOnSqliteTests() : HandOverTests(DatabaseProvider.Sqlite);

public sealed class HandOverOnPostgreSqlTests() : HandOverTests(DatabaseProvider.PostgreSql);
