using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Delivering;
using App.Infrastructure.Webhooks;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Delivering;

/// <summary>What is sent before what, how much of it, and who sends it.</summary>
public abstract class DeliveryOrderTests(DatabaseProvider provider) : DeliverySuite(provider)
{
    [SkippableFact]
    public async Task What_is_told_of_one_subject_arrives_in_its_order_whatever_fails()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var refused = 0;
        Sink.Answer = (arrival, context) =>
        {
            // The first try of each message about the first subject fails.
            context.Response.StatusCode = arrival.Body.Contains("first", StringComparison.Ordinal) && Interlocked.Increment(ref refused) % 2 == 1 ? 500 : 200;
            return Task.CompletedTask;
        };
        await House.AddEndpointAsync(Sink.Url("x"), e => e with { Order = DeliveryOrder.PerSubject, Retries = "0s, 1s, 1s, 1s, 1s, 1s" });
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await House.TellAsync("booking.created", new { what = "first", i }, new MessageSubject(first)));
            await House.TellAsync("booking.created", new { what = "second", i }, new MessageSubject(second));
        }

        await House.StartAsync();
        await House.UntilAsync("all delivered", all => all.Count == 8 && all.All(d => d.Status == DeliveryStatus.Delivered), TimeSpan.FromMilliseconds(300));

        var arrived = Sink.All.Where(a => a.Body.Contains("first", StringComparison.Ordinal)).Select(a => a.Id).ToList();
        Assert.Equal(ids.SelectMany(id => new[] { id, id }), arrived);
        var others = Sink.All.Where(a => a.Body.Contains("second", StringComparison.Ordinal)).Select(a => a.Body[a.Body.IndexOf("\"i\":", StringComparison.Ordinal) + 4]).ToList();
        Assert.Equal(['0', '1', '2', '3'], others);
    }

    [SkippableFact]
    public async Task What_a_crash_left_of_an_ordered_endpoint_is_sent_before_what_came_after_it()
    {
        await House.AddEndpointAsync(Sink.Url("x"), e => e with { Order = DeliveryOrder.PerSubject });
        var subject = new MessageSubject(Guid.CreateVersion7());
        Sink.Answers(500);
        var node = await House.StartAsync();
        var first = await House.TellAsync("booking.created", new { }, subject);
        var second = await House.TellAsync("booking.created", new { }, subject);
        await House.UntilAsync("the first failed", all => all.Count == 2 && all.Any(d => d is { Tries: 1, Status: DeliveryStatus.Waiting }));
        await node.StopAsync();
        await using (var db = House.Database.ForSystem("a test crashes"))
        {
            // As a process leaves it that is killed: being sent, by one who will never be back, until the lease has ended.
            await db.Deliveries.Where(d => d.Tries == 1)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.Status, DeliveryStatus.Sending).SetProperty(d => d.LeaseOwner, Guid.CreateVersion7()).SetProperty(d => d.DueAt, House.Time.Now() + Duration.FromMinutes(1)));
        }

        Sink.Answers(200);
        await House.StartAsync();
        await House.UntilAsync("both delivered", all => all.Count == 2 && all.All(d => d.Status == DeliveryStatus.Delivered), Minute);
        Assert.Equal([first, first, second], Sink.All.Select(a => a.Id));
    }

    [SkippableFact]
    public async Task A_backlog_of_one_organization_keeps_no_other_waiting()
    {
        const int Many = 3000;
        await House.AddEndpointAsync(Sink.Url("busy"));
        var quiet = await House.AddOwnerAsync("Contoso");
        await House.AddEndpointAsync(Sink.Url("quiet"), by: quiet);
        await House.TellManyAsync("booking.created", Many);
        await House.TellAsync("booking.created", new { }, by: quiet);
        await House.StartAsync();
        await Eventually.HoldsAsync("all came", () => Task.FromResult(Sink.All.Count == Many + 1));

        Assert.InRange(Sink.All.TakeWhile(a => a.Path != "/quiet").Count(), 0, Many / 3);
    }

    [SkippableFact]
    public async Task A_limit_is_kept()
    {
        await House.AddEndpointAsync(Sink.Url("x"), e => e with { PerMinute = 60 });
        for (var i = 0; i < 10; i++)
        {
            await House.TellAsync("booking.created", new { i });
        }

        var began = TimeProvider.System.GetTimestamp();
        await House.StartAsync();
        await House.StartAsync();
        await House.UntilAsync("five delivered", all => all.Count(d => d.Status == DeliveryStatus.Delivered) >= 5);

        // One a second and one at once, however many nodes; a slow machine only makes it later.
        Assert.True(TimeProvider.System.GetElapsedTime(began).TotalSeconds >= 3.5);
        Assert.InRange(Sink.All.Count, 5, 7);
    }

    [SkippableFact]
    public async Task Two_nodes_share_the_work_and_send_nothing_twice()
    {
        await House.AddEndpointAsync(Sink.Url("a"));
        await House.AddEndpointAsync(Sink.Url("b"), e => e with { Order = DeliveryOrder.PerSubject });
        await House.StartAsync();
        await House.StartAsync();
        const int Many = 300;
        for (var i = 0; i < Many; i++)
        {
            await House.TellAsync("booking.created", new { i }, new MessageSubject(Guid.CreateVersion7()));
        }

        await House.UntilAsync("all delivered", all => all.Count == 2 * Many && all.All(d => d.Status == DeliveryStatus.Delivered));
        Assert.Equal(2 * Many, Sink.All.Count);
        Assert.Equal(2 * Many, Sink.All.Select(a => (a.Path, a.Id)).Distinct().Count());
    }

    /// <summary>Each holds the rows of endpoints it claims for in order, and notes at others that they fail.</summary>
    [SkippableFact]
    public async Task Two_nodes_never_wait_for_each_other_in_a_circle()
    {
        const int Many = 400;
        var answers = 0;
        Sink.Answer = (_, context) =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref answers) % 2 == 0 ? 204 : 500;
            return Task.CompletedTask;
        };
        foreach (var path in (string[])["a", "b", "c"])
        {
            await House.AddEndpointAsync(Sink.Url(path), e => e with { Order = DeliveryOrder.PerSubject, EventTypes = ["booking.created"], Retries = "0s" });
        }

        await House.StartAsync();
        await House.StartAsync();
        for (var i = 0; i < Many; i++)
        {
            await House.TellAsync("booking.created", new { i }, new MessageSubject(Guid.CreateVersion7()));
        }

        await House.UntilAsync("all over", all => all.Count == 3 * Many && all.All(d => d.Status is DeliveryStatus.Delivered or DeliveryStatus.GaveUp));
        Assert.Equal("", House.Errors.ToString());
    }

    /// <summary>No endpoint wants their messages, so no result will wake the next turn.</summary>
    [SkippableFact]
    public async Task Where_more_organizations_wait_than_have_a_share_the_next_turn_begins_at_once()
    {
        for (var i = 0; i < 40; i++)
        {
            await House.TellAsync("booking.created", new { }, by: await House.AddOwnerAsync($"Organization {i}"));
        }

        var (fanOut, holder) = (new FanOut(House.Get<EndpointBook>(), _ => { }, House.Time), new LeaseHolder(Guid.CreateVersion7(), NodaTime.Duration.FromSeconds(30)));
        await using var db = House.Database.ForSystem("a test fans out");
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        Assert.Equal((32, true), await fanOut.RunAsync(db, write, holder, new Lanes(64), [], 500, CancellationToken.None));
        Assert.Equal((8, false), await fanOut.RunAsync(db, write, holder, new Lanes(64), [], 500, CancellationToken.None));
        Assert.Equal((0, false), await fanOut.RunAsync(db, write, holder, new Lanes(64), [], 500, CancellationToken.None));
    }
}

public sealed class SqliteDeliveryOrderTests() : DeliveryOrderTests(DatabaseProvider.Sqlite);

public sealed class PostgreSqlDeliveryOrderTests() : DeliveryOrderTests(DatabaseProvider.PostgreSql);
