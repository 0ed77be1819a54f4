using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Tests.Webhooks.Endpoints;
using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Deliveries;

/// <summary>What has grown old goes, and nothing else; on every database.</summary>
public abstract class DropOldMessagesTests(DatabaseProvider provider) : WebhookStage(provider)
{
    [SkippableFact]
    public async Task After_ninety_days_messages_deliveries_tries_counts_and_what_came_in_go()
    {
        var endpoint = (await CreateAsync()).Id;
        var fresh = Now - Duration.FromDays(89);
        await FillAsync(endpoint, Now - Duration.FromDays(91));
        await FillAsync(endpoint, fresh);

        await World.Get<CleanUp>().RunAsync(default);

        Assert.Equal([fresh], await World.ReadAsync(db => db.Messages.Select(m => m.At).ToListAsync()));
        Assert.Equal([fresh], await World.ReadAsync(db => db.Deliveries.Select(d => d.At).ToListAsync()));
        Assert.Equal([fresh], await World.ReadAsync(db => db.DeliveryAttempts.Select(a => a.At).ToListAsync()));
        Assert.Equal([HourOf(fresh)], await World.ReadAsync(db => db.AttemptCounts.Select(c => c.Hour).ToListAsync()));
        Assert.Equal([fresh], await World.ReadAsync(db => db.InboundEvents.Select(e => e.At).ToListAsync()));
        Assert.Equal([fresh], await World.ReadAsync(db => db.Replays.Select(r => r.CreatedAt).ToListAsync()));
    }

    [SkippableFact]
    public async Task More_than_fits_into_one_transaction_goes_too()
    {
        var endpoint = (await CreateAsync()).Id;
        await DeliverAsync(endpoint, (2 * DropOldMessages.MostDeliveries) + 1, from: Now - Duration.FromDays(95));
        var kept = await DeliverAsync(endpoint);

        await World.Get<DropOldMessages>().RunAsync(default);

        Assert.Equal(kept.Select(d => d.Id), await World.ReadAsync(db => db.Deliveries.Select(d => d.Id).ToListAsync()));
    }

    [SkippableFact]
    public async Task What_was_for_an_endpoint_that_is_gone_goes_at_once_but_for_what_is_being_sent()
    {
        var (gone, kept) = ((await CreateAsync()).Id, (await CreateAsync()).Id);
        await DeliverAsync(gone, 3, DeliveryStatus.Waiting);
        var sending = await DeliverAsync(gone, 1, DeliveryStatus.Sending);
        var others = await DeliverAsync(kept, 2, DeliveryStatus.Waiting);
        await World.Get<DeleteEndpoint>().RunAsync(Alice, gone, null, default);

        await World.Get<DropOldMessages>().RunAsync(default);
        Assert.Equal(sending.Concat(others).Select(d => d.Id).Order(), (await StoredAsync()).Order());

        World.Time.Advance(TimeSpan.FromHours(2));
        await World.Get<DropOldMessages>().RunAsync(default);
        Assert.Equal(others.Select(d => d.Id).Order(), (await StoredAsync()).Order());
    }

    [SkippableFact]
    public async Task Secrets_that_have_ended_are_deleted()
    {
        var made = await CreateAsync();
        await World.Get<RotateSecret>().RunAsync(Alice, made.Id, Duration.FromHours(1), default);
        await World.Get<DropOldMessages>().RunAsync(default);
        Assert.Equal(2, await World.ReadAsync(db => db.EndpointSecrets.CountAsync()));

        World.Time.Advance(TimeSpan.FromHours(1));
        await World.Get<DropOldMessages>().RunAsync(default);

        Assert.Null((await World.ReadAsync(db => db.EndpointSecrets.SingleAsync())).ExpiresAt);
    }

    private static int HourOf(Instant at) => (int)(at.ToUnixTimeSeconds() / 3600);

    private Task<List<Guid>> StoredAsync() => World.ReadAsync(db => db.Deliveries.Select(d => d.Id).ToListAsync());

    private async Task FillAsync(Guid endpoint, Instant at)
    {
        var delivery = (await DeliverAsync(endpoint, from: at)).Single();
        await WriteAsync(db =>
        {
            db.DeliveryAttempts.Add(new Attempt { DeliveryId = delivery.Id, OrganizationId = Alice.OrganizationId, At = at, Signature = "v1,abc" });
            db.AttemptCounts.Add(new AttemptCount { EndpointId = endpoint, OrganizationId = Alice.OrganizationId, Hour = HourOf(at), Status = 200, IsFirst = true, Bucket = 3, Count = 1 });
            db.InboundEvents.Add(new InboundEvent { Id = Guid.CreateVersion7(), OrganizationId = Alice.OrganizationId, ConnectionId = Guid.CreateVersion7(), Provider = "google-calendar", ExternalId = "1", At = at });
            db.Replays.Add(new Replay { Id = Guid.CreateVersion7(), OrganizationId = Alice.OrganizationId, EndpointId = endpoint, CreatedAt = at, EndedAt = at });
            return Task.CompletedTask;
        });
    }
}

public sealed class DropOldMessagesOnSqliteTests() : DropOldMessagesTests(DatabaseProvider.Sqlite);

public sealed class DropOldMessagesOnPostgreSqlTests() : DropOldMessagesTests(DatabaseProvider.PostgreSql);
