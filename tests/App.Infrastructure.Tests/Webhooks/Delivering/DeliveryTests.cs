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
public abstract class DeliveryTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private Sink _sink = null!;
    private DeliveryHouse _house = null!;

    public async Task InitializeAsync()
    {
        _sink = await Sink.StartAsync();
        _house = await DeliveryHouse.CreateAsync(provider);
    }

    public async Task DisposeAsync()
    {
        await (_house?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _sink.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_message_reaches_whoever_wants_it_signed_and_logged()
    {
        var all = await _house.AddEndpointAsync(_sink.Url("all"), e => e with { Headers = new Dictionary<string, string> { ["X-Api-Key"] = "sesame" } });
        await _house.AddEndpointAsync(_sink.Url("bookings"), e => e with { EventTypes = ["booking.created"] });
        await _house.AddEndpointAsync(_sink.Url("cancellations"), e => e with { EventTypes = ["booking.cancelled"] });
        await _house.AddEndpointAsync(_sink.Url("interviews"), e => e with { Filters = [new PayloadFilter("booking.kind", FilterOperator.In, ["interview"])] });
        await _house.AddEndpointAsync(_sink.Url("calls"), e => e with { Filters = [new PayloadFilter("booking.kind", FilterOperator.In, ["call"])] });
        await _house.StartAsync();

        var id = await _house.TellAsync("booking.created", new { booking = new { kind = "interview" } });
        await _house.UntilAsync("three deliveries", all => all.Count == 3 && all.All(d => d.Status == DeliveryStatus.Delivered));

        Assert.Equal(["/all", "/bookings", "/interviews"], _sink.All.Select(a => a.Path).Order());
        var arrival = Assert.Single(_sink.At("all"));
        Assert.True(arrival.IsSignedWith(all.Secret));
        Assert.False(arrival.IsSignedWith(HmacSecret.Generate().Reveal()));
        Assert.Equal((id, "sesame", "application/json; charset=utf-8"), (arrival.Id, arrival.Headers["X-Api-Key"].ToString(), arrival.Headers.ContentType.ToString()));
        Assert.Equal("""{"booking":{"kind":"interview"}}""", System.Text.Json.JsonDocument.Parse(arrival.Body).RootElement.GetProperty("data").GetRawText());
        var attempts = await _house.ReadAsync(db => db.DeliveryAttempts.AsNoTracking().ToListAsync());
        Assert.Equal([204, 204, 204], attempts.Select(a => a.Status));
        Assert.Contains(arrival.Signature, attempts.Select(a => a.Signature));
        Assert.Equal(3, await _house.ReadAsync(db => db.AttemptCounts.SumAsync(c => c.Count)));
    }

    [SkippableFact]
    public async Task What_happened_before_an_endpoint_was_there_is_not_for_it()
    {
        await _house.TellAsync("booking.created", new { });
        _house.Time.Advance(Minute);
        await _house.AddEndpointAsync(_sink.Url("late"));
        await _house.StartAsync();
        var told = await _house.TellAsync("booking.cancelled", new { });

        await _house.UntilAsync("a delivery", all => all.Any(d => d.Status == DeliveryStatus.Delivered));
        Assert.Equal(told, Assert.Single(_sink.All).Id);
        Assert.Equal(2, await _house.ReadAsync(db => db.Messages.CountAsync(m => m.FannedAt != null)));
    }

    [SkippableFact]
    public async Task What_fails_is_tried_on_schedule_then_given_up_and_said_to_the_others()
    {
        _sink.Answer = (arrival, context) =>
        {
            context.Response.StatusCode = arrival.Path == "/down" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return context.Response.WriteAsync("not today");
        };
        var down = await _house.AddEndpointAsync(_sink.Url("down"), e => e with { EventTypes = ["booking.created", "delivery.exhausted"], Retries = "0s, 10m, 1h" });
        await _house.AddEndpointAsync(_sink.Url("up"), e => e with { EventTypes = ["delivery.exhausted"] });
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });

        await _house.UntilAsync("the first try", all => all.Any(d => d is { Tries: 1, Status: DeliveryStatus.Waiting }));
        var waits = Assert.Single(await _house.DeliveriesAsync());
        Assert.InRange((waits.DueAt!.Value - waits.TriedAt!.Value).TotalMinutes, 9, 11);
        Assert.Equal((503, null), (waits.LastStatus, waits.LastError));

        await _house.UntilAsync("the end", all => all.Any(d => d.EndpointId == down.Id && d.Type == "booking.created" && d.Status == DeliveryStatus.GaveUp), Minute);
        await _house.UntilAsync("all over", all => all.All(d => d.DueAt == null), Minute);

        var exhausted = Assert.Single(_sink.At("up"));
        Assert.Contains("\"type\":\"booking.created\"", exhausted.Body, StringComparison.Ordinal);
        Assert.Equal(3, (await _house.DeliveriesAsync()).Single(d => d.Type == "booking.created").Tries);

        // That the endpoint could not be told of this either is told to nobody.
        Assert.Equal(2, await _house.ReadAsync(db => db.Messages.CountAsync()));
        var state = await _house.ReadAsync(db => db.EndpointStates.AsNoTracking().SingleAsync(s => s.EndpointId == down.Id));
        Assert.NotNull(state.FailingSince);
        Assert.Equal(2, state.Exhausted);
        Assert.Contains("not today", (await _house.ReadAsync(db => db.DeliveryAttempts.AsNoTracking().ToListAsync())).Select(a => a.ResponseBody));
    }

    [SkippableFact]
    public async Task An_endpoint_that_recovers_is_no_longer_failing()
    {
        _sink.Answers(500);
        var endpoint = await _house.AddEndpointAsync(_sink.Url("x"));
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("failing", () => _house.ReadAsync(db => db.EndpointStates.AnyAsync(s => s.FailingSince != null)));

        _sink.Answers(200);
        await _house.UntilAsync("delivered", all => all.All(d => d.Status == DeliveryStatus.Delivered), TimeSpan.FromSeconds(1));
        var state = await _house.ReadAsync(db => db.EndpointStates.AsNoTracking().SingleAsync(s => s.EndpointId == endpoint.Id));
        Assert.Equal((null, 0), (state.FailingSince, state.Exhausted));
        Assert.Single(_sink.All.Select(a => a.Id).Distinct());
    }

    [SkippableFact]
    public async Task Gone_disables_the_endpoint_says_so_and_keeps_what_happens_for_it()
    {
        _sink.Answer = (arrival, context) =>
        {
            context.Response.StatusCode = arrival.Path == "/gone" ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };
        var gone = await _house.AddEndpointAsync(_sink.Url("gone"));
        await _house.AddEndpointAsync(_sink.Url("up"), e => e with { EventTypes = ["endpoint.disabled"] });
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("disabled", () => _house.ReadAsync(db => db.Endpoints.AnyAsync(e => e.Status == EndpointStatus.Disabled)));
        await Eventually.HoldsAsync("told", () => Task.FromResult(_sink.At("up").Count == 1));

        Assert.Contains("410", (await _house.ReadAsync(db => db.Endpoints.SingleAsync(e => e.Id == gone.Id))).StatusReason!, StringComparison.Ordinal);
        Assert.Equal(1, await _house.ReadAsync(db => db.Notifications.CountAsync(n => n.Kind == DisableEndpoint.Kind)));
        Assert.Equal(1, await _house.ReadAsync(db => db.Activities.CountAsync(a => a.Kind == DisableEndpoint.Kind)));

        _sink.Answers(200);
        var id = await _house.TellAsync("booking.cancelled", new { });
        await _house.UntilAsync("it waits", all => all.Any(d => d.EndpointId == gone.Id && d.Type == "booking.cancelled" && d.Status == DeliveryStatus.Waiting));
        await _house.Get<ResumeEndpoint>().RunAsync(_house.Owner, gone.Id, null, CancellationToken.None);
        await Eventually.HoldsAsync("delivered after all", () => Task.FromResult(_sink.At("gone").Any(a => a.Id == id)));
    }

    [SkippableTheory]
    [InlineData(302)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(199)]
    public async Task Only_2xx_says_that_it_arrived(int status)
    {
        _sink.Answer = (_, context) =>
        {
            context.Response.StatusCode = status == 199 ? 500 : status;
            context.Response.Headers.Location = _sink.Url("elsewhere");
            return Task.CompletedTask;
        };
        await _house.AddEndpointAsync(_sink.Url("x"));
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });

        await _house.UntilAsync("a failed try", all => all.Any(d => d is { Tries: 1, Status: DeliveryStatus.Waiting }));
        Assert.Empty(_sink.At("elsewhere"));
    }

    [SkippableFact]
    public async Task Retry_After_is_waited_for()
    {
        _sink.Answer = (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        };
        await _house.AddEndpointAsync(_sink.Url("x"));
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });

        await _house.UntilAsync("a failed try", all => all.Any(d => d is { Tries: 1, Status: DeliveryStatus.Waiting }));
        var waits = Assert.Single(await _house.DeliveriesAsync());
        Assert.InRange((waits.DueAt!.Value - waits.TriedAt!.Value).TotalSeconds, 7190, 7210);
    }

    [SkippableFact]
    public async Task An_answer_without_end_is_kept_to_its_beginning_and_one_that_does_not_come_has_an_end()
    {
        _sink.Answer = async (arrival, context) =>
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
        await _house.AddEndpointAsync(_sink.Url("endless"));
        await _house.AddEndpointAsync(_sink.Url("silent"), e => e with { TimeoutSeconds = 1 });
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });

        await _house.UntilAsync("both tried", all => all.Count == 2 && all.All(d => d.Tries == 1));
        var attempts = await _house.ReadAsync(db => db.DeliveryAttempts.AsNoTracking().ToListAsync());
        Assert.Equal(Attempt.MostBody, attempts.Single(a => a.Status == 200).ResponseBody!.Length);
        Assert.Equal("No answer within 1 seconds.", attempts.Single(a => a.Status is null).Error);
    }

    [SkippableFact]
    public async Task What_is_told_of_one_subject_arrives_in_its_order_whatever_fails()
    {
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var refused = 0;
        _sink.Answer = (arrival, context) =>
        {
            // The first try of each message about the first subject fails.
            context.Response.StatusCode = arrival.Body.Contains("first", StringComparison.Ordinal) && Interlocked.Increment(ref refused) % 2 == 1 ? 500 : 200;
            return Task.CompletedTask;
        };
        await _house.AddEndpointAsync(_sink.Url("x"), e => e with { Order = DeliveryOrder.PerSubject, Retries = "0s, 1s, 1s, 1s, 1s, 1s" });
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await _house.TellAsync("booking.created", new { what = "first", i }, new MessageSubject(first)));
            await _house.TellAsync("booking.created", new { what = "second", i }, new MessageSubject(second));
        }

        await _house.StartAsync();
        await _house.UntilAsync("all delivered", all => all.Count == 8 && all.All(d => d.Status == DeliveryStatus.Delivered), TimeSpan.FromMilliseconds(300));

        var arrived = _sink.All.Where(a => a.Body.Contains("first", StringComparison.Ordinal)).Select(a => a.Id).ToList();
        Assert.Equal(ids.SelectMany(id => new[] { id, id }), arrived);
        var others = _sink.All.Where(a => a.Body.Contains("second", StringComparison.Ordinal)).Select(a => a.Body[a.Body.IndexOf("\"i\":", StringComparison.Ordinal) + 4]).ToList();
        Assert.Equal(['0', '1', '2', '3'], others);
    }

    [SkippableFact]
    public async Task A_limit_is_kept()
    {
        await _house.AddEndpointAsync(_sink.Url("x"), e => e with { PerMinute = 60 });
        for (var i = 0; i < 10; i++)
        {
            await _house.TellAsync("booking.created", new { i });
        }

        var began = TimeProvider.System.GetTimestamp();
        await _house.StartAsync();
        await _house.StartAsync();
        await _house.UntilAsync("five delivered", all => all.Count(d => d.Status == DeliveryStatus.Delivered) >= 5);

        // One a second and one at once, however many nodes; a slow machine only makes it later.
        Assert.True(TimeProvider.System.GetElapsedTime(began).TotalSeconds >= 3.5);
        Assert.InRange(_sink.All.Count, 5, 7);
    }

    [SkippableFact]
    public async Task A_dead_endpoint_delays_nobody_and_is_asked_ever_more_rarely()
    {
        _sink.Answer = async (arrival, context) =>
        {
            if (arrival.Path == "/dead")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        };
        await _house.AddEndpointAsync(_sink.Url("dead"), e => e with { TimeoutSeconds = 2 });
        await _house.AddEndpointAsync(_sink.Url("alive"));
        await _house.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            await _house.TellAsync("booking.created", new { i });
        }

        await Eventually.HoldsAsync("the living one was told all", () => Task.FromResult(_sink.At("alive").Count == 200));
        Assert.InRange(_sink.At("dead").Count, 1, 8);
        await _house.UntilAsync("the dead one failed", all => all.Count(d => d.Tries == 1) >= 5);

        // The circuit is open: what waits loses no try by it.
        Assert.InRange(_sink.At("dead").Count, 5, 20);
        Assert.True((await _house.DeliveriesAsync()).Count(d => d is { Tries: 0, Status: DeliveryStatus.Waiting }) > 150);
    }

    [SkippableFact]
    public async Task A_rotated_secret_signs_beside_the_new_one()
    {
        var endpoint = await _house.AddEndpointAsync(_sink.Url("x"));
        await _house.StartAsync();
        var next = (await _house.Get<RotateSecret>().RunAsync(_house.Owner, endpoint.Id, Duration.FromHours(1), CancellationToken.None)).Value;
        await _house.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("it came", () => Task.FromResult(_sink.All.Count == 1));
        var both = _sink.All.First();
        Assert.True(both.IsSignedWith(endpoint.Secret) && both.IsSignedWith(next.Secret));

        _house.Time.Advance(TimeSpan.FromHours(2));
        await _house.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("another came", () => Task.FromResult(_sink.All.Count == 2));
        var ahead = _sink.All.Last();
        Assert.Single(ahead.Signature.Split(' '));
    }

    [SkippableFact]
    public async Task What_a_secret_that_cannot_be_opened_would_sign_waits()
    {
        var endpoint = await _house.AddEndpointAsync(_sink.Url("x"));
        var sealedAs = await _house.ReadAsync(db => db.EndpointSecrets.Select(s => s.Sealed).SingleAsync());
        await ChangeSecretAsync([1, 2, 3]);
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });
        await _house.UntilAsync("it waits", all => all.Any(d => d is { Tries: 0, Status: DeliveryStatus.Waiting }));
        Assert.Empty(_sink.All);

        await ChangeSecretAsync(sealedAs);
        await _house.UntilAsync("delivered", all => all.Any(d => d.Status == DeliveryStatus.Delivered));
        Assert.True(_sink.All.Single().IsSignedWith(endpoint.Secret));
    }

    [SkippableFact]
    public async Task Two_nodes_share_the_work_and_send_nothing_twice()
    {
        await _house.AddEndpointAsync(_sink.Url("a"));
        await _house.AddEndpointAsync(_sink.Url("b"), e => e with { Order = DeliveryOrder.PerSubject });
        await _house.StartAsync();
        await _house.StartAsync();
        const int Many = 300;
        for (var i = 0; i < Many; i++)
        {
            await _house.TellAsync("booking.created", new { i }, new MessageSubject(Guid.CreateVersion7()));
        }

        await _house.UntilAsync("all delivered", all => all.Count == 2 * Many && all.All(d => d.Status == DeliveryStatus.Delivered));
        Assert.Equal(2 * Many, _sink.All.Count);
        Assert.Equal(2 * Many, _sink.All.Select(a => (a.Path, a.Id)).Distinct().Count());
    }

    [SkippableFact]
    public async Task A_node_that_stops_gives_back_what_it_had_not_begun()
    {
        var hold = new TaskCompletionSource();
        _sink.Answer = (_, context) => Task.WhenAny(hold.Task, Task.Delay(Timeout.Infinite, context.RequestAborted));
        await _house.AddEndpointAsync(_sink.Url("x"));
        var node = await _house.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            await _house.TellAsync("booking.created", new { i });
        }

        await Eventually.HoldsAsync("some are under way", () => Task.FromResult(_sink.All.Count >= 8));
        var stopping = node.StopAsync();
        hold.SetResult();
        await stopping;

        var left = await _house.DeliveriesAsync();
        Assert.DoesNotContain(left, d => d.Status == DeliveryStatus.Sending);
        await _house.StartAsync();
        await _house.UntilAsync("all delivered", all => all.Count == 30 && all.All(d => d.Status == DeliveryStatus.Delivered));
        Assert.Equal(30, _sink.All.Select(a => a.Id).Distinct().Count());
    }

    [SkippableFact]
    public async Task People_are_warned_before_an_endpoint_is_disabled_for_failing()
    {
        _sink.Answers(500);
        await _house.AddEndpointAsync(_sink.Url("x"));
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("failing", () => _house.ReadAsync(db => db.EndpointStates.AnyAsync(s => s.FailingSince != null)));
        var watch = _house.Get<WatchEndpoints>();

        await watch.RunAsync(CancellationToken.None);
        Assert.Equal(0, await CountAsync(WatchEndpoints.Warning));
        _house.Time.Advance(TimeSpan.FromDays(2.6));
        await watch.RunAsync(CancellationToken.None);
        await watch.RunAsync(CancellationToken.None);
        Assert.Equal((1, 0), (await CountAsync(WatchEndpoints.Warning), await CountAsync(DisableEndpoint.Kind)));
        Assert.Equal((1, 1), (await ToldAsync("endpoint.failing"), await ToldAsync("notification.sent")));
        _house.Time.Advance(TimeSpan.FromDays(2.5));
        await watch.RunAsync(CancellationToken.None);
        Assert.Equal((1, 1), (await CountAsync(WatchEndpoints.Warning), await CountAsync(DisableEndpoint.Kind)));
        Assert.Equal((1, 2), (await ToldAsync("endpoint.failing"), await ToldAsync("notification.sent")));
    }

    [SkippableFact]
    public async Task A_template_makes_what_is_sent_and_every_try_sends_the_same()
    {
        _sink.Answers(500);
        var endpoint = await _house.AddEndpointAsync(_sink.Url("x"), e => e with { Template = """{"text":{{ data.title | json }}}""" });
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { title = "A “quoted” title" });
        await _house.UntilAsync("the first try", all => all.Any(d => d is { Tries: 1, Status: DeliveryStatus.Waiting }));

        var input = EndpointInput.Of((await _house.Get<ReadEndpoint>().RunAsync(_house.Owner, endpoint.Id, CancellationToken.None)).Value) with { Template = """{"changed":true}""" };
        Assert.True((await _house.Get<ChangeEndpoint>().RunAsync(_house.Owner, endpoint.Id, input, null, CancellationToken.None)).IsOk);
        _sink.Answers(200);
        await _house.UntilAsync("delivered", all => all.All(d => d.Status == DeliveryStatus.Delivered), Minute);

        Assert.Equal(2, _sink.All.Count);
        Assert.Equal("A “quoted” title", System.Text.Json.JsonDocument.Parse(Assert.Single(_sink.All.Select(a => a.Body).Distinct())).RootElement.GetProperty("text").GetString());
        Assert.True(_sink.All.First().IsSignedWith(endpoint.Secret));
    }

    [SkippableFact]
    public async Task What_a_template_cannot_make_is_given_up_and_said_without_blaming_the_endpoint()
    {
        await _house.AddEndpointAsync(_sink.Url("x"), e => e with { EventTypes = ["booking.created"], Template = """{"text":{% if data.broken %}}}{% else %}1{% endif %}}""" });
        await _house.AddEndpointAsync(_sink.Url("up"), e => e with { EventTypes = ["delivery.exhausted"] });
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { broken = true });
        await _house.TellAsync("booking.created", new { broken = false });

        await _house.UntilAsync("both over", all => all.Count(d => d.Type == "booking.created" && d.DueAt == null) == 2);
        await Eventually.HoldsAsync("told", () => Task.FromResult(_sink.At("up").Count == 1));
        Assert.Single(_sink.At("x"));
        Assert.NotNull((await _house.DeliveriesAsync()).Single(d => d is { Type: "booking.created", Status: DeliveryStatus.GaveUp }).LastError);
    }

    [SkippableFact]
    public async Task Neither_a_message_nor_an_endpoint_that_cannot_be_understood_stops_the_others()
    {
        await _house.AddEndpointAsync(_sink.Url("filtered"), e => e with { Filters = [new PayloadFilter("name", FilterOperator.In, ["Priya"])] });
        await _house.AddEndpointAsync(_sink.Url("all"));
        var broken = await _house.AddEndpointAsync(_sink.Url("broken"));
        await using (var db = _house.Database.ForSystem("a test breaks a row"))
        {
            await db.Endpoints.Where(e => e.Id == broken.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Filters, "{").SetProperty(e => e.Version, 9));
            db.Messages.Add(new Message { Id = Guid.CreateVersion7(), OrganizationId = _house.Owner.OrganizationId, Type = "candidate.updated", At = _house.Time.Now(), Body = """{"type":"candidate.updated","data":{"name":"Half \ud83d"}}""" });
            await db.SaveChangesAsync();
        }

        await _house.StartAsync();
        await _house.TellAsync("candidate.updated", new { name = "Priya" });
        await _house.UntilAsync("three delivered", all => all.Count(d => d.Status == DeliveryStatus.Delivered) == 3);
        Assert.Equal((1, 2, 0), (_sink.At("filtered").Count, _sink.At("all").Count, _sink.At("broken").Count));
    }

    [SkippableFact]
    public async Task What_is_no_longer_kept_is_given_up_and_its_endpoint_goes_on()
    {
        var endpoint = await _house.AddEndpointAsync(_sink.Url("x"), e => e with { EventTypes = ["booking.created"] });
        await using (var db = _house.Database.ForSystem("a test forgets a message"))
        {
            db.Deliveries.Add(new Delivery { Id = Guid.CreateVersion7(), OrganizationId = _house.Owner.OrganizationId, EndpointId = endpoint.Id, MessageId = Guid.CreateVersion7(), Type = "booking.created", At = _house.Time.Now(), DueAt = _house.Time.Now() });
            await db.SaveChangesAsync();
        }

        await _house.StartAsync();
        await _house.UntilAsync("given up", all => all.Any(d => d.Status == DeliveryStatus.GaveUp));
        await _house.TellAsync("booking.created", new { });
        await _house.UntilAsync("delivered", all => all.Any(d => d.Status == DeliveryStatus.Delivered));
        Assert.Equal(EndpointStatus.Enabled, await _house.ReadAsync(db => db.Endpoints.Select(e => e.Status).SingleAsync()));
        Assert.Single(_sink.All);
    }

    [SkippableFact]
    public async Task Secrets_that_are_sent_back_are_not_kept()
    {
        _sink.Answer = (arrival, context) =>
        {
            context.Response.Headers["X-Echo"] = arrival.Headers["X-Api-Key"];
            return context.Response.WriteAsync("you sent " + arrival.Headers["X-Api-Key"]);
        };
        await _house.AddEndpointAsync(_sink.Url("x"), e => e with { Headers = new Dictionary<string, string> { ["X-Api-Key"] = "open-sesame-4711" } });
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });
        await _house.UntilAsync("delivered", all => all.Any(d => d.Status == DeliveryStatus.Delivered));

        var attempt = Assert.Single(await _house.ReadAsync(db => db.DeliveryAttempts.AsNoTracking().ToListAsync()));
        Assert.Equal("you sent •••", attempt.ResponseBody);
        Assert.DoesNotContain("sesame", attempt.ResponseHeaders!, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_was_delivered_stays_so_however_late_its_answer_was_and_whatever_the_clock_does()
    {
        var hold = new TaskCompletionSource();
        _sink.Answer = (_, _) => hold.Task;
        await _house.AddEndpointAsync(_sink.Url("x"));
        await _house.StartAsync();
        await _house.StartAsync();
        await _house.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("under way", () => Task.FromResult(_sink.All.Count == 1));
        var began = await _house.ReadAsync(db => db.Deliveries.Select(d => d.DueAt).SingleAsync());

        // Nearly the whole lease: it is renewed, and the other node leaves it alone.
        _house.Time.Advance(TimeSpan.FromSeconds(40));
        await Eventually.HoldsAsync("renewed", () => _house.ReadAsync(db => db.Deliveries.AnyAsync(d => d.DueAt > began)));
        hold.SetResult();
        await _house.UntilAsync("delivered", all => all.All(d => d is { Status: DeliveryStatus.Delivered, DueAt: null, LeaseOwner: null }));
        for (var i = 0; i < 5; i++)
        {
            _house.Time.Advance(Minute);
            await _house.TellAsync("booking.created", new { i });
            await _house.UntilAsync("delivered", all => all.Count == i + 2 && all.All(d => d.Status == DeliveryStatus.Delivered));
        }

        Assert.Equal(6, _sink.All.Count);
    }

    private Task<int> ToldAsync(string type) => _house.ReadAsync(db => db.Messages.CountAsync(m => m.Type == type));

    private Task<int> CountAsync(string kind) => _house.ReadAsync(db => db.Notifications.CountAsync(n => n.Kind == kind));

    private async Task ChangeSecretAsync(byte[] to)
    {
        await using var db = _house.Database.ForSystem("a test breaks a seal");
        await db.EndpointSecrets.ExecuteUpdateAsync(s => s.SetProperty(x => x.Sealed, to));
    }
}

public sealed class SqliteDeliveryTests() : DeliveryTests(DatabaseProvider.Sqlite);

public sealed class PostgreSqlDeliveryTests() : DeliveryTests(DatabaseProvider.PostgreSql);
