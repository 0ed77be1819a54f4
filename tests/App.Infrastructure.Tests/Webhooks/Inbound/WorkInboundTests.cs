using App.Domain;
using App.Domain.Monitoring;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Inbound;

/// <summary>What becomes of what came in, whatever happens meanwhile.</summary>
public abstract class WorkInboundTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly ScriptedHandler _handler = new();
    private InboundWorld _inbound = null!;

    public async Task InitializeAsync()
    {
        _inbound = await InboundWorld.BuildAsync(provider, _handler);
        await _inbound.SendAsync();
    }

    public async Task DisposeAsync()
    {
        if (_inbound is not null)
        {
            await _inbound.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task What_a_dead_worker_held_is_worked_on_once_its_lease_has_ended()
    {
        Assert.Single(await _inbound.Get<InboundClaims>().ClaimDueAsync(10, default));
        Assert.Equal(0, await _inbound.WorkAsync());
        _inbound.World.Time.Advance(InboundClaims.LeaseLife.ToTimeSpan());

        Assert.Equal(1, await _inbound.WorkAsync());
        Assert.Equal((InboundStatus.Processed, 2), await StandingAsync());
    }

    [SkippableFact]
    public async Task Nothing_stays_of_what_an_overtaken_worker_did()
    {
        _handler.Do = Log;
        var slow = Assert.Single(await _inbound.Get<InboundClaims>().ClaimDueAsync(10, default));
        _inbound.World.Time.Advance(InboundClaims.LeaseLife.ToTimeSpan());
        await _inbound.WorkAsync();
        await _inbound.Get<WorkInbound>().RunAsync(slow, default);

        Assert.Equal(1, await LinesAsync());
    }

    [SkippableFact]
    public async Task What_was_given_back_is_due_at_once_and_was_not_tried()
    {
        var claim = Assert.Single(await _inbound.Get<InboundClaims>().ClaimDueAsync(10, default));
        await _inbound.Get<InboundClaims>().ReleaseAsync(claim, default);
        Assert.Equal((InboundStatus.Received, 0), await StandingAsync());
        Assert.Equal(1, await _inbound.WorkAsync());
    }

    [SkippableFact]
    public async Task What_fails_leaves_nothing_is_tried_again_and_ends()
    {
        _handler.Do = async (db, received) =>
        {
            await Log(db, received);
            return new Failure.Unavailable("It is down.");
        };
        await TryUntilOverAsync();

        Assert.Equal((InboundStatus.Failed, InboundClaims.Retries.Waits.Count), await StandingAsync());
        Assert.Equal("It is down.", (await _inbound.RowsAsync()).Single().Reason);
        Assert.Equal(InboundClaims.Retries.Waits.Count, _handler.Calls);
        Assert.Equal(0, await LinesAsync());
    }

    [SkippableFact]
    public async Task What_interrupts_each_try_ends_too()
    {
        _handler.Do = (_, _) => throw new InvalidOperationException("A bug.");
        await TryUntilOverAsync();

        Assert.Equal((InboundStatus.Failed, InboundClaims.Retries.Waits.Count), await StandingAsync());
        Assert.Contains("log", (await _inbound.RowsAsync()).Single().Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_can_not_be_done_is_not_tried_again_until_somebody_wants_it()
    {
        _handler.Do = (_, _) => Task.FromResult<Result<Done>>(new Failure.Rejected("no", "It makes no sense."));
        await TryUntilOverAsync();
        Assert.Equal((InboundStatus.Failed, 1), await StandingAsync());

        _handler.Do = (_, _) => Task.FromResult(Result.Done);
        var id = (await _inbound.RowsAsync()).Single().Id;
        Assert.True((await _inbound.Get<ReplayInbound>().RunAsync(_inbound.World.Alice, id, default)).IsOk);
        Assert.Equal(1, await _inbound.WorkAsync());
        Assert.Equal((InboundStatus.Processed, 1), await StandingAsync());
        Assert.Null((await _inbound.RowsAsync()).Single().Reason);
    }

    [SkippableFact]
    public async Task What_was_refused_can_not_be_worked_on()
    {
        await _inbound.WorkAsync();
        await _inbound.SendAsync("other", secret: HmacSecret.Generate());
        await _inbound.WorkAsync();
        var refused = (await _inbound.RowsAsync()).Single(r => r.Status == InboundStatus.Refused);
        Assert.Equal("inbound_refused", (await _inbound.Get<ReplayInbound>().RunAsync(_inbound.World.Alice, refused.Id, default)).Failure?.Code);
    }

    [SkippableFact]
    public async Task Members_and_other_organizations_see_and_do_nothing()
    {
        var id = (await _inbound.RowsAsync()).Single().Id;
        await _inbound.BecomeAsync(_inbound.World.Carol, Role.Owner);
        Assert.Empty((await _inbound.Get<ListInbound>().RunAsync(_inbound.World.Carol, new InboundQuery(), default)).Value.Items);
        await AssertRefusedAsync(_inbound.World.Carol, id);
        await _inbound.BecomeAsync(_inbound.World.Alice, Role.Member);
        Assert.False((await _inbound.Get<ListInbound>().RunAsync(_inbound.World.Alice, new InboundQuery(), default)).IsOk);
        Assert.False((await _inbound.Get<OpenInbound>().RunAsync(_inbound.World.Alice, "Mine", default)).IsOk);
        await AssertRefusedAsync(_inbound.World.Alice, id);
    }

    [SkippableFact]
    public async Task The_list_has_its_pages_and_filters()
    {
        for (var i = 0; i < 3; i++)
        {
            _inbound.World.Time.Advance(TimeSpan.FromSeconds(1));
            await _inbound.SendAsync($"more-{i}");
        }

        await _inbound.SendAsync("wrong", secret: HmacSecret.Generate());
        await _inbound.WorkAsync();
        var list = _inbound.Get<ListInbound>();
        var first = (await list.RunAsync(_inbound.World.Alice, new InboundQuery(Status: InboundStatus.Processed, Limit: 3), default)).Value;
        var second = (await list.RunAsync(_inbound.World.Alice, new InboundQuery(Status: InboundStatus.Processed, Cursor: first.Next, Limit: 3), default)).Value;

        Assert.Equal(["more-2", "more-1", "more-0", "msg_1"], first.Items.Concat(second.Items).Select(i => i.ExternalId));
        Assert.Null(second.Next);
        Assert.Single((await list.RunAsync(_inbound.World.Alice, new InboundQuery(_inbound.Connection, InboundStatus.Refused), default)).Value.Items);
        Assert.Empty((await list.RunAsync(_inbound.World.Alice, new InboundQuery(Guid.CreateVersion7()), default)).Value.Items);
        var detail = (await list.ReadAsync(_inbound.World.Alice, first.Items[0].Id, default)).Value;
        Assert.Equal((InboundWorld.Body, false, "Incoming webhook, Applicant system"), (detail.Body, detail.IsCut, detail.Event.Source));
    }

    private async Task AssertRefusedAsync(Actor actor, Guid id)
    {
        Assert.IsType<Failure.NotFound>((await _inbound.Get<ListInbound>().ReadAsync(actor, id, default)).Failure);
        Assert.IsType<Failure.NotFound>((await _inbound.Get<ReplayInbound>().RunAsync(actor, id, default)).Failure);
        Assert.IsType<Failure.NotFound>((await _inbound.Get<InboundSources>().ReadAsync(actor, _inbound.Connection, default)).Failure);
        Assert.IsType<Failure.NotFound>((await _inbound.Get<SetInboundSource>().RunAsync(actor, _inbound.Connection, new InboundSourceChange(RotateSecret: true), null, default)).Failure);
        Assert.IsType<Failure.NotFound>((await _inbound.Get<EndInboundSecret>().RunAsync(actor, _inbound.Connection, null, default)).Failure);
    }

    private async Task TryUntilOverAsync()
    {
        for (var round = 0; round < 2 * InboundClaims.Retries.Waits.Count; round++)
        {
            await Record.ExceptionAsync(_inbound.WorkAsync);
            _inbound.World.Time.Advance(TimeSpan.FromHours(2));
        }
    }

    private async Task<(InboundStatus Status, int Tries)> StandingAsync()
    {
        var row = (await _inbound.RowsAsync()).Single();
        return (row.Status, row.Tries);
    }

    private static async Task<Result<Done>> Log(AppDbContext db, InboundEvent received)
    {
        db.Log(received.OrganizationId, "test.handled", "It was handled.", "test", new ActivitySubject(), ActivityLevel.Info);
        await db.SaveChangesAsync();
        return Result.Done;
    }

    private Task<int> LinesAsync() => _inbound.World.ReadAsync(db => db.Activities.CountAsync(a => a.Kind == "test.handled"));
}

public sealed class WorkInboundOnSqliteTests() : WorkInboundTests(DatabaseProvider.Sqlite);

public sealed class WorkInboundOnPostgreSqlTests() : WorkInboundTests(DatabaseProvider.PostgreSql);
