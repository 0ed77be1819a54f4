using System.Text.Json;
using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Events;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Events;

/// <summary>Events that programs publish, on every database.</summary>
public abstract class PublishEventTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Candidate = """{"candidate":{"id":"c-1","name":"Priya Nair","email":"priya@candidates.example"},"source":"Referral"}""";

    private World _world = null!;
    private Actor.Person _admin = null!;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(provider);
        _admin = await PromoteAsync(_world.Alice);
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task An_event_is_kept_as_it_is_sent_and_wakes_whoever_sends_it()
    {
        var woken = 0;
        using var told = _world.Get<ChangeFeed>().SubscribeToMessages(() => woken++);
        var published = (await PublishAsync("k-1", Candidate, subject: "c-1")).Value;
        var stored = await _world.ReadAsync(db => db.Messages.SingleAsync());

        Assert.True(published.IsNew);
        Assert.Equal((published.Message.Id, "candidate.created", _world.Time.Now(), (Instant?)null), (stored.Id, stored.Type, stored.At, stored.FannedAt));
        Assert.Equal((8, 8), (stored.Id.Version, stored.SubjectId!.Value.Version));
        Assert.Equal("""{"type":"candidate.created","timestamp":"2026-01-12T09:00:00Z","version":1,"data":{"candidate":{"id":"c-1","name":"Priya Nair","email":"priya@candidates.example","phone":null,"location":null,"link":null},"source":"Referral"}}""".Replace("2026-01-12T09:00:00Z", NodaTime.Text.InstantPattern.ExtendedIso.Format(_world.Time.Now()), StringComparison.Ordinal), stored.Body);
        Assert.Equal(1, woken);
    }

    [SkippableFact]
    public async Task One_key_is_told_once_however_often_it_is_published()
    {
        var first = (await PublishAsync("k-1", Candidate)).Value;
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        var again = (await PublishAsync("k-1", Candidate)).Value;
        var reordered = (await PublishAsync("k-1", """{"source":"Referral","candidate":{"email":"priya@candidates.example","name":"Priya Nair","id":"c-1"}}""")).Value;

        Assert.Equal((first.Message, false, first.Message, false), (again.Message, again.IsNew, reordered.Message, reordered.IsNew));
        Assert.Equal("key_used", (await PublishAsync("k-1", """{"candidate":{"id":"c-2","name":"Priya Nair"}}""")).Failure!.Code);
        Assert.Equal("key_used", (await PublishAsync("k-1", """{"candidate":{"id":"c-1","name":"Priya Nair"}}""", type: "candidate.updated")).Failure!.Code);
        Assert.Equal("key_used", (await PublishAsync("k-1", Candidate, subject: "c-1")).Failure!.Code);
        Assert.Equal(1, await _world.ReadAsync(db => db.Messages.CountAsync()));
    }

    [SkippableFact]
    public async Task Many_at_once_with_one_key_are_one()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => PublishAsync("k-1", Candidate))));

        Assert.Single(all, p => p.Value.IsNew);
        Assert.Single(all.Select(p => p.Value.Message.Id).Distinct());
        Assert.Equal(1, await _world.ReadAsync(db => db.Messages.CountAsync()));
    }

    [SkippableFact]
    public async Task A_key_and_a_subject_are_the_organizations_own()
    {
        var carol = await PromoteAsync(_world.Carol);
        var (ours, theirs) = ((await PublishAsync("k-1", Candidate, subject: "s")).Value, (await PublishAsync("k-1", Candidate, subject: "s", actor: carol)).Value);

        Assert.True(ours.IsNew && theirs.IsNew);
        Assert.NotEqual(ours.Message.SubjectId, theirs.Message.SubjectId);
        Assert.Equal(ours.Message.SubjectId, (await PublishAsync("k-2", Candidate, subject: "s")).Value.Message.SubjectId);
        Assert.Equal([theirs.Message], (await _world.Get<ListMessages>().RunAsync(carol, new MessageQuery(), default)).Value.Items);
        Assert.IsType<Failure.NotFound>((await _world.Get<ReadMessage>().RunAsync(carol, ours.Message.Id, default)).Failure);
    }

    [SkippableTheory]
    [InlineData("""{"candidate":{"id":"c-1"}}""", "data.candidate.name")]
    [InlineData("""{"candidate":{"id":"c-1","name":"Priya","email":7}}""", "data.candidate.email")]
    [InlineData("""{"candidate":{"id":"c-1","name":null}}""", "data.candidate.name")]
    [InlineData("""{"candidate":{"id":"c-1","name":"Priya","mail":"x"}}""", "data.candidate.mail")]
    [InlineData("""{"candidate":{"id":"c-1","name":"Priya"},"colour":"red"}""", "data.colour")]
    [InlineData("""{}""", "data.candidate")]
    [InlineData("""[]""", "data")]
    [InlineData("""null""", "data")]
    [InlineData("""{"candidate":[]}""", "data.candidate")]
    [InlineData("""{"candidate":{"id":"c-1","name":"\ud800"}}""", "data.candidate.name")]
    [InlineData("""{"candidate":{"id":"c-1","name":"x","\ud800":"x"}}""", "data.candidate")]
    [InlineData("""{"\udc00":1}""", "data")]
    public async Task What_is_wrong_in_the_data_is_named(string data, string field)
    {
        var invalid = Assert.IsType<Failure.Invalid>((await PublishAsync("k-1", data)).Failure);

        Assert.Equal([field], invalid.Errors.Keys);
        Assert.Equal(0, await _world.ReadAsync(db => db.Messages.CountAsync()));
    }

    [SkippableFact]
    public async Task What_is_no_text_is_refused_and_no_accident()
    {
        foreach (var data in (string[])["""{"candidate":{"id":"c-1","name":"\ud800"}}""", """{"candidate":{"id":"c-1","\ud800":"x","name":"x"}}""", """{"\udc00":1}"""])
        {
            Assert.IsType<Failure.Invalid>((await PublishAsync("k-1", data)).Failure);
        }

        Assert.True((await PublishAsync("k-1", """{"candidate":{"id":"c-1","name":"a\u0000b"}}""")).IsOk);
    }

    [SkippableFact]
    public async Task Half_a_character_in_the_key_or_subject_is_refused()
    {
        Assert.Equal("key", Assert.Single(Assert.IsType<Failure.Invalid>((await PublishAsync("k\ud800", Candidate)).Failure).Errors.Keys));
        Assert.Equal("subject", Assert.Single(Assert.IsType<Failure.Invalid>((await PublishAsync("k", Candidate, subject: "\udc00")).Failure).Errors.Keys));
        Assert.True((await PublishAsync("🐎", Candidate, subject: "🐎")).IsOk);
    }

    [SkippableFact]
    public async Task A_repeat_is_the_same_although_a_member_came_to_its_type_meanwhile()
    {
        var first = (await PublishAsync("k-1", Candidate)).Value.Message;
        var grown = JsonNode.Parse(first.Body)!;
        (grown["data"]!["candidate"]!["later"], grown["data"]!["later"]) = (null, null);
        grown["data"]!.AsObject().Where(p => p.Value is null && p.Key != "later").Select(p => p.Key).ToList().ForEach(p => grown["data"]!.AsObject().Remove(p));
        await _world.ReadAsync(db => db.Messages.ExecuteUpdateAsync(s => s.SetProperty(m => m.Body, grown.ToJsonString())));

        Assert.False((await PublishAsync("k-1", Candidate)).Value.IsNew);
        grown["data"]!["later"] = "said";
        await _world.ReadAsync(db => db.Messages.ExecuteUpdateAsync(s => s.SetProperty(m => m.Body, grown.ToJsonString())));
        Assert.Equal("key_used", (await PublishAsync("k-1", Candidate)).Failure!.Code);
    }

    [SkippableFact]
    public async Task A_type_that_is_none_is_refused_by_its_name()
    {
        foreach (var type in (string[])["\0", "candidate.vanished"])
        {
            Assert.Equal(["type"], Assert.IsType<Failure.Invalid>((await _world.Get<ListMessages>().RunAsync(_admin, new MessageQuery(Type: type), default)).Failure).Errors.Keys);
        }
    }

    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    public void What_could_not_be_written_again_is_read_as_it_was(string data)
    {
        var view = new MessageView(Guid.Empty, "msg_1", "candidate.created", default, null, null, $$"""{"version":1,"data":{{data}}}""", true);

        Assert.Equal(data, JsonNode.Parse(JsonSerializer.Serialize(view.Read().Data))!.GetValue<string>());
        Assert.Equal(JsonValueKind.Object, (view with { Body = """{"version":1,"data":{"name":"\ud83d\udc0e"}}""" }).Read().Data.ValueKind);
    }

    [SkippableFact]
    public async Task Text_lists_and_the_whole_are_bounded()
    {
        static string Named(string name) => $$$"""{"candidate":{"id":"c-1","name":"{{{name}}}"}}""";
        Assert.Equal("data.candidate.name", await WrongAsync(Named(new string('x', 2001))));
        Assert.True((await PublishAsync("long", Named(new string('x', 2000)))).IsOk);

        static string People(int count, string name) => string.Join(',', Enumerable.Repeat($$$"""{"name":"{{{name}}}"}""", count));
        static string Interview(string interviewers) => $$$"""{"interview":{"id":"i-1","start":"2026-01-20T09:00:00Z","end":"2026-01-20T10:00:00Z","interviewers":[{{{interviewers}}}]},"candidate":{"id":"c-1","name":"Priya"}}""";
        Assert.Equal("data.interview.interviewers", await WrongAsync(Interview(People(101, "x")), "interview.scheduled"));
        Assert.Equal("data.interview.interviewers[0]", await WrongAsync(Interview("null"), "interview.scheduled"));
        Assert.Equal("data", await WrongAsync(Interview(People(100, new string('x', 1000))), "interview.scheduled"));
        Assert.Equal("data.interview.start", await WrongAsync(Interview("").Replace("2026-01-20T09:00:00Z", "yesterday", StringComparison.Ordinal), "interview.scheduled"));
        Assert.True((await PublishAsync("interview", Interview(People(100, "x")), "interview.scheduled")).IsOk);
    }

    [SkippableFact]
    public async Task Key_type_and_subject_are_checked_together()
    {
        var invalid = Assert.IsType<Failure.Invalid>((await PublishAsync(" ", Candidate, "booking.created", new string('x', 201))).Failure);

        Assert.Equal(["key", "subject", "type"], invalid.Errors.Keys.Order());
        Assert.Equal("type", Assert.Single(Assert.IsType<Failure.Invalid>((await PublishAsync("k", Candidate, "candidate.vanished")).Failure).Errors.Keys));
        Assert.Equal("key", Assert.Single(Assert.IsType<Failure.Invalid>((await PublishAsync(new string('k', 201), Candidate)).Failure).Errors.Keys));
    }

    [SkippableFact]
    public async Task Only_owners_and_admins_publish_and_look()
    {
        var published = (await PublishAsync("k-1", Candidate)).Value.Message;
        var bob = await JoinAsync();

        Assert.IsType<Failure.NotFound>((await PublishAsync("k-2", Candidate, actor: bob)).Failure);
        Assert.IsType<Failure.NotFound>((await _world.Get<ListMessages>().RunAsync(bob, new MessageQuery(), default)).Failure);
        Assert.IsType<Failure.NotFound>((await _world.Get<ReadMessage>().RunAsync(bob, published.Id, default)).Failure);
        Assert.Equal(1, await _world.ReadAsync(db => db.Messages.CountAsync()));
    }

    [SkippableFact]
    public async Task Events_are_listed_newest_first_by_pages_type_and_time()
    {
        var told = new List<Guid>();
        for (var n = 0; n < 5; n++)
        {
            told.Add((await PublishAsync($"k-{n}", Candidate, n == 2 ? "candidate.created" : "candidate.updated", data: n == 2 ? null : """{"candidate":{"id":"c-1","name":"Priya"}}""")).Value.Message.Id);
            _world.Time.Advance(TimeSpan.FromMinutes(n == 3 ? 0 : 1));
        }

        var first = await ListAsync(new MessageQuery(Limit: 3));
        var second = await ListAsync(new MessageQuery(Limit: 3, Cursor: first.Next));
        Assert.Equal(5, first.Items.Concat(second.Items).Select(m => m.Id).Distinct().Count());
        Assert.Equal((3, 2, null), (first.Items.Count, second.Items.Count, second.Next));
        Assert.Equal(first.Items.Concat(second.Items).Select(m => m.At).OrderDescending(), first.Items.Concat(second.Items).Select(m => m.At));
        Assert.Equal([told[2]], (await ListAsync(new MessageQuery(Type: "candidate.created"))).Items.Select(m => m.Id));
        var at = (await ListAsync(new MessageQuery(Type: "candidate.created"))).Items[0].At;
        Assert.Equal([told[1], told[0]], (await ListAsync(new MessageQuery(To: at))).Items.Select(m => m.Id));
        Assert.Equal(3, (await ListAsync(new MessageQuery(From: at))).Items.Count);
    }

    [SkippableFact]
    public async Task An_event_is_read_with_where_it_went()
    {
        var message = (await PublishAsync("k-1", Candidate)).Value.Message;
        var endpoint = Guid.CreateVersion7();
        await _world.ReadAsync(async db =>
        {
            db.Endpoints.Add(new Endpoint { Id = endpoint, OrganizationId = _admin.OrganizationId, Name = "Applicant system", Url = "https://ats.northwind.example/hooks", CreatedAt = _world.Time.Now(), CreatedBy = _admin.Id });
            db.Deliveries.Add(new Delivery { Id = Guid.CreateVersion7(), OrganizationId = _admin.OrganizationId, EndpointId = endpoint, MessageId = message.Id, Type = message.Type, At = message.At, Status = DeliveryStatus.GaveUp, Tries = 10, LastStatus = 503 });
            return await db.SaveChangesAsync();
        });

        var read = (await _world.Get<ReadMessage>().RunAsync(_admin, message.Id, default)).Value;
        var delivery = Assert.Single(read.Deliveries);
        Assert.Equal((message, endpoint, "Applicant system", DeliveryStatus.GaveUp, 10, 503), (read.Message, delivery.EndpointId, delivery.EndpointName, delivery.Status, delivery.Tries, delivery.LastStatus));
        Assert.Equal("Referral", (string?)JsonNode.Parse(read.Message.Body)!["data"]!["source"]);
    }

    private async Task<string> WrongAsync(string data, string type = "candidate.created") =>
        Assert.Single(Assert.IsType<Failure.Invalid>((await PublishAsync("wrong", data, type)).Failure).Errors.Keys);

    private async Task<Page<MessageView>> ListAsync(MessageQuery query) => (await _world.Get<ListMessages>().RunAsync(_admin, query, default)).Value;

    private Task<Result<PublishedEvent>> PublishAsync(string key, string fallback, string type = "candidate.created", string? subject = null, Actor? actor = null, string? data = null) =>
        _world.Get<PublishEvent>().RunAsync(actor ?? _admin, new EventToPublish(key, type, JsonElement.Parse(data ?? fallback), subject), default);

    private async Task<Actor.Person> PromoteAsync(Actor.Person member)
    {
        await _world.ReadAsync(db => db.Members.Where(m => m.Id == member.Id).ExecuteUpdateAsync(s => s.SetProperty(m => m.Role, Role.Admin)));
        return member;
    }

    private async Task<Actor.Person> JoinAsync() => await _world.ReadAsync(async db =>
    {
        var member = db.Members.Add(new Member { Id = Guid.CreateVersion7(), OrganizationId = _admin.OrganizationId, Issuer = "test", Subject = "bob", Name = "Bob Meyer", Role = Role.Member, TimeZone = "Europe/Berlin", CreatedAt = _world.Time.Now() }).Entity;
        await db.SaveChangesAsync();
        return new Actor.Person(member.OrganizationId, member.Id);
    });
}

public sealed class PublishEventOnSqliteTests() : PublishEventTests(DatabaseProvider.Sqlite);

public sealed class PublishEventOnPostgreSqlTests() : PublishEventTests(DatabaseProvider.PostgreSql);
