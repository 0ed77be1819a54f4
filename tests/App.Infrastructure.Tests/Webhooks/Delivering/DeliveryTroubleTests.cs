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

/// <summary>Messages, templates, rows and answers that are not as they should be.</summary>
public abstract class DeliveryTroubleTests(DatabaseProvider provider) : DeliverySuite(provider)
{
    [SkippableFact]
    public async Task A_template_makes_what_is_sent_and_every_try_sends_the_same()
    {
        Sink.Answers(500);
        var endpoint = await House.AddEndpointAsync(Sink.Url("x"), e => e with { Template = """{"text":{{ data.title | json }}}""" });
        await House.StartAsync();
        await House.TellAsync("booking.created", new { title = "A “quoted” title" });
        await House.UntilAsync("the first try", all => all.Any(d => d is { Tries: 1, Status: DeliveryStatus.Waiting }));

        var input = EndpointInput.Of((await House.Get<ReadEndpoint>().RunAsync(House.Owner, endpoint.Id, CancellationToken.None)).Value) with { Template = """{"changed":true}""" };
        Assert.True((await House.Get<ChangeEndpoint>().RunAsync(House.Owner, endpoint.Id, input, null, CancellationToken.None)).IsOk);
        Sink.Answers(200);
        await House.UntilAsync("delivered", all => all.All(d => d.Status == DeliveryStatus.Delivered), Minute);

        Assert.Equal(2, Sink.All.Count);
        Assert.Equal("A “quoted” title", System.Text.Json.JsonDocument.Parse(Assert.Single(Sink.All.Select(a => a.Body).Distinct())).RootElement.GetProperty("text").GetString());
        Assert.True(Sink.All.First().IsSignedWith(endpoint.Secret));
    }

    [SkippableFact]
    public async Task What_a_template_cannot_make_is_given_up_and_said_without_blaming_the_endpoint()
    {
        await House.AddEndpointAsync(Sink.Url("x"), e => e with { EventTypes = ["booking.created"], Template = """{"text":{% if data.broken %}}}{% else %}1{% endif %}}""" });
        await House.AddEndpointAsync(Sink.Url("up"), e => e with { EventTypes = ["delivery.exhausted"] });
        await House.StartAsync();
        await House.TellAsync("booking.created", new { broken = true });
        await House.TellAsync("booking.created", new { broken = false });

        await House.UntilAsync("both over", all => all.Count(d => d.Type == "booking.created" && d.DueAt == null) == 2);
        await Eventually.HoldsAsync("told", () => Task.FromResult(Sink.At("up").Count == 1));
        Assert.Single(Sink.At("x"));
        Assert.NotNull((await House.DeliveriesAsync()).Single(d => d is { Type: "booking.created", Status: DeliveryStatus.GaveUp }).LastError);
    }

    [SkippableFact]
    public async Task Neither_a_message_nor_an_endpoint_that_cannot_be_understood_stops_the_others()
    {
        await House.AddEndpointAsync(Sink.Url("filtered"), e => e with { Filters = [new PayloadFilter("name", FilterOperator.In, ["Priya"])] });
        await House.AddEndpointAsync(Sink.Url("all"));
        var broken = await House.AddEndpointAsync(Sink.Url("broken"));
        await using (var db = House.Database.ForSystem("a test breaks a row"))
        {
            await db.Endpoints.Where(e => e.Id == broken.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Filters, "{").SetProperty(e => e.Version, 9));
            db.Messages.Add(new Message { Id = Guid.CreateVersion7(), OrganizationId = House.Owner.OrganizationId, Type = "candidate.updated", At = House.Time.Now(), Body = """{"type":"candidate.updated","data":{"name":"Half \ud83d"}}""" });
            await db.SaveChangesAsync();
        }

