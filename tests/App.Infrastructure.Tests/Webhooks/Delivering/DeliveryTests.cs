using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks;
using App.Infrastructure.Webhooks.Delivering;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Delivering;

/// <summary>What becomes of messages, over real HTTP, on every database.</summary>
public abstract class DeliveryTests(DatabaseProvider provider) : DeliverySuite(provider)
{
    [SkippableFact]
    public async Task A_message_reaches_whoever_wants_it_signed_and_logged()
    {
        var all = await House.AddEndpointAsync(Sink.Url("all"), e => e with { Headers = new Dictionary<string, string> { ["X-Api-Key"] = "sesame" } });
        await House.AddEndpointAsync(Sink.Url("bookings"), e => e with { EventTypes = ["booking.created"] });
        await House.AddEndpointAsync(Sink.Url("cancellations"), e => e with { EventTypes = ["booking.cancelled"] });
        await House.AddEndpointAsync(Sink.Url("interviews"), e => e with { Filters = [new PayloadFilter("booking.kind", FilterOperator.In, ["interview"])] });
        await House.AddEndpointAsync(Sink.Url("calls"), e => e with { Filters = [new PayloadFilter("booking.kind", FilterOperator.In, ["call"])] });
        await House.StartAsync();

        var id = await House.TellAsync("booking.created", new { booking = new { kind = "interview" } });
        await House.UntilAsync("three deliveries", all => all.Count == 3 && all.All(d => d.Status == DeliveryStatus.Delivered));

        Assert.Equal(["/all", "/bookings", "/interviews"], Sink.All.Select(a => a.Path).Order());
        var arrival = Assert.Single(Sink.At("all"));
        Assert.True(arrival.IsSignedWith(all.Secret));
        Assert.False(arrival.IsSignedWith(HmacSecret.Generate().Reveal()));
        Assert.Equal((id, "sesame", "application/json; charset=utf-8"), (arrival.Id, arrival.Headers["X-Api-Key"].ToString(), arrival.Headers.ContentType.ToString()));
        Assert.Equal("""{"booking":{"kind":"interview"}}""", System.Text.Json.JsonDocument.Parse(arrival.Body).RootElement.GetProperty("data").GetRawText());
        var attempts = await House.ReadAsync(db => db.DeliveryAttempts.AsNoTracking().ToListAsync());
        Assert.Equal([204, 204, 204], attempts.Select(a => a.Status));
        Assert.Contains(arrival.Signature, attempts.Select(a => a.Signature));
        Assert.Equal(3, await House.ReadAsync(db => db.AttemptCounts.SumAsync(c => c.Count)));
    }

    [SkippableFact]
    public async Task What_happened_before_an_endpoint_was_there_is_not_for_it()
    {
        await House.TellAsync("booking.created", new { });
        House.Time.Advance(Minute);
        await House.AddEndpointAsync(Sink.Url("late"));
        await House.StartAsync();
        var told = await House.TellAsync("booking.cancelled", new { });

        await House.UntilAsync("a delivery", all => all.Any(d => d.Status == DeliveryStatus.Delivered));
        Assert.Equal(told, Assert.Single(Sink.All).Id);
        Assert.Equal(2, await House.ReadAsync(db => db.Messages.CountAsync(m => m.FannedAt != null)));
    }

