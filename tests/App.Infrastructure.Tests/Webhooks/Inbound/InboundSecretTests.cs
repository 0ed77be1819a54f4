using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Inbound;

/// <summary>The secret of an address is replaced while its sender goes on; on every database.</summary>
public abstract class InboundSecretTests(DatabaseProvider provider) : IAsyncLifetime
{
    private InboundWorld _inbound = null!;

    private World World => _inbound.World;

    public async Task InitializeAsync() => _inbound = await InboundWorld.BuildAsync(provider);

    public async Task DisposeAsync()
    {
        if (_inbound is not null)
        {
            await _inbound.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Both_are_believed_until_the_grace_time_is_over()
    {
        var end = World.Time.Now() + Duration.FromHours(24);
        var next = (await RotateAsync(Duration.FromHours(24))).Value;

        Assert.Equal(end, next.Source.FormerSecretExpiresAt);
        World.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True((await _inbound.SendAsync("old")).IsOk);
        Assert.True((await _inbound.SendAsync("new", secret: HmacSecret.Parse(next.Secret))).IsOk);
        Assert.Equal(end, (await ReadAsync()).FormerSecretExpiresAt);

        World.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<Failure.NotFound>((await _inbound.SendAsync("old-2")).Failure);
        Assert.True((await _inbound.SendAsync("new-2", secret: HmacSecret.Parse(next.Secret))).IsOk);
        Assert.Null((await ReadAsync()).FormerSecretExpiresAt);
    }

    [SkippableFact]
    public async Task Where_nothing_is_said_the_one_before_is_believed_for_a_day()
    {
        var next = (await RotateAsync(null)).Value;

        Assert.Equal(World.Time.Now() + Duration.FromHours(24), next.Source.FormerSecretExpiresAt);
        Assert.True((await _inbound.SendAsync("old")).IsOk);
        Assert.False((await _inbound.SendAsync("nobodys", secret: HmacSecret.Generate())).IsOk);
    }

    [SkippableFact]
    public async Task Without_grace_the_one_before_ends_at_once()
    {
        var next = (await RotateAsync(Duration.Zero)).Value;

        Assert.Null(next.Source.FormerSecretExpiresAt);
        Assert.False((await _inbound.SendAsync("old")).IsOk);
        Assert.True((await _inbound.SendAsync("new", secret: HmacSecret.Parse(next.Secret))).IsOk);
    }

    [SkippableFact]
    public async Task A_former_one_can_be_ended_early()
    {
        var next = (await RotateAsync(Duration.FromDays(7))).Value;
        Assert.True((await _inbound.SendAsync("old")).IsOk);

        Assert.IsType<Failure.Stale>((await EndAsync(next.Source.Version - 1)).Failure);
        Assert.True((await EndAsync(next.Source.Version)).IsOk);
        Assert.IsType<Failure.NotFound>((await EndAsync()).Failure);

        Assert.False((await _inbound.SendAsync("old-2")).IsOk);
        Assert.True((await _inbound.SendAsync("new", secret: HmacSecret.Parse(next.Secret))).IsOk);
        Assert.Null((await ReadAsync()).FormerSecretExpiresAt);
        Assert.Null((await RowAsync()).SealedFormerSecret);
        Assert.Equal("Alice Keller ended the former secret for events (Applicant system).", (await World.ReadAsync(db => db.Activities.SingleAsync(a => a.Kind == "inbound.secret_ended"))).Text);
    }

    [SkippableFact]
    public async Task No_more_than_two_are_believed_at_a_time()
    {
        var second = (await RotateAsync(Duration.FromDays(1))).Value;

        Assert.Equal("too_many_secrets", (await RotateAsync(Duration.FromHours(1))).Failure!.Code);
        Assert.True((await _inbound.SendAsync("second", secret: HmacSecret.Parse(second.Secret))).IsOk);
        var third = (await RotateAsync(Duration.Zero)).Value;
        Assert.True((await _inbound.SendAsync("first")).IsOk);
        Assert.False((await _inbound.SendAsync("second-2", secret: HmacSecret.Parse(second.Secret))).IsOk);

        World.Time.Advance(TimeSpan.FromDays(1));
        var fourth = (await RotateAsync(Duration.FromHours(1))).Value;
        Assert.False((await _inbound.SendAsync("first-2")).IsOk);
        Assert.True((await _inbound.SendAsync("third", secret: HmacSecret.Parse(third.Secret))).IsOk);
        Assert.True((await _inbound.SendAsync("fourth", secret: HmacSecret.Parse(fourth.Secret))).IsOk);
    }

    [SkippableFact]
    public async Task A_grace_time_is_at_most_a_week()
    {
        foreach (var hours in (int[])[169, -1])
        {
            Assert.Contains("grace", Assert.IsType<Failure.Invalid>((await RotateAsync(Duration.FromHours(hours))).Failure).Errors.Keys);
        }

        Assert.True((await _inbound.SendAsync()).IsOk);
        Assert.True((await RotateAsync(Duration.FromDays(7))).IsOk);
    }

    [SkippableFact]
    public async Task It_is_kept_sealed_as_what_it_is_and_sealed_anew_with_a_new_key()
    {
        await RotateAsync(Duration.FromDays(1));
        var (row, seals) = (await RowAsync(), World.Get<Seals>());

        Assert.Equal(_inbound.Secret.Reveal(), seals.Open(SealPurpose.FormerInboundSecret, row.Id, row.SealedFormerSecret!).Value);
        Assert.False(seals.Open(SealPurpose.InboundSecret, row.Id, row.SealedFormerSecret!).IsOk);
        await using (var db = World.Get<AppDatabase>().ForSystem("test"))
        {
            var store = SealedStore.All.Single(s => s.Purpose == SealPurpose.FormerInboundSecret);
            Assert.Equal([row.Id], await store.ListAsync(db, default));
            Assert.Equal(Reseal.Done, await store.ResealAsync(db, seals, Guid.CreateVersion7(), row.Id, default));
        }

        Assert.NotEqual(row.SealedFormerSecret, (await RowAsync()).SealedFormerSecret);
        Assert.True((await _inbound.SendAsync("old")).IsOk);
    }

    [SkippableFact]
    public async Task One_that_has_ended_is_not_kept()
    {
        await RotateAsync(Duration.FromHours(1));
        await World.Get<CleanUp>().RunAsync(default);
        Assert.NotNull((await RowAsync()).SealedFormerSecret);

        World.Time.Advance(TimeSpan.FromHours(1));
        await World.Get<CleanUp>().RunAsync(default);

        var row = await RowAsync();
        Assert.Equal((null, null), (row.SealedFormerSecret, row.FormerSecretExpiresAt));
    }

    [SkippableFact]
    public async Task Where_the_key_ring_is_lost_a_new_one_is_made_and_the_one_before_is_not_kept()
    {
        World.LoseKeyRing();
        var hub = World.NewHub();
        var next = (await hub.GetRequiredService<SetInboundSource>().RunAsync(World.Alice, _inbound.Connection, new InboundSourceChange(RotateSecret: true), null, default)).Value;

        Assert.Null(next.Source.FormerSecretExpiresAt);
        Assert.True((await _inbound.SendAsync("new", secret: HmacSecret.Parse(next.Secret), hub: hub)).IsOk);
    }

    [SkippableFact]
    public async Task One_that_is_ended_while_a_request_is_under_way_is_ended_for_it()
    {
        await RotateAsync(Duration.FromDays(7));
        var answer = await _inbound.SendAsync("slow", meanwhile: async () => Assert.True((await EndAsync()).IsOk));

        Assert.IsType<Failure.NotFound>(answer.Failure);
    }

    [SkippableFact]
    public async Task A_former_one_that_no_key_opens_keeps_nothing_out()
    {
        var used = (await RotateAsync(Duration.FromDays(7))).Value;
        await using (var db = World.Get<AppDatabase>().ForSystem("test"))
        {
            await db.InboundSources.ExecuteUpdateAsync(s => s.SetProperty(x => x.SealedFormerSecret, new byte[64]));
        }

        Assert.True((await _inbound.SendAsync("new", secret: HmacSecret.Parse(used.Secret))).IsOk);
        Assert.False((await _inbound.SendAsync("old")).IsOk);
        var next = (await RotateAsync(Duration.FromDays(1))).Value;
        Assert.True((await _inbound.SendAsync("used", secret: HmacSecret.Parse(used.Secret))).IsOk);
        Assert.True((await _inbound.SendAsync("next", secret: HmacSecret.Parse(next.Secret))).IsOk);
    }

    [SkippableFact]
    public async Task Of_many_rotations_at_once_one_is_made_and_no_secret_is_lost()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RotateAsync(Duration.FromDays(1)))));

        var made = Assert.Single(answers, a => a.IsOk).Value;
        Assert.All(answers.Where(a => !a.IsOk), a => Assert.Equal("too_many_secrets", a.Failure!.Code));
        Assert.True((await _inbound.SendAsync("old")).IsOk);
        Assert.True((await _inbound.SendAsync("new", secret: HmacSecret.Parse(made.Secret))).IsOk);
    }

    private Task<Result<InboundSourceSet>> RotateAsync(Duration? grace) =>
        _inbound.Get<SetInboundSource>().RunAsync(World.Alice, _inbound.Connection, new InboundSourceChange(RotateSecret: true, Grace: grace), null, default);

    private Task<Result<Done>> EndAsync(long? version = null) => _inbound.Get<EndInboundSecret>().RunAsync(World.Alice, _inbound.Connection, version, default);

    private async Task<InboundSourceView> ReadAsync() => (await _inbound.Get<InboundSources>().ReadAsync(World.Alice, _inbound.Connection, default)).Value;

    private Task<InboundSource> RowAsync() => World.ReadAsync(db => db.InboundSources.AsNoTracking().SingleAsync());
}

public sealed class InboundSecretOnSqliteTests() : InboundSecretTests(DatabaseProvider.Sqlite);

public sealed class InboundSecretOnPostgreSqlTests() : InboundSecretTests(DatabaseProvider.PostgreSql);
