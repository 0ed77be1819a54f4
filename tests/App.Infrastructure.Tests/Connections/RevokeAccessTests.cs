using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Connections;

/// <summary>Access that is of no use here ends at the vendor too, whatever happens in between; on every database.</summary>
public abstract class RevokeAccessTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Private = "alice.private@gmail.example";

    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.BuildAsync(provider);

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_vendor_that_is_down_at_disconnecting_is_asked_again_until_it_confirms()
    {
        var ended = await DisconnectWhileDownAsync();
        Assert.False(ended.Revoked);
        Assert.Contains("did not confirm", ended.Note, StringComparison.Ordinal);
        Assert.Equal((1, 1), (await WaitingAsync(), await LiveAsync(World.Email)));
        await _world.Control.ClearFaultsAsync();
        await RunAsync();
        Assert.Equal(1, await WaitingAsync());

        _world.Time.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();
        await RunAsync();

        Assert.Equal((0, 0), (await WaitingAsync(), await LiveAsync(World.Email)));
        Assert.Equal(2, await RevokeRequestsAsync());
        Assert.Single(await SaidAsync("connection.revoked"));
    }

    [SkippableFact]
    public async Task A_crash_between_the_commit_and_the_call_leaves_it_to_the_job()
    {
        var id = (await _world.ConnectAsync()).ConnectionId!.Value;
        var crashing = _world.NewHub(services => services.AddHttpClient(OAuthClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new Crash()));
        await Assert.ThrowsAsync<InvalidProgramException>(() => crashing.GetRequiredService<DisconnectConnection>().RunAsync(_world.Alice, id, null, default));
        Assert.Equal(ConnectionStatus.Disconnected, (await _world.ConnectionAsync(id)).Status);
        await RunAsync();
        Assert.Equal((1, 1), (await WaitingAsync(), await LiveAsync(World.Email)));

        _world.Time.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();

        Assert.Equal((0, 0), (await WaitingAsync(), await LiveAsync(World.Email)));
    }

    [SkippableFact]
    public async Task Two_processes_ask_the_vendor_once()
    {
        await DisconnectWhileDownAsync();
        await _world.Control.ClearFaultsAsync();
        await _world.Control.ClearRequestsAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        var other = _world.NewHub().GetRequiredService<RevokeAccess>();

        await Task.WhenAll(RunAsync(), other.RunAsync(default), RunAsync(), other.RunAsync(default));

        Assert.Equal((0, 1), (await WaitingAsync(), await RevokeRequestsAsync()));
    }

    [SkippableFact]
    public async Task After_seven_days_it_is_given_up_and_said()
    {
        await DisconnectWhileDownAsync();
        _world.Time.Advance(TimeSpan.FromDays(6.9));
        await RunAsync();
        Assert.Equal(1, await WaitingAsync());

        _world.Time.Advance(TimeSpan.FromHours(3));
        await RunAsync();

        Assert.Equal(0, await WaitingAsync());
        Assert.Equal(ActivityLevel.Warning, Assert.Single(await SaidAsync("connection.not_revoked")).Level);
    }

    [SkippableFact]
    public async Task A_token_that_is_dead_already_counts_as_ended()
    {
        var id = (await _world.ConnectAsync()).ConnectionId!.Value;
        await _world.Control.RevokeAsync(World.Email);

        Assert.True((await _world.Get<DisconnectConnection>().RunAsync(_world.Alice, id, null, default)).Value.Revoked);
        Assert.Equal(0, await WaitingAsync());
    }

    [SkippableFact]
    public async Task The_token_is_stored_sealed()
    {
        await DisconnectWhileDownAsync();
        var row = await _world.ReadAsync(db => db.Revocations.SingleAsync());
        var issued = (await _world.Control.IssuedAsync()).ToJsonString();
        var token = _world.Get<Seals>().Open(SealPurpose.Revocation, row.Id, row.Sealed).Value;

        Assert.Contains(token, issued, StringComparison.Ordinal);
        Assert.DoesNotContain(token, System.Text.Encoding.Latin1.GetString(row.Sealed), StringComparison.Ordinal);
        Assert.False(_world.Get<Seals>().Open(SealPurpose.Revocation, Guid.CreateVersion7(), row.Sealed).IsOk);
    }

    [SkippableFact]
    public async Task Another_account_that_is_declined_is_let_go()
    {
        var other = await OtherAccountAsync();
        Assert.Equal(1, await LiveAsync(Private));

        Assert.True((await _world.Get<ConfirmAccount>().RunAsync(_world.Alice, other, accept: false, default)).IsOk);

        Assert.Equal((0, 0, 1), (await WaitingAsync(), await LiveAsync(Private), await LiveAsync(World.Email)));
    }

    [SkippableFact]
    public async Task Another_account_nobody_decided_about_is_let_go_after_a_day()
    {
        await OtherAccountAsync();
        _world.Time.Advance(TimeSpan.FromHours(25));

        await _world.Get<CleanUp>().RunAsync(default);
        await RunAsync();

        Assert.Equal((0, 0), (await WaitingAsync(), await LiveAsync(Private)));
        Assert.Equal(0, await _world.ReadAsync(db => db.Attempts.CountAsync()));
    }

    [SkippableFact]
    public async Task Access_that_would_not_last_is_let_go()
    {
        await _world.Control.AddFaultAsync(new { kind = "noRefreshToken" });
        await _world.AnswerAsync(await _world.AllowAsync());

        Assert.Equal((0, 0), (await WaitingAsync(), await LiveAsync(World.Email)));
        Assert.Equal(1, await RevokeRequestsAsync());
    }

    [SkippableFact]
    public async Task An_account_that_is_connected_elsewhere_is_left_alone()
    {
        var id = (await _world.ConnectAsync()).ConnectionId!.Value;
        var hers = (await _world.ConnectAsync(actor: _world.Carol)).ConnectionId!.Value;

        var ended = (await _world.Get<DisconnectConnection>().RunAsync(_world.Alice, id, null, default)).Value;

        Assert.Contains("another connection", ended.Note, StringComparison.Ordinal);
        Assert.Equal((0, 0), (await WaitingAsync(), await RevokeRequestsAsync()));
        Assert.True((await _world.Get<Grants>().RefreshAsync(hers, await GenerationAsync(hers), default)).IsOk);
    }

    [SkippableFact]
    public async Task An_account_connected_again_before_the_vendor_is_back_stays_connected()
    {
        await DisconnectWhileDownAsync();
        await _world.Control.ClearFaultsAsync();
        var again = (await _world.ConnectAsync()).ConnectionId!.Value;
        _world.Time.Advance(TimeSpan.FromMinutes(2));

        await RunAsync();

        Assert.Equal((0, 1), (await WaitingAsync(), await RevokeRequestsAsync()));
        Assert.True((await _world.Get<Grants>().RefreshAsync(again, await GenerationAsync(again), default)).IsOk);
    }

    [SkippableFact]
    public async Task What_is_renewed_while_its_connection_is_disconnected_is_let_go_too()
    {
        var id = (await _world.ConnectAsync()).ConnectionId!.Value;
        await _world.Control.ChangeSettingsAsync(new { refreshMode = "strict" });
        await _world.Control.AddFaultAsync(new { kind = "slow", operation = "token", count = 1 });
        await _world.Control.AddFaultAsync(new { kind = "error500", operation = "revoke" });
        var renewing = _world.Get<Grants>().RefreshAsync(id, await GenerationAsync(id), default);
        await Eventually.HoldsAsync("a refresh under way", () => _world.ReadAsync(db => db.Grants.AnyAsync(g => g.LeaseOwner != null)));

        await _world.Get<DisconnectConnection>().RunAsync(_world.Alice, id, null, default);
        await Eventually.DoneAsync("the end of the refresh", renewing, _world.Time, TimeSpan.FromSeconds(5));

        Assert.Equal([RevocationReason.Disconnected, RevocationReason.Overtaken], await _world.ReadAsync(db => db.Revocations.OrderBy(r => r.Reason).Select(r => r.Reason).ToListAsync()));
        await _world.Control.ClearFaultsAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        await RunAsync();
        Assert.Equal((0, 0), (await WaitingAsync(), await LiveAsync(World.Email)));
    }

    [SkippableFact]
    public async Task A_member_who_leaves_is_let_go_though_the_vendor_is_down()
    {
        await _world.ConnectAsync();
        await _world.Control.AddFaultAsync(new { kind = "dropped", operation = "revoke" });
        await _world.Get<DisconnectConnection>().RunForLeavingAsync(new Domain.Actor.Job(_world.Alice.OrganizationId, "test"), _world.Alice.MemberId!.Value, default);
        Assert.Equal((1, 1), (await WaitingAsync(), await LiveAsync(World.Email)));

        await _world.Control.ClearFaultsAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();

        Assert.Equal((0, 0), (await WaitingAsync(), await LiveAsync(World.Email)));
    }

    private async Task<Disconnected> DisconnectWhileDownAsync()
    {
        var id = (await _world.ConnectAsync()).ConnectionId!.Value;
        await _world.Control.AddFaultAsync(new { kind = "error500", operation = "revoke" });
        return (await _world.Get<DisconnectConnection>().RunAsync(_world.Alice, id, null, default)).Value;
    }

    private async Task<Guid> OtherAccountAsync()
    {
        var first = (await _world.ConnectAsync()).ConnectionId!.Value;
        return (await _world.ConnectAsync(Private, revive: first)).Id;
    }

    private Task RunAsync() => _world.Get<RevokeAccess>().RunAsync(default);

    private Task<int> WaitingAsync() => _world.ReadAsync(db => db.Revocations.CountAsync());

    private Task<List<Activity>> SaidAsync(string kind) => _world.ReadAsync(db => db.Activities.Where(a => a.Kind == kind).ToListAsync());

    private Task<long> GenerationAsync(Guid id) => _world.ReadAsync(db => db.Grants.Where(g => g.ConnectionId == id).Select(g => g.Generation).SingleAsync());

    private async Task<int> LiveAsync(string account) =>
        (await _world.Control.StateAsync())["grants"]!.AsArray().Count(g => (string?)g!["vendor"] == "google" && (string?)g["account"] == account && (string?)g["status"] == "active");

    private async Task<int> RevokeRequestsAsync() =>
        (await _world.Control.RequestsAsync())["items"]!.AsArray().Count(r => r!["path"]!.ToString().EndsWith("/google/revoke", StringComparison.Ordinal));

    /// <summary>The process ends in the middle of the call.</summary>
    private sealed class Crash : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new InvalidProgramException();
    }
}

public sealed class RevokeAccessOnSqliteTests() : RevokeAccessTests(DatabaseProvider.Sqlite);

public sealed class RevokeAccessOnPostgreSqlTests() : RevokeAccessTests(DatabaseProvider.PostgreSql);
