using System.Net;
using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Inbound;

/// <summary>What is kept of what comes in, and what is not believed.</summary>
public abstract class ReceiveEventsTests(DatabaseProvider provider) : IAsyncLifetime
{
    private InboundWorld _inbound = null!;

    public async Task InitializeAsync() => _inbound = await InboundWorld.BuildAsync(provider);

    public async Task DisposeAsync()
    {
        if (_inbound is not null)
        {
            await _inbound.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task An_event_is_kept_as_it_came_and_told_on()
    {
        Assert.True((await _inbound.SendAsync()).IsOk);
        var kept = Assert.Single(await _inbound.RowsAsync());
        Assert.Equal((InboundStatus.Received, "msg_1", "candidate.created", "203.0.113.7"), (kept.Status, kept.ExternalId, kept.Type, kept.From));
        Assert.Equal(InboundWorld.Body, System.Text.Encoding.UTF8.GetString(kept.Body!));

        Assert.Equal(1, await _inbound.WorkAsync());
        var told = Assert.Single(await _inbound.ToldAsync());
        var body = JsonNode.Parse(told.Body)!;
        Assert.Equal(("candidate.created", "Ann"), ((string?)body["type"], (string?)body["data"]!["candidate"]!["name"]));
        Assert.Equal(_inbound.World.Alice.OrganizationId, told.OrganizationId);
        Assert.Equal(InboundStatus.Processed, (await _inbound.RowsAsync()).Single().Status);
    }

    [SkippableFact]
    public async Task The_same_id_comes_in_once_however_often_it_is_sent()
    {
        Assert.True((await _inbound.SendAsync()).IsOk);
        await _inbound.WorkAsync();
        Assert.True((await _inbound.SendAsync()).IsOk);

        Assert.Equal(0, await _inbound.WorkAsync());
        Assert.Single(await _inbound.RowsAsync());
    }

    [SkippableFact]
    public async Task Two_of_the_same_id_at_once_come_in_once()
    {
        var second = _inbound.World.NewHub();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => _inbound.SendAsync(hub: i % 2 == 0 ? null : second))));

        Assert.All(answers, a => Assert.True(a.IsOk));
        Assert.Single(await _inbound.RowsAsync());
    }

    [SkippableFact]
    public async Task A_wrong_signature_an_old_one_and_an_unknown_connection_are_answered_alike()
    {
        var answers = new[]
        {
            await _inbound.SendAsync(secret: HmacSecret.Generate()),
            await _inbound.SendAsync(at: _inbound.World.Time.Now() - Duration.FromMinutes(6)),
            await _inbound.SendAsync(connection: Guid.CreateVersion7()),
        };

        Assert.Single(answers.Select(a => a.Failure).Distinct());
        Assert.IsType<Failure.NotFound>(answers[0].Failure);
        await _inbound.WorkAsync();
        var rows = await _inbound.RowsAsync();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, r => Assert.Equal((InboundStatus.Refused, _inbound.Connection, null, null), (r.Status, r.ConnectionId, r.Body, r.DueAt)));
        Assert.All(rows, r => Assert.NotNull(r.Reason));
    }

    [SkippableFact]
    public async Task Nothing_is_believed_where_there_is_no_secret()
    {
        await using (var db = _inbound.World.Get<AppDatabase>().ForSystem("test"))
        {
            (await db.InboundSources.SingleAsync()).SealedSecret = null;
            await db.SaveChangesAsync();
        }

        Assert.IsType<Failure.NotFound>((await _inbound.SendAsync()).Failure);
        await _inbound.WorkAsync();
        Assert.Contains("no secret", Assert.Single(await _inbound.RowsAsync()).Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Only_networks_that_are_allowed_may_send()
    {
        await _inbound.Get<SetInboundSource>().RunAsync(_inbound.World.Alice, _inbound.Connection, new InboundSourceChange(["198.51.100.0/24", "2001:db8::/32"]), null, default);

        Assert.IsType<Failure.NotFound>((await _inbound.SendAsync("a")).Failure);
        Assert.True((await _inbound.SendAsync("b", from: IPAddress.Parse("198.51.100.9"))).IsOk);
        Assert.True((await _inbound.SendAsync("c", from: IPAddress.Parse("::ffff:198.51.100.9"))).IsOk);
        Assert.True((await _inbound.SendAsync("d", from: IPAddress.Parse("2001:db8::1"))).IsOk);
        await _inbound.WorkAsync();
        Assert.Equal(["b", "c", "d"], (await _inbound.RowsAsync()).Where(r => r.Status == InboundStatus.Processed).Select(r => r.ExternalId).Order());
        Assert.Single((await _inbound.RowsAsync()), r => r.Status == InboundStatus.Refused);
    }

    [SkippableFact]
    public async Task A_flood_of_refused_ones_leaves_one_line_a_minute()
    {
        var wrong = HmacSecret.Generate();
        for (var minute = 0; minute < 2; minute++)
        {
            for (var i = 0; i < 50; i++)
            {
                await _inbound.SendAsync($"m{minute}-{i}", secret: wrong);
                await _inbound.WorkAsync();
            }

            _inbound.World.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, (await _inbound.RowsAsync()).Count);
    }

    /// <summary>Somebody writes for long: the sender is answered all the same, and sends again.</summary>
    [SkippableFact]
    public async Task What_cannot_be_stored_within_a_second_is_to_be_sent_again()
    {
        await using (var db = _inbound.Get<AppDatabase>().ForSystem("test"))
        {
            await using var write = await db.BeginWriteAsync(default);
            if (provider == DatabaseProvider.PostgreSql)
            {
                await db.Database.ExecuteSqlRawAsync("LOCK TABLE \"InboundEvents\" IN ACCESS EXCLUSIVE MODE");
            }

            var sending = _inbound.SendAsync();
            if (provider == DatabaseProvider.PostgreSql)
            {
                await Eventually.HoldsAsync("it waits to be stored", async () => await db.Database.SqlQueryRaw<int>("SELECT COUNT(*)::int AS \"Value\" FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())").SingleAsync() > 0);
            }

            _inbound.World.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.IsType<Failure.Unavailable>((await sending.WaitAsync(TimeSpan.FromMinutes(1))).Failure);
        }

        Assert.True((await _inbound.SendAsync()).IsOk);
        Assert.Single(await _inbound.RowsAsync());
    }

    [SkippableFact]
    public async Task What_is_paused_or_disconnected_takes_nothing()
    {
        await _inbound.Get<PauseConnection>().RunAsync(_inbound.World.Alice, _inbound.Connection, null, default);
        Assert.IsType<Failure.NotFound>((await _inbound.SendAsync("a")).Failure);
        await _inbound.Get<ResumeConnection>().RunAsync(_inbound.World.Alice, _inbound.Connection, null, default);
        Assert.True((await _inbound.SendAsync("b")).IsOk);
        Assert.True((await _inbound.Get<DisconnectConnection>().RunAsync(_inbound.World.Alice, _inbound.Connection, null, default)).IsOk);
        Assert.IsType<Failure.NotFound>((await _inbound.SendAsync("c")).Failure);
        Assert.Empty(await _inbound.World.ReadAsync(db => db.InboundSources.ToListAsync()));
    }
}

public sealed class ReceiveEventsOnSqliteTests() : ReceiveEventsTests(DatabaseProvider.Sqlite);

public sealed class ReceiveEventsOnPostgreSqlTests() : ReceiveEventsTests(DatabaseProvider.PostgreSql);
