using System.Text.Json;
using App.Domain;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Tests.Webhooks.Endpoints;
using App.Infrastructure.Webhooks.Deliveries;
using App.Infrastructure.Webhooks.Endpoints;
using App.Infrastructure.Webhooks.Events;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Deliveries;

/// <summary>Deliveries are listed, read and sent again; on every database.</summary>
public abstract class DeliveryTests(DatabaseProvider provider) : WebhookStage(provider)
{
    [SkippableFact]
    public async Task They_are_listed_newest_first_over_all_endpoints_page_by_page()
    {
        var (first, second) = ((await CreateAsync(Input("First"))).Id, (await CreateAsync(Input("Second"))).Id);
        var start = Now - Duration.FromHours(1);
        var all = (await DeliverAsync(first, 5, from: start)).Concat(await DeliverAsync(second, 5, from: start + Duration.FromMilliseconds(500))).OrderByDescending(d => d.At).Select(d => d.Id).ToList();

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await ListAsync(new DeliveryQuery(Cursor: cursor, Limit: 3));
            seen.AddRange(page.Items.Select(d => d.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(all, seen);
    }

    [SkippableFact]
    public async Task Those_of_one_instant_are_not_lost_between_pages()
    {
        var endpoint = (await CreateAsync()).Id;
        var other = (await CreateAsync()).Id;
        for (var i = 0; i < 3; i++)
        {
            await DeliverAsync(endpoint, from: Now);
            await DeliverAsync(other, from: Now);
        }

        var first = await ListAsync(new DeliveryQuery(Limit: 2));
        var second = await ListAsync(new DeliveryQuery(Cursor: first.Next, Limit: 4));

        Assert.Equal(6, first.Items.Concat(second.Items).Select(d => d.Id).Distinct().Count());
        Assert.Null(second.Next);
    }

    [SkippableFact]
    public async Task Filters_narrow_and_a_search_is_exact()
    {
        var (first, second) = ((await CreateAsync()).Id, (await CreateAsync()).Id);
        var start = Now - Duration.FromHours(1);
        var delivered = await DeliverAsync(first, 2, from: start);
        var waiting = await DeliverAsync(first, 2, DeliveryStatus.Waiting, start);
        var failed = await DeliverAsync(second, 1, DeliveryStatus.GaveUp, start, "delivery.exhausted");

        Assert.Equal(Ids(failed), await IdsAsync(new DeliveryQuery(EndpointId: second)));
        Assert.Equal(Ids(delivered), await IdsAsync(new DeliveryQuery(Status: DeliveryStatus.Delivered)));
        Assert.Equal(Ids(waiting), await IdsAsync(new DeliveryQuery(Status: DeliveryStatus.Waiting)));
        Assert.Equal(Ids(failed), await IdsAsync(new DeliveryQuery(Status: DeliveryStatus.GaveUp)));
        Assert.Equal(Ids(failed), await IdsAsync(new DeliveryQuery(Type: "delivery.exhausted")));
        Assert.Equal(new[] { delivered[0].Id, waiting[0].Id }.Order(), (await IdsAsync(new DeliveryQuery(EndpointId: first, To: start + Duration.FromSeconds(1)))).Order());
        Assert.Equal(new[] { delivered[1].Id, waiting[1].Id }.Order(), (await IdsAsync(new DeliveryQuery(From: start + Duration.FromSeconds(1)))).Order());
        Assert.Equal(Ids(failed), await IdsAsync(new DeliveryQuery(Search: failed[0].Id.ToString())));
        Assert.Equal([delivered[1].Id], await IdsAsync(new DeliveryQuery(Search: $" {Message.WireId(delivered[1].MessageId)} ")));
        Assert.Empty(await IdsAsync(new DeliveryQuery(Search: Guid.CreateVersion7().ToString())));
        AssertField("search", (await World.Get<ListDeliveries>().RunAsync(Alice, new DeliveryQuery(Search: "msg_"), default)).Failure);
    }

    [SkippableFact]
    public async Task All_about_one_subject_are_found_by_its_id_or_by_what_a_program_called_it()
    {
        var (first, second) = ((await CreateAsync()).Id, (await CreateAsync()).Id);
        var (booking, called) = (Guid.CreateVersion7(), Guid.CreateVersion7().ToString());
        var own = new[] { (await DeliverAsync(first, subject: booking))[0].Id, (await DeliverAsync(second, subject: booking, from: Now))[0].Id };
        var published = new List<Guid>();
        foreach (var subject in (string[])["Application 4711", called])
        {
            var data = JsonElement.Parse(EventSamples.Read(HiringEventTypes.CandidateCreated)).GetProperty("data");
            var told = (await World.Get<PublishEvent>().RunAsync(Alice, new EventToPublish(subject, HiringEventTypes.CandidateCreated.Name, data, subject), default)).Value.Message;
            published.Add((await DeliverAsync(first, subject: told.SubjectId))[0].Id);
        }

        await DeliverAsync(first, 3);

        Assert.Equal(own.Reverse(), await IdsAsync(new DeliveryQuery(Search: booking.ToString())));
        Assert.Equal(own.Reverse(), await IdsAsync(new DeliveryQuery(Subject: booking.ToString())));
        Assert.Equal([own[0]], await IdsAsync(new DeliveryQuery(EndpointId: first, Search: booking.ToString())));
        Assert.Equal([published[0]], await IdsAsync(new DeliveryQuery(Search: " Application 4711 ")));
        Assert.Equal([published[1]], await IdsAsync(new DeliveryQuery(Search: called)));
        Assert.Equal([published[0]], await IdsAsync(new DeliveryQuery(Subject: "Application 4711")));
        Assert.Empty(await IdsAsync(new DeliveryQuery(Subject: "Application 471")));
        Assert.Empty(await IdsAsync(new DeliveryQuery(Subject: "Application 4711", Search: booking.ToString())));
        Assert.Empty((await World.Get<ListDeliveries>().RunAsync(Carol, new DeliveryQuery(Search: "Application 4711"), default)).Value.Items);
    }

    [SkippableFact]
    public async Task They_are_told_apart_by_what_the_last_try_was_answered_with()
    {
        var made = (await CreateAsync()).Id;
        var ids = new Dictionary<int, Guid>();
        foreach (var status in (int[])[200, 204, 404, 500, 503, 0])
        {
            ids[status] = (await DeliverAsync(made))[0].Id;
            await WriteAsync(async db =>
            {
                var tried = await db.Deliveries.SingleAsync(d => d.Id == ids[status]);
                (tried.LastStatus, tried.LastMilliseconds) = (status == 0 ? null : status, 12);
            });
        }

        await DeliverAsync(made, 1, DeliveryStatus.Waiting);

        foreach (var (answer, statuses) in new (string, int[])[] { ("2xx", [200, 204]), ("4XX", [404]), ("5xx", [500, 503]), ("503", [503]), ("3xx", []), ("none", [0]) })
        {
            Assert.Equal(statuses.Select(s => ids[s]).Order(), (await IdsAsync(new DeliveryQuery(Answer: answer))).Order());
        }
    }

    [SkippableTheory]
    [InlineData("search", "msg_0123")]
    [InlineData("search", "a\u0000b")]
    [InlineData("subject", " ")]
    [InlineData("subject", "a\nb")]
    [InlineData("answer", "teapot")]
    [InlineData("answer", "0xx")]
    [InlineData("answer", "5x5")]
    [InlineData("answer", "1000")]
    [InlineData("answer", "٤٠٤")]
    public async Task What_cannot_be_looked_for_is_refused_by_its_name(string field, string text)
    {
        AssertField(field, await FailureOf(text));
        AssertField("subject", (await World.Get<ListDeliveries>().RunAsync(Alice, new DeliveryQuery(Subject: new string('a', PublishEvent.MostSubject + 1)), default)).Failure);

        async Task<Failure?> FailureOf(string sought) => (await World.Get<ListDeliveries>().RunAsync(
            Alice, new DeliveryQuery(Search: field == "search" ? sought : null, Subject: field == "subject" ? sought : null, Answer: field == "answer" ? sought : null), default)).Failure;
    }

    [SkippableFact]
    public async Task Those_of_an_endpoint_that_was_deleted_are_told_no_more()
    {
        var made = await CreateAsync();
        var delivery = (await DeliverAsync(made.Id)).Single();
        Assert.Single(await IdsAsync(new DeliveryQuery()));
        await World.Get<DeleteEndpoint>().RunAsync(Alice, made.Id, null, default);

        Assert.Empty(await IdsAsync(new DeliveryQuery()));
        Assert.IsType<Failure.NotFound>((await World.Get<ReadDelivery>().RunAsync(Alice, delivery.Id, default)).Failure);
        Assert.IsType<Failure.NotFound>((await World.Get<ResendDelivery>().RunAsync(Alice, delivery.Id, default)).Failure);
    }

    [SkippableFact]
    public async Task One_is_read_with_what_is_sent_and_its_tries_and_own_headers_by_name_alone()
    {
        var made = await CreateAsync(Input() with { Headers = new Dictionary<string, string> { ["X-Team"] = "hiring-4711" } });
        var delivery = (await DeliverAsync(made.Id)).Single();
        await TryAsync(delivery);

        var detail = (await World.Get<ReadDelivery>().RunAsync(Alice, delivery.Id, default)).Value;
        var first = (await World.Get<ListAttempts>().RunAsync(Alice, delivery.Id, null, 2, default)).Value;
        var second = (await World.Get<ListAttempts>().RunAsync(Alice, delivery.Id, first.Next, 2, default)).Value;

        Assert.Equal(("Hook", """{"type":"endpoint.disabled"}""", false), (detail.Endpoint, detail.Body, detail.IsTransformed));
        Assert.Equal([502, 501, null], detail.Attempts.Select(a => a.Status));
        Assert.Equal([502, 501, null], first.Items.Concat(second.Items).Select(a => a.Status));
        Assert.Null(second.Next);
        var headers = detail.Attempts[0].RequestHeaders.ToDictionary(h => h.Name, h => h.Value);
        Assert.Equal((Message.WireId(delivery.MessageId), "v1,abc", null), (headers["webhook-id"], headers["webhook-signature"], headers["X-Team"]));
        Assert.Equal(MessageSignature.Timestamp(delivery.At + Duration.FromSeconds(2)), headers["webhook-timestamp"]);
        Assert.DoesNotContain("hiring-4711", System.Text.Json.JsonSerializer.Serialize(detail), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_a_template_made_is_told_as_it_is_sent()
    {
        var made = await CreateAsync();
        var delivery = (await DeliverAsync(made.Id)).Single();
        await WriteAsync(async db => (await db.Deliveries.SingleAsync()).Body = """{"text":"made"}""");

        var detail = (await World.Get<ReadDelivery>().RunAsync(Alice, delivery.Id, default)).Value;

        Assert.Equal(("""{"text":"made"}""", true), (detail.Body, detail.IsTransformed));
    }

    [SkippableFact]
    public async Task Sending_again_begins_anew_at_once_unless_it_is_being_sent()
    {
        var made = await CreateAsync();
        var delivery = (await DeliverAsync(made.Id, 1, DeliveryStatus.GaveUp)).Single();

        Assert.True((await World.Get<ResendDelivery>().RunAsync(Alice, delivery.Id, default)).IsOk);

        var put = await World.ReadAsync(db => db.Deliveries.SingleAsync());
        Assert.Equal((DeliveryStatus.Waiting, 0, Now), (put.Status, put.Tries, put.DueAt));
        await WriteAsync(async db => (await db.Deliveries.SingleAsync()).Status = DeliveryStatus.Sending);
        Assert.Equal("sending", (await World.Get<ResendDelivery>().RunAsync(Alice, delivery.Id, default)).Failure!.Code);
    }

    [SkippableFact]
    public async Task Sending_again_is_logged_and_refused_where_the_message_is_no_longer_kept()
    {
        var made = await CreateAsync();
        var (kept, gone, transformed) = ((await DeliverAsync(made.Id, 1, DeliveryStatus.GaveUp))[0].Id, (await DeliverAsync(made.Id, 1, DeliveryStatus.GaveUp))[0], (await DeliverAsync(made.Id, 1, DeliveryStatus.GaveUp))[0]);
        await WriteAsync(db => db.Messages.Where(m => m.Id == gone.MessageId || m.Id == transformed.MessageId).ExecuteDeleteAsync());
        await WriteAsync(async db => (await db.Deliveries.SingleAsync(d => d.Id == transformed.Id)).Body = "{}");

        Assert.Equal("message_gone", (await World.Get<ResendDelivery>().RunAsync(Alice, gone.Id, default)).Failure!.Code);
        Assert.DoesNotContain("webhook.resent", await LogAsync());
        Assert.True((await World.Get<ResendDelivery>().RunAsync(Alice, kept, default)).IsOk);
        Assert.True((await World.Get<ResendDelivery>().RunAsync(Alice, transformed.Id, default)).IsOk);

        Assert.Equal(2, (await LogAsync()).Count(k => k == "webhook.resent"));
        Assert.Equal(DeliveryStatus.GaveUp, await World.ReadAsync(db => db.Deliveries.Where(d => d.Id == gone.Id).Select(d => d.Status).SingleAsync()));
    }

    [SkippableFact]
    public async Task A_type_that_is_none_is_refused_by_its_name()
    {
        AssertField("type", (await World.Get<ListDeliveries>().RunAsync(Alice, new DeliveryQuery(Type: "\0"), default)).Failure);
        AssertField("type", (await World.Get<ListDeliveries>().RunAsync(Alice, new DeliveryQuery(Type: "moon.rose"), default)).Failure);
    }

    [SkippableFact]
    public async Task Statistics_tell_shares_times_and_hours()
    {
        var made = await CreateAsync();
        var hour = (int)(Now.ToUnixTimeSeconds() / 3600);
        await WriteAsync(db =>
        {
            AttemptCount Count(int ago, int status, bool isFirst, int milliseconds, long count) => new() { EndpointId = made.Id, OrganizationId = Alice.OrganizationId, Hour = hour - ago, Status = status, IsFirst = isFirst, Bucket = LatencyBuckets.Of(milliseconds), Count = count };
            db.AttemptCounts.AddRange(Count(0, 200, true, 8, 90), Count(0, 200, true, 128, 4), Count(1, 204, false, 64, 2), Count(1, 500, true, 64, 3), Count(1, 0, true, 16_000, 1), Count(2, 0, true, 16_000, 1), Count(30, 200, true, 8, 1000));
            return Task.CompletedTask;
        });

        var stats = (await World.Get<ReadEndpointStats>().RunAsync(Alice, made.Id, 24, default)).Value;

        Assert.Equal((101L, 96L, 96d / 101, 94d / 99), (stats.Tries, stats.Delivered, stats.SuccessRate, stats.FirstTryRate));
        Assert.Equal((LatencyBuckets.Of(8), LatencyBuckets.Of(64)), (Bucket(stats.Median), Bucket(stats.P95)));
        Assert.Equal([(200, 94L), (500, 3L), (0, 2L), (204, 2L)], stats.Statuses.Select(s => (s.Status, s.Count)));
        Assert.Equal((24, 94L, 0L), (stats.Hours.Count, stats.Hours[^1].Delivered, stats.Hours[^1].Failed));
        Assert.Equal((2L, 4L), (stats.Hours[^2].Delivered, stats.Hours[^2].Failed));
        Assert.Equal((0L, 0L), (stats.Hours[0].Delivered, stats.Hours[0].Failed));
        Assert.Equal([LatencyBuckets.Of(8), LatencyBuckets.Of(64), null, null], new[] { stats.Hours[^1], stats.Hours[^2], stats.Hours[^3], stats.Hours[0] }.Select(h => Bucket(h.Median)));
        Assert.Equal([LatencyBuckets.Of(8), LatencyBuckets.Of(64), null, null], new[] { stats.Hours[^1], stats.Hours[^2], stats.Hours[^3], stats.Hours[0] }.Select(h => Bucket(h.P95)));
        Assert.Equal(1101, (await World.Get<ReadEndpointStats>().RunAsync(Alice, made.Id, 48, default)).Value.Tries);
        AssertField("hours", (await World.Get<ReadEndpointStats>().RunAsync(Alice, made.Id, 0, default)).Failure);
        AssertField("hours", (await World.Get<ReadEndpointStats>().RunAsync(Alice, made.Id, 2161, default)).Failure);
    }

    [SkippableFact]
    public async Task Members_and_other_organizations_see_none_of_it()
    {
        var made = await CreateAsync();
        var delivery = (await DeliverAsync(made.Id, 1, DeliveryStatus.GaveUp)).Single();

        foreach (var actor in (Actor[])[Bob, Carol])
        {
            Assert.IsType<Failure.NotFound>((await World.Get<ReadDelivery>().RunAsync(actor, delivery.Id, default)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<ListAttempts>().RunAsync(actor, delivery.Id, null, 10, default)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<ResendDelivery>().RunAsync(actor, delivery.Id, default)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<ReadEndpointStats>().RunAsync(actor, made.Id, 24, default)).Failure);
        }

        Assert.IsType<Failure.NotFound>((await World.Get<ResendDelivery>().RunAsync(Reader, delivery.Id, default)).Failure);
        Assert.IsType<Failure.NotFound>((await World.Get<ListDeliveries>().RunAsync(Bob, new DeliveryQuery(), default)).Failure);
        Assert.Empty((await World.Get<ListDeliveries>().RunAsync(Carol, new DeliveryQuery(EndpointId: made.Id), default)).Value.Items);
        Assert.Empty((await World.Get<ListDeliveries>().RunAsync(Carol, new DeliveryQuery(Search: delivery.Id.ToString()), default)).Value.Items);
    }

    private static int? Bucket(double? milliseconds) => milliseconds is { } took ? LatencyBuckets.Of(took) : null;

    private static IEnumerable<Guid> Ids(IEnumerable<Delivery> deliveries) => deliveries.OrderByDescending(d => d.At).Select(d => d.Id);

    private async Task<Page<DeliveryView>> ListAsync(DeliveryQuery query) => (await World.Get<ListDeliveries>().RunAsync(Alice, query, default)).Value;

    private async Task<List<Guid>> IdsAsync(DeliveryQuery query) => [.. (await ListAsync(query)).Items.Select(d => d.Id)];

    /// <summary>Three tries: no answer, 501, 502.</summary>
    private Task TryAsync(Delivery delivery) => WriteAsync(db =>
    {
        db.DeliveryAttempts.AddRange(Enumerable.Range(0, 3).Select(i => new Attempt
        {
            DeliveryId = delivery.Id,
            OrganizationId = Alice.OrganizationId,
            At = delivery.At + Duration.FromSeconds(i),
            Milliseconds = 10 + i,
            Status = i == 0 ? null : 500 + i,
            Error = i == 0 ? "No answer within 15 seconds." : null,
            Signature = "v1,abc",
            ResponseHeaders = "server: nginx",
            ResponseBody = "no",
        }));
        return Task.CompletedTask;
    });
}

public sealed class DeliveryOnSqliteTests() : DeliveryTests(DatabaseProvider.Sqlite);

public sealed class DeliveryOnPostgreSqlTests() : DeliveryTests(DatabaseProvider.PostgreSql);
