using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Tests.Webhooks.Endpoints;
using App.Infrastructure.Webhooks.Deliveries;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Deliveries;

/// <summary>Deliveries are sent again by the hundreds, whoever crashes meanwhile; on every database.</summary>
public abstract class ReplayTests(DatabaseProvider provider) : WebhookStage(provider)
{
    private static readonly Duration Day = Duration.FromDays(1);

    [SkippableFact]
    public async Task Failed_ones_since_a_time_are_put_back_and_no_others()
    {
        var (endpoint, other) = ((await CreateAsync()).Id, (await CreateAsync()).Id);
        var failed = await DeliverAsync(endpoint, 3, DeliveryStatus.GaveUp);
        await DeliverAsync(endpoint, 1, DeliveryStatus.GaveUp, Now - Duration.FromDays(2));
        await DeliverAsync(endpoint, 2, DeliveryStatus.Delivered);
        await DeliverAsync(other, 2, DeliveryStatus.GaveUp);

        var id = (await ReplayAsync(endpoint, ReplayScope.Failed)).Value;
        await RunAsync();

        Assert.Equal(failed.Select(d => d.Id).Order(), (await DueAsync()).Order());
        var view = (await World.Get<ListReplays>().ReadAsync(Alice, endpoint, id, default)).Value;
        Assert.Equal((3, 3, Now), (view.Total, view.Done, view.EndedAt));
        Assert.Contains("webhook.replayed", await LogAsync());
    }

    [SkippableFact]
    public async Task All_are_put_back_but_what_is_being_sent_now_and_what_happened_since()
    {
        var endpoint = (await CreateAsync()).Id;
        var put = (await DeliverAsync(endpoint, 2, DeliveryStatus.GaveUp)).Concat(await DeliverAsync(endpoint, 2)).Concat(await DeliverAsync(endpoint, 2, DeliveryStatus.Waiting)).Select(d => d.Id).Order().ToList();
        await DeliverAsync(endpoint, 1, DeliveryStatus.Sending);
        await ReplayAsync(endpoint, ReplayScope.All);
        await DeliverAsync(endpoint, 1, from: Now);

        await RunAsync();

        Assert.Equal(put, (await DueAsync()).Order());
    }

    [SkippableFact]
    public async Task Those_whose_message_is_no_longer_kept_are_passed_over()
    {
        var endpoint = (await CreateAsync()).Id;
        var failed = await DeliverAsync(endpoint, 3, DeliveryStatus.GaveUp);
        await WriteAsync(db => db.Messages.Where(m => m.Id == failed[1].MessageId).ExecuteDeleteAsync());

        var id = (await ReplayAsync(endpoint, ReplayScope.Failed)).Value;
        await RunAsync();

        Assert.Equal(new[] { failed[0].Id, failed[2].Id }.Order(), (await DueAsync()).Order());
        var view = (await World.Get<ListReplays>().ReadAsync(Alice, endpoint, id, default)).Value;
        Assert.Equal((2, 2), (view.Total, view.Done));
    }

    [SkippableFact]
    public async Task Whoever_goes_on_after_a_crash_repeats_none_and_leaves_none_out()
    {
        var endpoint = (await CreateAsync()).Id;
        await DeliverAsync(endpoint, (2 * RunReplay.Chunk) + 10);
        var id = (await ReplayAsync(endpoint, ReplayScope.All)).Value;
        var crashed = (await World.Get<ReplayClaims>().ClaimDueAsync(1, default)).Single();
        Assert.True(await World.Get<RunReplay>().PassAsync(crashed, default));
        var first = await DueAsync();
        Assert.Equal(RunReplay.Chunk, first.Count);
        await WriteAsync(db => db.Deliveries.Where(d => d.DueAt != null).ExecuteUpdateAsync(s => s.SetProperty(d => d.Status, DeliveryStatus.Delivered).SetProperty(d => d.DueAt, (Instant?)null)));

        Assert.Empty(await World.Get<ReplayClaims>().ClaimDueAsync(1, default)); // Its lease still holds.
        World.Time.Advance(TimeSpan.FromMinutes(2));
        await RunAsync();

        var rest = await DueAsync();
        Assert.Equal(RunReplay.Chunk + 10, rest.Count);
        Assert.Empty(rest.Intersect(first));
        var view = (await World.Get<ListReplays>().ReadAsync(Alice, endpoint, id, default)).Value;
        Assert.Equal((1010, 1010, true), (view.Total, view.Done, view.EndedAt is not null));
        Assert.False(await World.Get<RunReplay>().PassAsync(crashed, default));
    }

