using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Endpoints;

/// <summary>Endpoints are made, changed, paused and deleted; on every database.</summary>
public abstract class EndpointTests(DatabaseProvider provider) : WebhookStage(provider)
{
    [SkippableFact]
    public async Task Asked_for_again_under_its_id_it_is_the_same_one()
    {
        var id = Guid.CreateVersion7();
        var first = (await World.Get<CreateEndpoint>().RunAsync(Alice, Input(), id, default)).Value;
        var again = (await World.Get<CreateEndpoint>().RunAsync(Alice, Input(), id, default)).Value;

        Assert.Equal((id, id, first.Secret), (first.Id, again.Id, again.Secret));
        Assert.Equal(1, await World.ReadAsync(db => db.Endpoints.CountAsync()));
    }

    [SkippableFact]
    public async Task An_endpoint_is_what_was_asked_for_and_its_secret_is_stored_sealed()
    {
        var filter = new PayloadFilter("booking.kind", FilterOperator.In, ["interview"]);
        var input = new EndpointInput(" Applicants ", Url, ["endpoint.disabled"], [], [filter], new Dictionary<string, string> { ["X-Team"] = "hiring-4711" }, SignatureScheme.Hmac, 5, "0s,  5s, 1h", 600, DeliveryOrder.PerSubject);

        var made = await CreateAsync(input);

        var view = await ReadAsync(made.Id);
        Assert.Equal(("Applicants", Url, 5, "0s, 5s, 1h", 600, DeliveryOrder.PerSubject), (view.Name, view.Url, view.TimeoutSeconds, view.Retries, view.PerMinute, view.Order));
        Assert.Equal(("endpoint.disabled", filter.Field, "interview", "X-Team"), (view.EventTypes.Single(), view.Filters.Single().Field, view.Filters.Single().Values.Single(), view.HeaderNames!.Single()));
        Assert.Equal((EndpointStatus.Enabled, 1L, 24), (view.Status, view.Version, view.Hours.Count));
        Assert.StartsWith("whsec_", made.Secret, StringComparison.Ordinal);
        var secret = await World.ReadAsync(db => db.EndpointSecrets.SingleAsync());
        Assert.Equal(made.Secret, World.Get<Seals>().Open(SealPurpose.EndpointSecret, secret.Id, secret.Sealed).Value);
        Assert.Equal(1, await World.ReadAsync(db => db.EndpointStates.CountAsync(s => s.EndpointId == made.Id)));
        Assert.Equal(["webhook.created"], await LogAsync());
    }

    [SkippableFact]
    public async Task Of_an_ed25519_endpoint_the_receiver_is_given_the_public_key_alone()
    {
        var made = await CreateAsync(Input() with { Scheme = SignatureScheme.Ed25519 });

        Assert.StartsWith("whpk_", made.Secret, StringComparison.Ordinal);
        Assert.Equal(made.Secret, (await ReadAsync(made.Id)).PublicKey);
        Assert.Equal(made.Secret, (await World.Get<RevealSecrets>().RunAsync(Alice, made.Id, default)).Value.Single().Secret);
    }

    [SkippableFact]
    public async Task Headers_are_sealed_in_the_row_kept_by_a_change_without_them_and_never_in_a_view()
    {
        const string value = "Bearer of-Northwind-alone";
        var made = await CreateAsync(Input() with { Headers = new Dictionary<string, string> { ["Authorization"] = value } });

        await World.Get<ChangeEndpoint>().RunAsync(Alice, made.Id, Input("Renamed"), null, default);

        var row = await World.ReadAsync(db => db.Endpoints.SingleAsync());
        Assert.DoesNotContain(value, System.Text.Encoding.UTF8.GetString(row.SealedHeaders!), StringComparison.Ordinal);
        Assert.Equal(value, World.Get<Seals>().Headers(row).Value["Authorization"]);
        Assert.DoesNotContain(value, System.Text.Json.JsonSerializer.Serialize(await ReadAsync(made.Id)), StringComparison.Ordinal);
        Assert.DoesNotContain(value, (Input() with { Headers = new Dictionary<string, string> { ["A"] = value } }).ToString(), StringComparison.Ordinal);

        await World.Get<ChangeEndpoint>().RunAsync(Alice, made.Id, Input("Renamed") with { Headers = new Dictionary<string, string>() }, null, default);
        Assert.Empty((await ReadAsync(made.Id)).HeaderNames!);
    }

