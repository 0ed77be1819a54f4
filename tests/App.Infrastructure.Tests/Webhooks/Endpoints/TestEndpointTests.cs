using System.Text;
using System.Text.Json;
using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Endpoints;
using App.Infrastructure.Webhooks.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Tests.Webhooks.Endpoints;

/// <summary>Tests are sent to a server that listens; on every database.</summary>
public abstract class TestEndpointTests(DatabaseProvider provider) : WebhookStage(provider)
{
    private readonly List<(IHeaderDictionary Headers, string Body)> _received = [];
    private WebApplication _receiver = null!;
    private int _status = 200;

    private string Receiver => new Network().Reach(_receiver) + "hook";

    public override async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        new Network().Serve(builder);
        builder.Logging.ClearProviders();
        _receiver = builder.Build();
        _receiver.MapPost("/hook", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _received.Add((new HeaderDictionary(context.Request.Headers.ToDictionary()), await reader.ReadToEndAsync()));
            context.Response.StatusCode = _status;
            await context.Response.WriteAsync("thanks" + context.Request.Headers["X-Echo"]);
        });
        await _receiver.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [SkippableFact]
    public async Task The_sample_arrives_signed_by_the_endpoints_own_secret_with_its_headers()
    {
        var made = await CreateAsync(Input(url: Receiver) with { Headers = new Dictionary<string, string> { ["X-Team"] = "hiring" } });

        var test = (await World.Get<TestEndpoint>().RunAsync(Alice, made.Id, "endpoint.disabled", default)).Value;

        var (headers, body) = Assert.Single(_received);
        Assert.True(test.IsDelivered);
        Assert.Equal((200, null, "thanks", null, false), (test.Status, test.Error, test.ResponseBody, test.Secret, test.IsEnabledAgain));
        Assert.StartsWith("msg_test_", test.MessageId, StringComparison.Ordinal);
        Assert.Equal((test.RequestBody, "hiring"), (body, headers["X-Team"].ToString()));
        Assert.Equal("endpoint.disabled", JsonDocument.Parse(body).RootElement.GetProperty("type").GetString());
        Assert.True(Verify(made.Secret, headers, body).IsOk);
        Assert.Equal(headers["webhook-signature"].ToString(), test.RequestHeaders.Single(h => h.Name == "webhook-signature").Value);
        Assert.Null(test.RequestHeaders.Single(h => h.Name == "X-Team").Value);
    }

    /// <summary>The values of its headers are shown to nobody, not by way of a receiver that sends them back either.</summary>
    [SkippableFact]
    public async Task A_header_that_is_sent_back_is_not_shown()
    {
        var made = await CreateAsync(Input(url: Receiver) with { Headers = new Dictionary<string, string> { ["X-Echo"] = "a very secret value" } });

        var test = (await World.Get<TestEndpoint>().RunAsync(Alice, made.Id, "endpoint.disabled", default)).Value;

        Assert.StartsWith("thanks", test.ResponseBody, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", test.ResponseBody, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Before_it_is_saved_a_secret_of_the_test_alone_signs_and_nothing_is_stored()
    {
        var input = Input(url: Receiver) with { Headers = new Dictionary<string, string> { ["X-Team"] = "hiring" }, Template = """{"text": "{{ type }}"}""" };

        var test = (await World.Get<TestEndpoint>().RunAsync(Alice, null, input, "endpoint.disabled", default)).Value;

        var (headers, body) = Assert.Single(_received);
        Assert.Equal(("""{"text": "endpoint.disabled"}""", "hiring"), (body, headers["X-Team"].ToString()));
        Assert.True(Verify(test.Secret!, headers, body).IsOk);
        Assert.Equal((0, 0), (await World.ReadAsync(db => db.Endpoints.CountAsync()), await World.ReadAsync(db => db.EndpointSecrets.CountAsync())));
    }

    [SkippableFact]
    public async Task A_change_is_tested_with_the_headers_and_secrets_there_are()
    {
        var made = await CreateAsync(Input(url: Receiver + "?stored") with { Headers = new Dictionary<string, string> { ["X-Team"] = "hiring" } });

        Assert.True((await World.Get<TestEndpoint>().RunAsync(Alice, made.Id, Input(url: Receiver), null, default)).Value.IsDelivered);

        var (headers, body) = Assert.Single(_received);
        Assert.Equal("hiring", headers["X-Team"].ToString());
        Assert.True(Verify(made.Secret, headers, body).IsOk);
        Assert.Equal(Receiver + "?stored", (await ReadAsync(made.Id)).Url);
    }

    [SkippableFact]
    public async Task Headers_are_not_sent_to_another_address_than_they_were_entered_for()
    {
        var made = await CreateAsync(Input() with { Headers = new Dictionary<string, string> { ["X-Team"] = "hiring" } });

        AssertField("headers", (await World.Get<TestEndpoint>().RunAsync(Alice, made.Id, Input(url: Receiver), null, default)).Failure);
        Assert.Empty(_received);
        Assert.True((await World.Get<TestEndpoint>().RunAsync(Alice, made.Id, Input(url: Receiver) with { Headers = new Dictionary<string, string> { ["X-Team"] = "typed" } }, null, default)).IsOk);

        Assert.Equal("typed", Assert.Single(_received).Headers["X-Team"].ToString());
    }

    [SkippableFact]
    public async Task Every_test_leaves_a_line_in_the_log_without_what_was_sent()
    {
        var made = await CreateAsync(Input(url: Receiver));
        await World.Get<TestEndpoint>().RunAsync(Alice, made.Id, "endpoint.disabled", default);
        _status = 500;
        await World.Get<TestEndpoint>().RunAsync(Alice, null, Input("Unsaved", Receiver), "endpoint.disabled", default);
        await World.Get<TestEndpoint>().RunAsync(Alice, null, Input("", Receiver), null, default);

        var told = await World.ReadAsync(db => db.Activities.Where(a => a.Kind == "webhook.tested").OrderBy(a => a.Id).Select(a => a.Text).ToListAsync());
        Assert.Equal(2, told.Count);
        Assert.Single(told, t => t.Contains("sent a test of endpoint.disabled to the webhook endpoint “Hook” at ", StringComparison.Ordinal));
        Assert.Single(told, t => t.Contains("“Unsaved”", StringComparison.Ordinal));
        Assert.All(told, t => Assert.DoesNotContain("Applicant system", t, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_test_that_arrives_enables_what_we_had_disabled_and_one_that_fails_does_not()
    {
        var made = await CreateAsync(Input(url: Receiver));
        await SetAsync(EndpointStatus.Disabled);
        _status = 500;

        var failed = (await World.Get<TestEndpoint>().RunAsync(Alice, made.Id, null, default)).Value;
        Assert.Equal((false, 500, EndpointStatus.Disabled), (failed.IsEnabledAgain, failed.Status, (await ReadAsync(made.Id)).Status));
        _status = 204;
        var arrived = (await World.Get<TestEndpoint>().RunAsync(Alice, made.Id, null, default)).Value;

        Assert.True(arrived.IsEnabledAgain);
        Assert.Equal((EndpointStatus.Enabled, null), ((await ReadAsync(made.Id)).Status, (await ReadAsync(made.Id)).StatusReason));
        Assert.Contains("webhook.resumed", await LogAsync());
    }

    [SkippableFact]
    public async Task One_that_was_paused_stays_so()
    {
        var made = await CreateAsync(Input(url: Receiver));
        await SetAsync(EndpointStatus.Paused);

        Assert.False((await World.Get<TestEndpoint>().RunAsync(Alice, made.Id, null, default)).Value.IsEnabledAgain);

        Assert.Equal(EndpointStatus.Paused, (await ReadAsync(made.Id)).Status);
    }

    [SkippableFact]
    public async Task Nothing_is_sent_for_whoever_may_not_or_of_what_is_not_there()
    {
        var made = await CreateAsync(Input(url: Receiver));
        var test = World.Get<TestEndpoint>();

        foreach (var actor in (Actor[])[Bob, Carol, Reader])
        {
            Assert.IsType<Failure.NotFound>((await test.RunAsync(actor, made.Id, null, default)).Failure);
        }

        Assert.IsType<Failure.NotFound>((await test.RunAsync(Bob, null, Input(url: Receiver), null, default)).Failure);
        AssertField("eventType", (await test.RunAsync(Alice, made.Id, "moon.rose", default)).Failure);
        AssertField("url", (await test.RunAsync(Alice, null, Input(url: "http://example.com/"), null, default)).Failure);
        Assert.Empty(_received);
    }

    private static Result<Done> Verify(string secret, IHeaderDictionary headers, string body) =>
        MessageSignature.Verify(headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"], Encoding.UTF8.GetBytes(body), [HmacSecret.Parse(secret)!], NodaTime.Instant.FromUnixTimeSeconds(long.Parse(headers["webhook-timestamp"].ToString(), System.Globalization.CultureInfo.InvariantCulture)));

    private Task SetAsync(EndpointStatus status) => WriteAsync(async db =>
    {
        var endpoint = await db.Endpoints.SingleAsync();
        (endpoint.Status, endpoint.StatusReason) = (status, status == EndpointStatus.Disabled ? "It was gone." : null);
    });
}

public sealed class TestEndpointOnSqliteTests() : TestEndpointTests(DatabaseProvider.Sqlite);

public sealed class TestEndpointOnPostgreSqlTests() : TestEndpointTests(DatabaseProvider.PostgreSql);
