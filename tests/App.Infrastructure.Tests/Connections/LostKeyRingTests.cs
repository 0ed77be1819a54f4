using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace App.Infrastructure.Tests.Connections;

/// <summary>A key ring that is lost, found again, or given up, on every database.</summary>
public abstract class LostKeyRingTests(DatabaseProvider provider) : IAsyncLifetime
{
    private World _world = null!;
    private Guid _id;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(provider);
        await _world.Get<CheckSeals>().RunAsync(default);
        _id = await _world.ConnectAndSyncAsync();
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Without_the_ring_a_connection_is_locked_and_keeps_its_credential()
    {
        var before = await SealedAsync();
        var hub = await LoseAsync();

        _world.Time.Advance(TimeSpan.FromMinutes(70));
        Assert.All(await _world.SyncDueAsync(hub), r => Assert.IsType<Failure.Unavailable>(r.Failure));
        Assert.Equal(0, await hub.GetRequiredService<RefreshGrants>().RunAsync(default));

        var connection = await _world.ConnectionAsync(_id);
        Assert.Equal((ConnectionStatus.Error, Connection.CredentialLocked), (connection.Status, connection.ErrorCode));
        Assert.Equal(before, await SealedAsync());
        Assert.Equal(0, await _world.ToldAsync("connection.needs_reconnect"));
    }

    [SkippableFact]
    public async Task The_right_ring_is_noticed_while_running_and_everything_goes_on_at_once()
    {
        var hub = await LoseAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(70));
        await _world.SyncDueAsync(hub);
        await hub.GetRequiredService<RefreshGrants>().RunAsync(default);
        var noticed = NoticedAsync(hub);
        var watch = hub.GetServices<IHostedService>().OfType<KeyRingWatch>().Single();
        await watch.StartAsync(default);
        _world.FindKeyRing();

        await DriveAsync(noticed);
        var outcomes = await _world.SyncDueAsync(hub);