    [SkippableFact]
    public async Task Headers_are_not_carried_off_to_another_address()
    {
        var made = await CreateAsync(Input() with { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer of-Northwind-alone" } });
        var change = World.Get<ChangeEndpoint>();

        AssertField("headers", (await change.RunAsync(Alice, made.Id, Input(url: "https://evil.example/hook"), null, default)).Failure);
        AssertField("headers", (await change.RunAsync(Alice, made.Id, now => now with { Url = "https://example.com:8443/hook" }, null, default)).Failure);
        Assert.Equal(Url, (await ReadAsync(made.Id)).Url);
        Assert.True((await change.RunAsync(Alice, made.Id, Input(url: "https://example.com/elsewhere"), null, default)).IsOk);
        Assert.True((await change.RunAsync(Alice, made.Id, Input(url: "https://other.example/") with { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer another" } }, null, default)).IsOk);
        Assert.True((await change.RunAsync(Alice, made.Id, Input() with { Headers = new Dictionary<string, string>() }, null, default)).IsOk);
        Assert.True((await change.RunAsync(Alice, made.Id, Input(url: "https://other.example/"), null, default)).IsOk);
    }

    [SkippableFact]
    public async Task A_change_raises_the_version_and_a_stale_one_is_refused()
    {
        var made = await CreateAsync();

        var changed = await World.Get<ChangeEndpoint>().RunAsync(Alice, made.Id, Input("Renamed"), 1, default);
        var stale = await World.Get<ChangeEndpoint>().RunAsync(Alice, made.Id, Input("Late"), 1, default);

        Assert.Equal(("Renamed", 2L), (changed.Value.Name, changed.Value.Version));
        Assert.IsType<Failure.Stale>(stale.Failure);
        Assert.IsType<Failure.Stale>((await World.Get<PauseEndpoint>().RunAsync(Alice, made.Id, 1, default)).Failure);
        Assert.IsType<Failure.Stale>((await World.Get<DeleteEndpoint>().RunAsync(Alice, made.Id, 1, default)).Failure);
        Assert.Equal("Renamed", (await ReadAsync(made.Id)).Name);
    }

    [SkippableFact]
    public async Task Another_scheme_brings_a_secret_of_its_own_and_the_one_before_signs_for_a_day()
    {
        var made = await CreateAsync();
        World.Time.Advance(TimeSpan.FromMinutes(1));

        await World.Get<ChangeEndpoint>().RunAsync(Alice, made.Id, Input() with { Scheme = SignatureScheme.Ed25519 }, null, default);

        var signing = (await World.Get<RevealSecrets>().RunAsync(Alice, made.Id, default)).Value;
        Assert.Equal(["whpk_", "whsec"], signing.Select(s => s.Secret[..5]));
        Assert.Equal((null, Now + RotateSecret.UsualGrace), (signing[0].ExpiresAt, signing[1].ExpiresAt));
    }

    [SkippableFact]
    public async Task Pausing_and_resuming_are_done_once_and_resuming_forgets_failures()
    {
        var made = await CreateAsync();
        await WriteAsync(async db =>
        {
            var state = await db.EndpointStates.SingleAsync();
            (state.FailingSince, state.Exhausted, state.WarnedAt) = (Now, 7, Now);
        });

        Assert.True((await World.Get<PauseEndpoint>().RunAsync(Alice, made.Id, null, default)).IsOk);
        Assert.True((await World.Get<PauseEndpoint>().RunAsync(Alice, made.Id, null, default)).IsOk);
        var paused = await ReadAsync(made.Id);
        Assert.True((await World.Get<ResumeEndpoint>().RunAsync(Alice, made.Id, null, default)).IsOk);
        Assert.True((await World.Get<ResumeEndpoint>().RunAsync(Alice, made.Id, null, default)).IsOk);

        Assert.Equal((EndpointStatus.Paused, 2L), (paused.Status, paused.Version));
        Assert.NotNull(paused.FailingSince);
        var resumed = await ReadAsync(made.Id);
        Assert.Equal((EndpointStatus.Enabled, 3L, null), (resumed.Status, resumed.Version, resumed.FailingSince));
        var state = await World.ReadAsync(db => db.EndpointStates.SingleAsync());
        Assert.Equal((0, null), (state.Exhausted, state.WarnedAt));
        Assert.Equal(["webhook.created", "webhook.paused", "webhook.resumed"], (await LogAsync()).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task One_that_was_disabled_is_resumed_and_its_reason_forgotten()
    {
        var made = await CreateAsync();
        await WriteAsync(async db =>
        {
            var endpoint = await db.Endpoints.SingleAsync();
            (endpoint.Status, endpoint.StatusReason) = (EndpointStatus.Disabled, "It was gone.");
        });
        Assert.Equal("It was gone.", (await ReadAsync(made.Id)).StatusReason);

        await World.Get<ResumeEndpoint>().RunAsync(Alice, made.Id, null, default);

        var view = await ReadAsync(made.Id);
        Assert.Equal((EndpointStatus.Enabled, null), (view.Status, view.StatusReason));
    }

    [SkippableFact]
    public async Task Deleting_takes_secrets_and_replays_along_and_leaves_deliveries_to_the_clean_up()
    {
        var made = await CreateAsync();
        await DeliverAsync(made.Id);

        Assert.True((await World.Get<DeleteEndpoint>().RunAsync(Alice, made.Id, null, default)).IsOk);

        Assert.IsType<Failure.NotFound>((await World.Get<ReadEndpoint>().RunAsync(Alice, made.Id, default)).Failure);
        Assert.Equal((0, 0, 1), (await World.ReadAsync(db => db.EndpointSecrets.CountAsync()), await World.ReadAsync(db => db.EndpointStates.CountAsync()), await World.ReadAsync(db => db.Deliveries.CountAsync())));
    }

    [SkippableFact]
    public async Task There_are_only_so_many_in_an_organization()
    {
        await WriteAsync(db =>
        {
            db.Endpoints.AddRange(Enumerable.Range(0, Endpoint.MostOfOrganization).Select(i => new Endpoint { Id = Guid.CreateVersion7(), OrganizationId = Alice.OrganizationId, Name = $"{i}", Url = Url }));
            return Task.CompletedTask;
        });

        Assert.Equal("too_many_endpoints", (await World.Get<CreateEndpoint>().RunAsync(Alice, Input(), null, default)).Failure!.Code);
        Assert.True((await World.Get<CreateEndpoint>().RunAsync(Carol, Input(), null, default)).IsOk);
    }

    [SkippableFact]
    public async Task They_are_listed_newest_first_page_by_page_with_what_is_known_of_their_deliveries()
    {
        var old = await CreateAsync(Input("Old"));
        World.Time.Advance(TimeSpan.FromHours(2));
        var fresh = await CreateAsync(Input("New"));
        await DeliverAsync(old.Id, 3, DeliveryStatus.Waiting);
        await DeliverAsync(old.Id, 2, DeliveryStatus.GaveUp);
        var delivered = await DeliverAsync(old.Id, 2, DeliveryStatus.Delivered);
        await CountAsync(old.Id, 0, 200, 5);
        await CountAsync(old.Id, 0, 500, 2);
        await CountAsync(old.Id, 23, 0, 1);
        await CountAsync(old.Id, 24, 200, 9);
        await CountAsync(old.Id, 2, 200, 4, isFirst: false);
        await CountAsync(old.Id, 24, 500, 3, isFirst: false);

        var first = (await World.Get<ListEndpoints>().RunAsync(Alice, null, 1, default)).Value;
        var second = (await World.Get<ListEndpoints>().RunAsync(Alice, first.Next, 1, default)).Value;

        Assert.Equal((fresh.Id, old.Id, null), (first.Items.Single().Id, second.Items.Single().Id, second.Next));
        var view = second.Items[0];
        Assert.Equal((3, 2, delivered[1].TriedAt), (view.Waiting, view.Failed, view.LastDeliveryAt));
        Assert.Equal((5L, 2L), (view.Hours[^1].Delivered, view.Hours[^1].Failed));
        Assert.Equal((0L, 1L), (view.Hours[0].Delivered, view.Hours[0].Failed));
        Assert.Equal((12, 4), (view.Hours.Sum(h => h.Delivered + h.Failed), view.Retried));
        Assert.Equal((0, 0, null), (first.Items[0].Waiting, first.Items[0].Failed, first.Items[0].LastDeliveryAt));
    }

    [SkippableFact]
    public async Task A_list_tells_the_slow_endpoint_from_the_fast_by_the_median_of_a_day()
    {
        var (fast, slow, silent) = (await CreateAsync(Input("Fast")), await CreateAsync(Input("Slow") with { TimeoutSeconds = 10 }), await CreateAsync(Input("Silent")));
        await CountAsync(fast.Id, 0, 200, 3, milliseconds: 64);
        await CountAsync(fast.Id, 1, 200, 2, milliseconds: 8192);
        await CountAsync(slow.Id, 0, 200, 2, milliseconds: 64);
        await CountAsync(slow.Id, 3, 200, 1, milliseconds: 8192);
        await CountAsync(slow.Id, 3, 500, 2, milliseconds: 8192);
        await CountAsync(slow.Id, 24, 200, 99, milliseconds: 64);
        await CountAsync(silent.Id, 0, 0, 5, milliseconds: 15_000);

        var list = (await World.Get<ListEndpoints>().RunAsync(Alice, null, 10, default)).Value.Items.ToDictionary(e => e.Name);

        Assert.Equal((LatencyBuckets.Of(64), false), (LatencyBuckets.Of(list["Fast"].MedianMilliseconds!.Value), list["Fast"].IsSlow));
        Assert.Equal((LatencyBuckets.Of(8192), true), (LatencyBuckets.Of(list["Slow"].MedianMilliseconds!.Value), list["Slow"].IsSlow));
        Assert.Equal((null, false), (list["Silent"].MedianMilliseconds, list["Silent"].IsSlow));
    }

    [SkippableFact]
    public async Task What_was_given_up_lately_is_counted_by_when_it_was_given_up()
    {
        var made = await CreateAsync();
        var old = await DeliverAsync(made.Id, 3, DeliveryStatus.GaveUp, Now - Duration.FromDays(3));
        await WriteAsync(async db => (await db.Deliveries.SingleAsync(d => d.Id == old[0].Id)).TriedAt = Now - Duration.FromHours(1));
        await DeliverAsync(made.Id, 2, DeliveryStatus.GaveUp);
        await DeliverAsync(made.Id, 4, DeliveryStatus.Delivered);

        var view = (await World.Get<ListEndpoints>().RunAsync(Alice, null, 10, default)).Value.Items.Single();

        Assert.Equal((5, 3), (view.Failed, view.FailedLately));
    }

    [SkippableFact]
    public async Task Members_readers_and_other_organizations_are_refused_and_learn_nothing()
    {
        var made = await CreateAsync();
        foreach (var actor in (Actor[])[Bob, Carol])
        {
            Assert.IsType<Failure.NotFound>((await World.Get<ReadEndpoint>().RunAsync(actor, made.Id, default)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<RevealSecrets>().RunAsync(actor, made.Id, default)).Failure);
        }

        foreach (var actor in (Actor[])[Bob, Carol, Reader])
        {
            Assert.IsType<Failure.NotFound>((await World.Get<ChangeEndpoint>().RunAsync(actor, made.Id, Input("Theirs"), null, default)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<PauseEndpoint>().RunAsync(actor, made.Id, null, default)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<ResumeEndpoint>().RunAsync(actor, made.Id, null, default)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<DeleteEndpoint>().RunAsync(actor, made.Id, null, default)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<RotateSecret>().RunAsync(actor, made.Id, Duration.Zero, default)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<RevealSecrets>().RunAsync(actor, made.Id, default)).Failure);
        }

        Assert.IsType<Failure.NotFound>((await World.Get<ListEndpoints>().RunAsync(Bob, null, 10, default)).Failure);
        Assert.IsType<Failure.NotFound>((await World.Get<CreateEndpoint>().RunAsync(Bob, Input(), null, default)).Failure);
        Assert.IsType<Failure.NotFound>((await World.Get<CreateEndpoint>().RunAsync(Reader, Input(), null, default)).Failure);
        Assert.Empty((await World.Get<ListEndpoints>().RunAsync(Carol, null, 10, default)).Value.Items);
        Assert.Single((await World.Get<ListEndpoints>().RunAsync(Reader, null, 10, default)).Value.Items);
        Assert.Equal(["webhook.created"], await LogAsync());
    }

    [SkippableFact]
    public async Task Connections_must_be_of_the_organization()
    {
        var own = (await World.ConnectAsync()).ConnectionId!.Value;

        Assert.Equal([own], (await CreateAsync(Input() with { Connections = [own] })).View.Connections);
        AssertField("connections", (await World.Get<CreateEndpoint>().RunAsync(Carol, Input() with { Connections = [own] }, null, default)).Failure);
    }

    private Task CountAsync(Guid endpoint, int hoursAgo, int status, long count, int milliseconds = 6, bool isFirst = true) => WriteAsync(db =>
    {
        db.AttemptCounts.Add(new AttemptCount { EndpointId = endpoint, OrganizationId = Alice.OrganizationId, Hour = (int)(Now.ToUnixTimeSeconds() / 3600) - hoursAgo, Status = status, IsFirst = isFirst, Bucket = LatencyBuckets.Of(milliseconds), Count = count });
        return Task.CompletedTask;
    });
}

public sealed class EndpointOnSqliteTests() : EndpointTests(DatabaseProvider.Sqlite);

public sealed class EndpointOnPostgreSqlTests() : EndpointTests(DatabaseProvider.PostgreSql);
