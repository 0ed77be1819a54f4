using System.Text.Json;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Events;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Tests.Webhooks.Inbound;

/// <summary>What is told on of what another system sent, on every database.</summary>
public abstract class TellOnTests(DatabaseProvider provider) : IAsyncLifetime
{
    private InboundWorld _inbound = null!;

    public async Task InitializeAsync() => _inbound = await InboundWorld.BuildAsync(provider);

    public async Task DisposeAsync()
    {
        if (_inbound is not null)
        {
            await _inbound.DisposeAsync();
        }
    }

    [SkippableTheory]
    [InlineData("""{"candidate":{"id":"c-1"}}""", "data.candidate.name: Must be given.")]
    [InlineData("""{"candidate":{"id":"c-1","name":7}}""", "data.candidate.name: Must be text.")]
    [InlineData("""{"candidate":"Ann"}""", "data.candidate: Must be an object.")]
    [InlineData("""{"candidate":{"id":"c-1","name":"Ann"},"shoe":42}""", "data.shoe: Is not a field of this event type.")]
    [InlineData("""{"candidate":{"id":"c-1","name":"Ann"},"x\u0000y":42}""", "Is not a field of this event type.")]
    public async Task Data_of_a_known_type_is_what_the_catalogue_says_or_is_kept_as_failed(string data, string reason)
    {
        Assert.True((await _inbound.SendAsync(body: $$"""{"type":"candidate.created","data":{{data}}}""")).IsOk);
        await _inbound.WorkAsync();

        var kept = Assert.Single(await _inbound.RowsAsync());
        Assert.Equal(InboundStatus.Failed, kept.Status);
        Assert.Contains(reason, kept.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', kept.Reason!);
        Assert.Empty(await _inbound.ToldAsync());
    }

    [SkippableFact]
    public async Task A_reason_is_short_whatever_the_sender_calls_its_fields()
    {
        await _inbound.SendAsync(body: $$$"""{"type":"candidate.created","data":{"{{{string.Concat(Enumerable.Repeat("🦊", 5_000))}}}":1}}""");
        await _inbound.WorkAsync();

        var kept = Assert.Single(await _inbound.RowsAsync());
        Assert.Equal(InboundStatus.Failed, kept.Status);
        Assert.InRange(kept.Reason!.Length, 1, 501);
    }

    [SkippableFact]
    public async Task Data_of_a_type_of_the_sender_s_own_is_told_as_it_is()
    {
        await _inbound.SendAsync(body: """{"type":"shoe.sold","data":{"size":4.20e1,"note":"\ud83e\udd8a"}}""");
        await _inbound.WorkAsync();

        var told = JsonDocument.Parse(Assert.Single(await _inbound.ToldAsync()).Body).RootElement.GetProperty("data");
        Assert.Equal(("4.20e1", "🦊"), (told.GetProperty("size").GetRawText(), told.GetProperty("note").GetString()));
    }

    [SkippableFact]
    public async Task Its_subject_is_the_one_that_is_published_under_the_same_name()
    {
        using var data = JsonDocument.Parse("""{"candidate":{"id":"c-1","name":"Ann"}}""");
        var published = (await _inbound.Get<PublishEvent>().RunAsync(_inbound.World.Alice, new EventToPublish("k", "candidate.created", data.RootElement, "c-1"), default)).Value;
        await _inbound.SendAsync("a", InboundWorld.Body.Replace("{\"type\"", "{\"subject\":\"c-1\",\"type\"", StringComparison.Ordinal));
        await _inbound.SendAsync("b");
        await _inbound.WorkAsync();

        Assert.NotNull(published.Message.SubjectId);
        Assert.Equal([published.Message.SubjectId, null], (await _inbound.ToldAsync()).Select(m => m.SubjectId).OrderByDescending(s => s));
    }

    [SkippableFact]
    public async Task Opening_an_address_is_told_as_any_new_connection_is()
    {
        var told = await _inbound.World.ReadAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.Type == "connection.connected"));
        var connection = JsonDocument.Parse(told.Body).RootElement.GetProperty("data").GetProperty("connection");

        Assert.Equal((_inbound.Connection, _inbound.Connection), (told.ConnectionId, told.SubjectId));
        Assert.Equal(("incoming-webhook", "Applicant system", _inbound.World.Alice.Id), (connection.GetProperty("provider").GetString(), connection.GetProperty("accountName").GetString(), connection.GetProperty("memberId").GetGuid()));
    }
}

public sealed class TellOnOnSqliteTests() : TellOnTests(DatabaseProvider.Sqlite);

public sealed class TellOnOnPostgreSqlTests() : TellOnTests(DatabaseProvider.PostgreSql);
