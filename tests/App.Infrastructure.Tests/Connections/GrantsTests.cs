using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Connections;

/// <summary>Keeping access alive, on every database.</summary>
public abstract class GrantsTests(DatabaseProvider provider) : IAsyncLifetime
{
    private World _world = null!;
    private Guid _id;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(provider);
        _id = (await _world.ConnectAsync()).ConnectionId!.Value;
        await _world.Control.ClearRequestsAsync();
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_grant_near_its_end_is_refreshed_before_use()
    {
        var before = (await GetAsync()).Value;
        _world.Time.Advance(TimeSpan.FromMinutes(59));
        var after = (await GetAsync()).Value;
        Assert.NotEqual(before.Secret, after.Secret);
        Assert.Equal(before.Generation + 1, after.Generation);
    }

    [SkippableFact]
    public async Task Many_who_need_it_at_once_share_one_refresh()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(59));
        var grants = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => GetAsync()));
        Assert.Single(grants.Select(g => g.Value.Secret).Distinct());
        Assert.Equal(1, await TokenRequestsAsync());
    }

    [SkippableTheory]
    [InlineData("none")]
    [InlineData("keep")]
    [InlineData("grace")]
    [InlineData("strict")]
    public async Task Two_processes_that_refresh_at_once_lose_no_grant(string mode)
    {
        await _world.Control.ChangeSettingsAsync(new { refreshMode = mode });
        var other = _world.NewHub();
        for (var round = 0; round < 5; round++)
        {
            _world.Time.Advance(TimeSpan.FromMinutes(59));
            var both = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => DriveAsync((i % 2 == 0 ? _world.Hub : other).GetRequiredService<Grants>().GetAsync(_id, default))));
            Assert.All(both, g => Assert.True(g.IsOk, g.Failure?.Reason));
            Assert.Single(both.Select(g => g.Value.Generation).Distinct());
        }

        Assert.Equal(5, await TokenRequestsAsync());
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(_id)).Status);
    }

    [SkippableFact]
    public async Task A_refused_access_token_is_refreshed_unseen()
    {
        await _world.SyncDueAsync();
        await _world.Control.ExpireAccessTokensAsync(World.Email);
        Assert.All(await _world.SyncNowAsync(), r => Assert.True(r.IsOk, r.Failure?.Reason));
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(_id)).Status);
    }

    [SkippableFact]
    public async Task A_revoked_grant_asks_to_reconnect_once_and_reconnecting_keeps_the_id()
    {
        await _world.SyncDueAsync();
        await _world.Control.RevokeAsync(World.Email);
        await _world.SyncNowAsync();
        await _world.Get<RefreshGrants>().RunAsync(default);
        Assert.Equal(ConnectionStatus.NeedsReconnect, (await _world.ConnectionAsync(_id)).Status);
        Assert.Equal(1, await _world.ToldAsync("connection.needs_reconnect"));

        var again = await _world.ConnectAsync(revive: _id);
        Assert.Equal((_id, ConnectionStatus.Active), (again.ConnectionId!.Value, (await _world.ConnectionAsync(_id)).Status));
        Assert.All(await _world.SyncDueAsync(), r => Assert.True(r.IsOk, r.Failure?.Reason));
    }

    [SkippableFact]
    public async Task A_token_endpoint_that_is_down_ends_nothing_and_is_asked_again_later()
    {
        await _world.Control.AddFaultAsync(new { kind = "tokenDown" });
        _world.Time.Advance(TimeSpan.FromMinutes(90));
        Assert.IsType<Failure.Unavailable>((await GetAsync()).Failure);
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(_id)).Status);

        await _world.Control.ClearFaultsAsync();
        _world.Time.Advance(TimeSpan.FromHours(2));
        Assert.True((await GetAsync()).IsOk);
    }

    [SkippableFact]
    public async Task While_it_can_not_be_renewed_a_token_that_still_lives_is_used()
    {
        await _world.Control.AddFaultAsync(new { kind = "tokenDown" });
        _world.Time.Advance(TimeSpan.FromMinutes(58.5));
        Assert.True((await GetAsync()).IsOk);
    }

    [SkippableFact]
    public async Task The_job_refreshes_what_ends_within_a_quarter_of_an_hour()
    {
        Assert.Equal(0, await _world.Get<RefreshGrants>().RunAsync(default));
        _world.Time.Advance(TimeSpan.FromMinutes(46));
        Assert.Equal(1, await _world.Get<RefreshGrants>().RunAsync(default));
        Assert.Equal(0, await _world.Get<RefreshGrants>().RunAsync(default));
    }

    [SkippableFact]
    public async Task A_refresher_that_vanished_holds_nobody_up_for_long()
    {
        var now = Domain.Time.Clock.Now(_world.Time);
        await _world.ReadAsync(db => db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.LeaseOwner, Guid.CreateVersion7()).SetProperty(g => g.LeaseUntil, now + NodaTime.Duration.FromMinutes(60))));
        _world.Time.Advance(TimeSpan.FromMinutes(60));
        Assert.True((await GetAsync()).IsOk);
    }

    [SkippableFact]
    public async Task A_seal_that_can_not_be_opened_is_the_operators_and_never_asks_to_reconnect()
    {
        await _world.ReadAsync(db => db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.Sealed, new byte[] { 9, 240, 201, 240, 1, 2, 3, 4 })));
        Assert.Equal(new Failure.Unavailable("A stored credential can't be opened on this server. Tell your administrator.", Retryable: false), (await GetAsync()).Failure);
        await _world.SyncDueAsync();
        var connection = await _world.ConnectionAsync(_id);
        Assert.Equal((ConnectionStatus.Error, "unavailable_seal"), (connection.Status, connection.ErrorCode));
    }

    [Fact]
    public void A_grant_does_not_say_its_secret() => Assert.DoesNotContain("hush", new Grant(Guid.CreateVersion7(), "x", "hush", null, 1).ToString(), StringComparison.Ordinal);

    private Task<Result<Grant>> GetAsync() => _world.Get<Grants>().GetAsync(_id, default);

    /// <summary>A process that finds the lease taken looks again after a moment of the standing clock.</summary>
    private Task<T> DriveAsync<T>(Task<T> work) => Eventually.DoneAsync("the grant", work, _world.Time, TimeSpan.FromMilliseconds(200));

    private async Task<int> TokenRequestsAsync() =>
        (await _world.Control.RequestsAsync())["items"]!.AsArray().Count(r => r!["path"]!.ToString().EndsWith("/google/token", StringComparison.Ordinal));
}

public sealed class GrantsOnSqliteTests() : GrantsTests(DatabaseProvider.Sqlite);

public sealed class GrantsOnPostgreSqlTests() : GrantsTests(DatabaseProvider.PostgreSql);