    [SkippableFact]
    public async Task What_fails_is_tried_on_schedule_then_given_up_and_said_to_the_others()
    {
        Sink.Answer = (arrival, context) =>
        {
            context.Response.StatusCode = arrival.Path == "/down" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return context.Response.WriteAsync("not today");
        };
        var down = await House.AddEndpointAsync(Sink.Url("down"), e => e with { EventTypes = ["booking.created", "delivery.exhausted"], Retries = "0s, 10m, 1h" });
        await House.AddEndpointAsync(Sink.Url("up"), e => e with { EventTypes = ["delivery.exhausted"] });
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });

        await House.UntilAsync("the first try", all => all.Any(d => d is { Tries: 1, Status: DeliveryStatus.Waiting }));
        var waits = Assert.Single(await House.DeliveriesAsync());
        Assert.InRange((waits.DueAt!.Value - waits.TriedAt!.Value).TotalMinutes, 9, 11);
        Assert.Equal((503, null), (waits.LastStatus, waits.LastError));

        await House.UntilAsync("the end", all => all.Any(d => d.EndpointId == down.Id && d.Type == "booking.created" && d.Status == DeliveryStatus.GaveUp), Minute);
        await House.UntilAsync("all over", all => all.All(d => d.DueAt == null), Minute);

        var exhausted = Assert.Single(Sink.At("up"));
        Assert.Contains("\"type\":\"booking.created\"", exhausted.Body, StringComparison.Ordinal);
        Assert.Equal(3, (await House.DeliveriesAsync()).Single(d => d.Type == "booking.created").Tries);

        // That the endpoint could not be told of this either is told to nobody.
        Assert.Equal(2, await House.ReadAsync(db => db.Messages.CountAsync()));
        var state = await House.ReadAsync(db => db.EndpointStates.AsNoTracking().SingleAsync(s => s.EndpointId == down.Id));
        Assert.NotNull(state.FailingSince);
        Assert.Equal(2, state.Exhausted);
        Assert.Contains("not today", (await House.ReadAsync(db => db.DeliveryAttempts.AsNoTracking().ToListAsync())).Select(a => a.ResponseBody));
    }

    [SkippableFact]
    public async Task An_endpoint_that_recovers_is_no_longer_failing()
    {
        Sink.Answers(500);
        var endpoint = await House.AddEndpointAsync(Sink.Url("x"));
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("failing", () => House.ReadAsync(db => db.EndpointStates.AnyAsync(s => s.FailingSince != null)));

        Sink.Answers(200);
        await House.UntilAsync("delivered", all => all.All(d => d.Status == DeliveryStatus.Delivered), TimeSpan.FromSeconds(1));
        var state = await House.ReadAsync(db => db.EndpointStates.AsNoTracking().SingleAsync(s => s.EndpointId == endpoint.Id));
        Assert.Equal((null, 0), (state.FailingSince, state.Exhausted));
        Assert.Single(Sink.All.Select(a => a.Id).Distinct());
    }

    [SkippableFact]
    public async Task Gone_disables_the_endpoint_says_so_and_keeps_what_happens_for_it()
    {
        Sink.Answer = (arrival, context) =>
        {
            context.Response.StatusCode = arrival.Path == "/gone" ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };
        var gone = await House.AddEndpointAsync(Sink.Url("gone"));
        await House.AddEndpointAsync(Sink.Url("up"), e => e with { EventTypes = ["endpoint.disabled"] });
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("disabled", () => House.ReadAsync(db => db.Endpoints.AnyAsync(e => e.Status == EndpointStatus.Disabled)));
        await Eventually.HoldsAsync("told", () => Task.FromResult(Sink.At("up").Count == 1));

        Assert.Contains("410", (await House.ReadAsync(db => db.Endpoints.SingleAsync(e => e.Id == gone.Id))).StatusReason!, StringComparison.Ordinal);
        Assert.Equal(1, await House.ReadAsync(db => db.Notifications.CountAsync(n => n.Kind == DisableEndpoint.Kind)));
        Assert.Equal(1, await House.ReadAsync(db => db.Activities.CountAsync(a => a.Kind == DisableEndpoint.Kind)));

        Sink.Answers(200);
        var id = await House.TellAsync("booking.cancelled", new { });
        await House.UntilAsync("it waits", all => all.Any(d => d.EndpointId == gone.Id && d.Type == "booking.cancelled" && d.Status == DeliveryStatus.Waiting));
        await House.Get<ResumeEndpoint>().RunAsync(House.Owner, gone.Id, null, CancellationToken.None);
        await Eventually.HoldsAsync("delivered after all", () => Task.FromResult(Sink.At("gone").Any(a => a.Id == id)));
    }

    [SkippableTheory]
    [InlineData(302)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(199)]
    public async Task Only_2xx_says_that_it_arrived(int status)
    {
        Sink.Answer = (_, context) =>
        {
            context.Response.StatusCode = status == 199 ? 500 : status;
            context.Response.Headers.Location = Sink.Url("elsewhere");
            return Task.CompletedTask;
        };
        await House.AddEndpointAsync(Sink.Url("x"));
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });

        await House.UntilAsync("a failed try", all => all.Any(d => d is { Tries: 1, Status: DeliveryStatus.Waiting }));
        Assert.Empty(Sink.At("elsewhere"));
    }

    [SkippableFact]
    public async Task Retry_After_is_waited_for()
    {
        Sink.Answer = (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        };
        await House.AddEndpointAsync(Sink.Url("x"));
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });

        await House.UntilAsync("a failed try", all => all.Any(d => d is { Tries: 1, Status: DeliveryStatus.Waiting }));
        var waits = Assert.Single(await House.DeliveriesAsync());
        Assert.InRange((waits.DueAt!.Value - waits.TriedAt!.Value).TotalSeconds, 7190, 7210);
    }

    [SkippableFact]
    public async Task An_answer_without_end_is_kept_to_its_beginning_and_one_that_does_not_come_has_an_end()
    {
        Sink.Answer = async (arrival, context) =>
        {
            if (arrival.Path == "/silent")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }

            var chunk = new string('a', 4096);
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(chunk, context.RequestAborted);
            }
        };
        await House.AddEndpointAsync(Sink.Url("endless"));
        await House.AddEndpointAsync(Sink.Url("silent"), e => e with { TimeoutSeconds = 1 });
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });

        await House.UntilAsync("both tried", all => all.Count == 2 && all.All(d => d.Tries == 1));
        var attempts = await House.ReadAsync(db => db.DeliveryAttempts.AsNoTracking().ToListAsync());
        Assert.Equal(Attempt.MostBody, attempts.Single(a => a.Status == 200).ResponseBody!.Length);
        Assert.Equal("No answer within 1 seconds.", attempts.Single(a => a.Status is null).Error);
    }

    [SkippableFact]
    public async Task A_dead_endpoint_delays_nobody_and_is_asked_ever_more_rarely()
    {
        Sink.Answer = async (arrival, context) =>
        {
            if (arrival.Path == "/dead")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        };
        await House.AddEndpointAsync(Sink.Url("dead"), e => e with { TimeoutSeconds = 2 });
        await House.AddEndpointAsync(Sink.Url("alive"));
        await House.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            await House.TellAsync("booking.created", new { i });
        }

        await Eventually.HoldsAsync("the living one was told all", () => Task.FromResult(Sink.At("alive").Count == 200));
        Assert.InRange(Sink.At("dead").Count, 1, 8);
        await House.UntilAsync("the dead one failed", all => all.Count(d => d.Tries == 1) >= 5);

        // The circuit is open: what waits loses no try by it.
        Assert.InRange(Sink.At("dead").Count, 5, 20);
        Assert.True((await House.DeliveriesAsync()).Count(d => d is { Tries: 0, Status: DeliveryStatus.Waiting }) > 150);
    }

    [SkippableFact]
    public async Task A_rotated_secret_signs_beside_the_new_one()
    {
        var endpoint = await House.AddEndpointAsync(Sink.Url("x"));
        await House.StartAsync();
        var next = (await House.Get<RotateSecret>().RunAsync(House.Owner, endpoint.Id, Duration.FromHours(1), CancellationToken.None)).Value;
        await House.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("it came", () => Task.FromResult(Sink.All.Count == 1));
        var both = Sink.All.First();
        Assert.True(both.IsSignedWith(endpoint.Secret) && both.IsSignedWith(next.Secret));

        House.Time.Advance(TimeSpan.FromHours(2));
        await House.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("another came", () => Task.FromResult(Sink.All.Count == 2));
        var ahead = Sink.All.Last();
        Assert.Single(ahead.Signature.Split(' '));
    }

    [SkippableFact]
    public async Task What_a_secret_that_cannot_be_opened_would_sign_waits()
    {
        var endpoint = await House.AddEndpointAsync(Sink.Url("x"));
        var sealedAs = await House.ReadAsync(db => db.EndpointSecrets.Select(s => s.Sealed).SingleAsync());
        await ChangeSecretAsync([1, 2, 3]);
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });
        await House.UntilAsync("it waits", all => all.Any(d => d is { Tries: 0, Status: DeliveryStatus.Waiting }));
        Assert.Empty(Sink.All);

        await ChangeSecretAsync(sealedAs);
        await House.UntilAsync("delivered", all => all.Any(d => d.Status == DeliveryStatus.Delivered));
        Assert.True(Sink.All.Single().IsSignedWith(endpoint.Secret));
    }

    [SkippableFact]
    public async Task A_node_that_stops_gives_back_what_it_had_not_begun()
    {
        var hold = new TaskCompletionSource();
        Sink.Answer = (_, context) => Task.WhenAny(hold.Task, Task.Delay(Timeout.Infinite, context.RequestAborted));
        await House.AddEndpointAsync(Sink.Url("x"));
        var node = await House.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            await House.TellAsync("booking.created", new { i });
        }

        await Eventually.HoldsAsync("some are under way", () => Task.FromResult(Sink.All.Count >= 8));
        var stopping = node.StopAsync();
        hold.SetResult();
        await stopping;

        var left = await House.DeliveriesAsync();
        Assert.DoesNotContain(left, d => d.Status == DeliveryStatus.Sending);
        await House.StartAsync();
        await House.UntilAsync("all delivered", all => all.Count == 30 && all.All(d => d.Status == DeliveryStatus.Delivered));
        Assert.Equal(30, Sink.All.Select(a => a.Id).Distinct().Count());
    }

    [SkippableFact]
    public async Task People_are_warned_before_an_endpoint_is_disabled_for_failing()
    {
        Sink.Answers(500);
        await House.AddEndpointAsync(Sink.Url("x"));
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("failing", () => House.ReadAsync(db => db.EndpointStates.AnyAsync(s => s.FailingSince != null)));
        var watch = House.Get<WatchEndpoints>();

        await watch.RunAsync(CancellationToken.None);
        Assert.Equal(0, await CountAsync(WatchEndpoints.Warning));
        House.Time.Advance(TimeSpan.FromDays(2.6));
        await watch.RunAsync(CancellationToken.None);
        await watch.RunAsync(CancellationToken.None);
        Assert.Equal((1, 0), (await CountAsync(WatchEndpoints.Warning), await CountAsync(DisableEndpoint.Kind)));
        Assert.Equal((1, 1), (await ToldAsync("endpoint.failing"), await ToldAsync("notification.sent")));
        House.Time.Advance(TimeSpan.FromDays(2.5));
        await watch.RunAsync(CancellationToken.None);
        Assert.Equal((1, 1), (await CountAsync(WatchEndpoints.Warning), await CountAsync(DisableEndpoint.Kind)));
        Assert.Equal((1, 2), (await ToldAsync("endpoint.failing"), await ToldAsync("notification.sent")));
    }

    [SkippableFact]
    public async Task One_that_cannot_be_judged_keeps_no_other_from_being_disabled()
    {
        foreach (var path in (string[])["a", "b"])
        {
            await House.AddEndpointAsync(Sink.Url(path));
        }

        await House.ReadAsync(async db =>
        {
            var (first, since) = (await db.Endpoints.OrderBy(e => e.Id).Select(e => e.Id).FirstAsync(), House.Time.Now() - Duration.FromDays(6));
            await db.EndpointStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.FailingSince, x => since));
            return await db.Endpoints.Where(e => e.Id == first).ExecuteUpdateAsync(s => s.SetProperty(e => e.Url, "not an address"));
        });

        await House.Get<WatchEndpoints>().RunAsync(CancellationToken.None);
        Assert.Equal(1, await House.ReadAsync(db => db.Endpoints.CountAsync(e => e.Status == EndpointStatus.Disabled)));
    }
}

public sealed class SqliteDeliveryTests() : DeliveryTests(DatabaseProvider.Sqlite);

public sealed class PostgreSqlDeliveryTests() : DeliveryTests(DatabaseProvider.PostgreSql);