        await House.StartAsync();
        await House.TellAsync("candidate.updated", new { name = "Priya" });
        await House.UntilAsync("three delivered", all => all.Count(d => d.Status == DeliveryStatus.Delivered) == 3);
        Assert.Equal((1, 2, 0), (Sink.At("filtered").Count, Sink.At("all").Count, Sink.At("broken").Count));
    }

    [SkippableFact]
    public async Task What_is_no_longer_kept_is_given_up_and_its_endpoint_goes_on()
    {
        var endpoint = await House.AddEndpointAsync(Sink.Url("x"), e => e with { EventTypes = ["booking.created"] });
        await using (var db = House.Database.ForSystem("a test forgets a message"))
        {
            db.Deliveries.Add(new Delivery { Id = Guid.CreateVersion7(), OrganizationId = House.Owner.OrganizationId, EndpointId = endpoint.Id, MessageId = Guid.CreateVersion7(), Type = "booking.created", At = House.Time.Now(), DueAt = House.Time.Now() });
            await db.SaveChangesAsync();
        }

        await House.StartAsync();
        await House.UntilAsync("given up", all => all.Any(d => d.Status == DeliveryStatus.GaveUp));
        await House.TellAsync("booking.created", new { });
        await House.UntilAsync("delivered", all => all.Any(d => d.Status == DeliveryStatus.Delivered));
        Assert.Equal(EndpointStatus.Enabled, await House.ReadAsync(db => db.Endpoints.Select(e => e.Status).SingleAsync()));
        Assert.Single(Sink.All);
    }

    [SkippableFact]
    public async Task Secrets_that_are_sent_back_are_not_kept()
    {
        Sink.Answer = (arrival, context) =>
        {
            context.Response.Headers["X-Echo"] = arrival.Headers["X-Api-Key"];
            return context.Response.WriteAsync("you sent " + arrival.Headers["X-Api-Key"]);
        };
        await House.AddEndpointAsync(Sink.Url("x"), e => e with { Headers = new Dictionary<string, string> { ["X-Api-Key"] = "open-sesame-4711" } });
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });
        await House.UntilAsync("delivered", all => all.Any(d => d.Status == DeliveryStatus.Delivered));

        var attempt = Assert.Single(await House.ReadAsync(db => db.DeliveryAttempts.AsNoTracking().ToListAsync()));
        Assert.Equal("you sent •••", attempt.ResponseBody);
        Assert.DoesNotContain("sesame", attempt.ResponseHeaders!, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_was_delivered_stays_so_however_late_its_answer_was_and_whatever_the_clock_does()
    {
        var hold = new TaskCompletionSource();
        Sink.Answer = (_, _) => hold.Task;
        await House.AddEndpointAsync(Sink.Url("x"));
        await House.StartAsync();
        await House.StartAsync();
        await House.TellAsync("booking.created", new { });
        await Eventually.HoldsAsync("under way", () => Task.FromResult(Sink.All.Count == 1));
        var began = await House.ReadAsync(db => db.Deliveries.Select(d => d.DueAt).SingleAsync());

        // Nearly the whole lease: it is renewed, and the other node leaves it alone.
        House.Time.Advance(TimeSpan.FromSeconds(40));
        await Eventually.HoldsAsync("renewed", () => House.ReadAsync(db => db.Deliveries.AnyAsync(d => d.DueAt > began)));
        hold.SetResult();
        await House.UntilAsync("delivered", all => all.All(d => d is { Status: DeliveryStatus.Delivered, DueAt: null, LeaseOwner: null }));
        for (var i = 0; i < 5; i++)
        {
            House.Time.Advance(Minute);
            await House.TellAsync("booking.created", new { i });
            await House.UntilAsync("delivered", all => all.Count == i + 2 && all.All(d => d.Status == DeliveryStatus.Delivered));
        }

        Assert.Equal(6, Sink.All.Count);
    }
}

public sealed class SqliteDeliveryTroubleTests() : DeliveryTroubleTests(DatabaseProvider.Sqlite);

public sealed class PostgreSqlDeliveryTroubleTests() : DeliveryTroubleTests(DatabaseProvider.PostgreSql);