        Assert.Equal(3, outcomes.Count);
        Assert.All(outcomes, r => Assert.True(r.IsOk, r.Failure?.Reason));
        Assert.Equal((ConnectionStatus.Active, null), ((await _world.ConnectionAsync(_id)).Status, (await _world.ConnectionAsync(_id)).ErrorCode));
        await watch.StopAsync(default);
    }

    [SkippableFact]
    public async Task A_ring_that_goes_while_running_is_noticed_too()
    {
        var noticed = NoticedAsync(_world.Hub);
        var watch = _world.Hub.GetServices<IHostedService>().OfType<KeyRingWatch>().Single();
        await watch.StartAsync(default);
        _world.LoseKeyRing();

        await DriveAsync(noticed);

        Assert.Equal(SealCondition.RingLost, _world.Get<SealState>().Condition);
        await watch.StopAsync(default);
    }

    [SkippableFact]
    public async Task With_the_right_ring_there_is_nothing_to_give_up()
    {
        var before = await SealedAsync();

        var (found, given) = (await _world.Get<GiveUpLostCredentials>().FindAsync(default), await _world.Get<GiveUpLostCredentials>().RunAsync(default));

        Assert.True(found.IsNothing);
        Assert.True(given.IsNothing);
        Assert.Equal(before, await SealedAsync());
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(_id)).Status);
    }

    [SkippableFact]
    public async Task What_is_given_up_asks_its_member_once_and_the_server_is_ready_again()
    {
        var hub = await LoseAsync();
        var lost = hub.GetRequiredService<GiveUpLostCredentials>();
        var found = await lost.FindAsync(default);
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(_id)).Status);

        var given = await lost.RunAsync(default);

        Assert.Equal(new LostCredentials(1, 0, 1, 0, true), given);
        Assert.Equal(found, given);
        Assert.Equal(SealCondition.Ok, hub.GetRequiredService<SealState>().Condition);
        Assert.Equal((ConnectionStatus.NeedsReconnect, Connection.CredentialLost), ((await _world.ConnectionAsync(_id)).Status, (await _world.ConnectionAsync(_id)).ErrorCode));
        Assert.StartsWith("The stored access was lost on this server.", await SentenceAsync(), StringComparison.Ordinal);
        Assert.Contains("connection.needs_reconnect", await _world.ReadAsync(db => db.Activities.Select(a => a.Kind).ToListAsync()));
        Assert.True((await lost.RunAsync(default)).IsNothing);
        Assert.Equal(1, await _world.ToldAsync("connection.needs_reconnect"));
    }

    [SkippableFact]
    public async Task What_was_connected_after_the_loss_is_not_given_up()
    {
        var hub = await LoseAsync();
        await using var db = hub.GetRequiredService<AppDatabase>().ForSystem("test");
        var closed = hub.GetRequiredService<Seals>().Close(SealPurpose.Grant, _id, """{"a":"new"}""");
        await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.Sealed, closed));

        Assert.Equal(new LostCredentials(0, 0, 1, 0, true), await hub.GetRequiredService<GiveUpLostCredentials>().RunAsync(default));
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(_id)).Status);
    }

    [SkippableFact]
    public async Task A_connection_given_up_is_reconnected_with_its_id()
    {
        var hub = await LoseAsync();
        await hub.GetRequiredService<GiveUpLostCredentials>().RunAsync(default);

        Assert.Equal(_id, (await _world.ConnectAsync(revive: _id)).ConnectionId);
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(_id)).Status);
    }

    [SkippableFact]
    public async Task A_client_secret_given_up_is_asked_for_again_and_no_other_client_stands_in()
    {
        await _world.ReadAsync(db => db.Members.ExecuteUpdateAsync(s => s.SetProperty(m => m.Role, Role.Admin)));
        await _world.ReadAsync(async db =>
        {
            var id = Guid.CreateVersion7();
            db.ProviderCredentials.Add(new() { Id = id, OrganizationId = _world.Alice.OrganizationId, Provider = "google-calendar", ClientId = "own", SealedSecret = _world.Get<Seals>().Close(SealPurpose.ProviderCredentials, id, "hush") });
            return await db.SaveChangesAsync();
        });
        var hub = await LoseAsync();

        Assert.Equal(1, (await hub.GetRequiredService<GiveUpLostCredentials>().RunAsync(default)).Secrets);
        var shown = Assert.Single((await new ReadProviderCredentials(hub.GetRequiredService<AppDatabase>()).RunAsync(_world.Alice, default)).Value);
        Assert.Equal(("own", "The stored secret was lost on this server. Enter it again."), (shown.ClientId, shown.Problem));
        Assert.Equal("needs_setup", (await hub.GetRequiredService<StartAuthorization>().RunAsync(_world.Alice, new AuthorizationRequest("google-calendar"), default)).Failure?.Code);
        var set = new SetProviderCredentials(hub.GetRequiredService<AppDatabase>(), hub.GetRequiredService<Catalogue>(), hub.GetRequiredService<Seals>(), _world.Time);
        Assert.IsType<Failure.Invalid>((await set.RunAsync(_world.Alice, "google-calendar", "own", null, null, default)).Failure);
        Assert.Null((await set.RunAsync(_world.Alice, "google-calendar", "own", "new", null, default)).Value.Problem);
        Assert.True((await hub.GetRequiredService<StartAuthorization>().RunAsync(_world.Alice, new AuthorizationRequest("google-calendar"), default)).IsOk);
    }

    [SkippableFact]
    public async Task An_attempt_whose_tokens_are_lost_is_dropped_and_said()
    {
        await _world.Control.AddFaultAsync(new { kind = "error500", operation = "userinfo" });
        var answer = await _world.AnswerAsync(await _world.AllowAsync("alice.private@gmail.example"));
        Assert.NotNull(await _world.ReadAsync(db => db.Attempts.Where(a => a.Id == answer.AttemptId).Select(a => a.SealedTokens).SingleAsync()));
        var hub = await LoseAsync();

        Assert.Equal(2, (await hub.GetRequiredService<GiveUpLostCredentials>().RunAsync(default)).Attempts);
        Assert.Equal(0, await _world.ReadAsync(db => db.Attempts.CountAsync()));
        Assert.Contains("connection.not_connected", await _world.ReadAsync(db => db.Activities.Select(a => a.Kind).ToListAsync()));
    }

    [SkippableFact]
    public async Task Access_still_to_be_ended_waits_for_the_ring_however_long_and_is_given_up_with_it()
    {
        await _world.Control.AddFaultAsync(new { kind = "error500", operation = "revoke" });
        await _world.Get<DisconnectConnection>().RunAsync(_world.Alice, _id, null, default);
        var hub = await LoseAsync();
        _world.Time.Advance(TimeSpan.FromDays(8));
        await hub.GetRequiredService<RevokeAccess>().RunAsync(default);
        Assert.Equal(1, await _world.ReadAsync(db => db.Revocations.CountAsync()));

        Assert.Equal(1, (await hub.GetRequiredService<GiveUpLostCredentials>().RunAsync(default)).Revocations);
        Assert.Equal(0, await _world.ReadAsync(db => db.Revocations.CountAsync()));
        Assert.Contains("connection.not_revoked", await _world.ReadAsync(db => db.Activities.Select(a => a.Kind).ToListAsync()));
    }

    [SkippableFact]
    public async Task Endpoints_have_a_new_secret_and_wait_until_their_receivers_know_it()
    {
        var id = await AddWebhooksAsync();
        var hub = await LoseAsync();

        var given = await hub.GetRequiredService<GiveUpLostCredentials>().RunAsync(default);

        Assert.Equal((4, true), (given.Webhooks, given.Ring));
        Assert.Equal(SealCondition.Ok, hub.GetRequiredService<SealState>().Condition);
        var endpoint = await _world.ReadAsync(db => db.Endpoints.SingleAsync());
        Assert.Equal((EndpointStatus.Disabled, $"{LostSecrets.SecretLost} {LostSecrets.HeadersLost}", null), (endpoint.Status, endpoint.StatusReason, endpoint.SealedHeaders));
        var secret = await _world.ReadAsync(db => db.EndpointSecrets.SingleAsync());
        Assert.True(secret.Id != id && hub.GetRequiredService<Seals>().Open(SealPurpose.EndpointSecret, secret.Id, secret.Sealed).IsOk);
        var source = await _world.ReadAsync(db => db.InboundSources.SingleAsync());
        Assert.Equal((null, null), (source.SealedSecret, source.SealedFormerSecret));
        Assert.True((await hub.GetRequiredService<GiveUpLostCredentials>().RunAsync(default)).IsNothing);
    }

    [SkippableFact]
    public async Task An_endpoint_that_somebody_has_paused_stays_paused()
    {
        await AddWebhooksAsync();
        await _world.ReadAsync(db => db.Endpoints.ExecuteUpdateAsync(s => s.SetProperty(e => e.Status, EndpointStatus.Paused)));

        await (await LoseAsync()).GetRequiredService<GiveUpLostCredentials>().RunAsync(default);

        var endpoint = await _world.ReadAsync(db => db.Endpoints.SingleAsync());
        Assert.Equal((EndpointStatus.Paused, $"{LostSecrets.SecretLost} {LostSecrets.HeadersLost}"), (endpoint.Status, endpoint.StatusReason));
    }

    /// <returns>The secret of the endpoint.</returns>
    private async Task<Guid> AddWebhooksAsync()
    {
        var (organization, endpoint, secret, now, seals) = (_world.Alice.OrganizationId, Guid.CreateVersion7(), Guid.CreateVersion7(), Domain.Time.Clock.Now(_world.Time), _world.Get<Seals>());
        await _world.ReadAsync(db =>
        {
            db.Endpoints.Add(new Endpoint { Id = endpoint, OrganizationId = organization, Name = "Payroll", Url = "https://payroll.example/", SealedHeaders = seals.Close(SealPurpose.EndpointHeaders, endpoint, "{}"), CreatedAt = now, StatusSince = now, CreatedBy = endpoint });
            db.EndpointSecrets.Add(new EndpointSecret { Id = secret, OrganizationId = organization, EndpointId = endpoint, Sealed = seals.Close(SealPurpose.EndpointSecret, secret, HmacSecret.Generate().Reveal()), CreatedAt = now });
            db.InboundSources.Add(new InboundSource
            {
                Id = _id,
                OrganizationId = organization,
                SealedSecret = seals.Close(SealPurpose.InboundSecret, _id, HmacSecret.Generate().Reveal()),
                SealedFormerSecret = seals.Close(SealPurpose.FormerInboundSecret, _id, HmacSecret.Generate().Reveal()),
                FormerSecretExpiresAt = now + Duration.FromHours(1),
            });
            return db.SaveChangesAsync();
        });
        return secret;
    }

    /// <summary>The folder is gone; a process begun afterwards has made a ring of its own.</summary>
    private async Task<IServiceProvider> LoseAsync()
    {
        _world.LoseKeyRing();
        var hub = _world.NewHub();
        Assert.Equal(SealCondition.RingLost, await hub.GetRequiredService<CheckSeals>().RunAsync(default));
        return hub;
    }

    private static Task NoticedAsync(IServiceProvider hub)
    {
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.GetRequiredService<SealState>().Changed += (_, _) => noticed.TrySetResult();
        return noticed.Task;
    }

    private async Task DriveAsync(Task noticed)
    {
        for (var tried = 0; tried < 1000 && await Task.WhenAny(noticed, Task.Delay(20)) != noticed; tried++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.True(noticed.IsCompleted, "Nothing was noticed");
    }

    private Task<byte[]> SealedAsync() => _world.ReadAsync(db => db.Grants.Where(g => g.ConnectionId == _id).Select(g => g.Sealed).SingleAsync());

    private async Task<string> SentenceAsync() =>
        (await _world.Get<ListConnections>().ReadAsync(_world.Alice, _id, default)).Value.Standing(Domain.Time.Clock.Now(_world.Time), DateTimeZone.Utc, System.Globalization.CultureInfo.InvariantCulture).Sentence;
}

public sealed class LostKeyRingOnSqliteTests() : LostKeyRingTests(DatabaseProvider.Sqlite);

public sealed class LostKeyRingOnPostgreSqlTests() : LostKeyRingTests(DatabaseProvider.PostgreSql);