    [SkippableFact]
    public async Task What_is_given_back_is_claimed_at_once()
    {
        var endpoint = (await CreateAsync()).Id;
        await ReplayAsync(endpoint, ReplayScope.All);
        var claim = (await World.Get<ReplayClaims>().ClaimDueAsync(1, default)).Single();
        Assert.Empty(await World.Get<ReplayClaims>().ClaimDueAsync(1, default));

        await World.Get<ReplayClaims>().ReleaseAsync(claim, default);

        Assert.Single(await World.Get<ReplayClaims>().ClaimDueAsync(1, default));
        Assert.False(await World.Get<RunReplay>().PassAsync(claim, default));
        Assert.Null((await World.ReadAsync(db => db.Replays.SingleAsync())).EndedAt);
    }

    [SkippableFact]
    public async Task Of_one_endpoint_one_runs_at_a_time_and_they_are_listed_newest_first()
    {
        var endpoint = (await CreateAsync()).Id;
        var first = (await ReplayAsync(endpoint, ReplayScope.Failed)).Value;

        Assert.Equal("replaying", (await ReplayAsync(endpoint, ReplayScope.All)).Failure!.Code);
        await RunAsync();
        World.Time.Advance(TimeSpan.FromMinutes(1));
        var second = (await ReplayAsync(endpoint, ReplayScope.All)).Value;

        var page = (await World.Get<ListReplays>().RunAsync(Alice, endpoint, null, 1, default)).Value;
        Assert.Equal(second, page.Items.Single().Id);
        Assert.Equal(first, (await World.Get<ListReplays>().RunAsync(Alice, endpoint, page.Next, 1, default)).Value.Items.Single().Id);
    }

    [SkippableFact]
    public async Task Bounds_and_roles_are_kept()
    {
        var endpoint = (await CreateAsync()).Id;
        var replay = World.Get<ReplayDeliveries>();

        AssertField("since", (await replay.RunAsync(Alice, endpoint, ReplayScope.All, Now - Duration.FromDays(91), default)).Failure);
        AssertField("since", (await replay.RunAsync(Alice, endpoint, ReplayScope.All, Now, default)).Failure);
        AssertField("scope", (await replay.RunAsync(Alice, endpoint, (ReplayScope)9, Now - Day, default)).Failure);
        foreach (var actor in (Actor[])[Bob, Carol, Reader])
        {
            Assert.IsType<Failure.NotFound>((await replay.RunAsync(actor, endpoint, ReplayScope.All, Now - Day, default)).Failure);
        }

        Assert.IsType<Failure.NotFound>((await World.Get<ListReplays>().RunAsync(Carol, endpoint, null, 10, default)).Failure);
        Assert.Equal(0, await World.ReadAsync(db => db.Replays.CountAsync()));
    }

    private Task<Result<Guid>> ReplayAsync(Guid endpoint, ReplayScope scope) => World.Get<ReplayDeliveries>().RunAsync(Alice, endpoint, scope, Now - Day, default);

    private async Task RunAsync()
    {
        foreach (var claim in await World.Get<ReplayClaims>().ClaimDueAsync(10, default))
        {
            await World.Get<RunReplay>().RunAsync(claim, default);
        }
    }

    /// <summary>What would be sent now.</summary>
    private Task<List<Guid>> DueAsync()
    {
        var now = Now;
        return World.ReadAsync(db => db.Deliveries.Where(d => d.Status == DeliveryStatus.Waiting && d.Tries == 0 && d.DueAt <= now).Select(d => d.Id).ToListAsync());
    }
}

public sealed class ReplayOnSqliteTests() : ReplayTests(DatabaseProvider.Sqlite);

public sealed class ReplayOnPostgreSqlTests() : ReplayTests(DatabaseProvider.PostgreSql);
