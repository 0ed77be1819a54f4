using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using App.Domain.Webhooks;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Webhooks.Events;

namespace App.Infrastructure.Tests.Webhooks.Events;

/// <summary>The catalogue, its samples and its schemas.</summary>
public sealed partial class EventTypeTests
{
    /// <summary>What PRODUCT lists under “Events out”; those of meetings come with meetings.</summary>
    private const string Promised = """
        booking.created booking.confirmed booking.rescheduled booking.cancelled booking.completed
        connection.connected connection.needs_reconnect connection.recovered connection.disconnected calendar.sync_failed
        conflict.detected conflict.resolved notification.sent endpoint.failing endpoint.disabled delivery.exhausted
        application.created application.stage_changed application.rejected application.hired
        interview.scheduled interview.completed interview.cancelled
        offer.created offer.sent offer.accepted offer.declined candidate.created candidate.updated job.created job.opened job.closed
        """;

    public static TheoryData<string> Names => new(EventTypes.All.Select(t => t.Name));

    [Fact]
    public void What_was_promised_is_there_and_nothing_else() =>
        Assert.Equal(Words().Matches(Promised).Select(m => m.Value).Order(StringComparer.Ordinal), EventTypes.All.Select(t => t.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Names_are_well_formed_and_those_of_a_group_stand_together()
    {
        Assert.All(EventTypes.All, t => Assert.Matches("^[a-z]+(_[a-z]+)*[.][a-z]+(_[a-z]+)*$", t.Name));
        Assert.All(EventTypes.All, t => Assert.InRange(t.Name.Length, 3, Message.MostType));
        Assert.All(EventTypes.All, t => Assert.EndsWith(".", t.Description, StringComparison.Ordinal));
        var groups = EventTypes.All.Select(t => t.Group).ToList();
        Assert.Equal(groups.Distinct().Count(), 1 + groups.Zip(groups.Skip(1)).Count(pair => pair.First != pair.Second));
        Assert.Equal(16, EventTypes.All.Count(t => t.IsPublished));
    }

    [Fact]
    public void Every_sample_that_was_ever_kept_belongs_to_a_type()
    {
        var kept = typeof(EventSamples).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("samples/", StringComparison.Ordinal));

        Assert.Equal(EventTypes.All.Select(t => $"samples/{t.Name}.v{t.Version}.json").Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_is_what_its_record_reads_and_writes(string name)
    {
        var type = EventTypes.Find(name)!;
        var sample = JsonNode.Parse(EventSamples.Read(type))!;
        var data = sample["data"].Deserialize(type.Data, EventJson.Options)!;
        var written = MessageBodyOf(type, data);

        Assert.True(JsonNode.DeepEquals(sample, written), $"{name} is written as {written.ToJsonString()}");
        Assert.DoesNotContain('\n', EventSamples.ReadCompact(type));
    }

    /// <summary>Otherwise a member that is lost would not be missed.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_shows_every_member_of_its_data(string name)
    {
        var type = EventTypes.Find(name)!;
        var (schema, sample) = (JsonNode.Parse(EventSchema.Of(type))!, JsonNode.Parse(EventSamples.Read(type))!["data"]!);

        Assert.Empty(Unshown(schema, sample, "data"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schema_describes_every_member(string name)
    {
        var schema = JsonNode.Parse(EventSchema.Of(EventTypes.Find(name)!))!;

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.NotEmpty(Properties(schema, "data"));
        Assert.Empty(Properties(schema, "data").Where(p => string.IsNullOrEmpty((string?)p.Schema["description"])).Select(p => p.Path));
    }

    [Fact]
    public void What_a_receiver_relies_on_is_required_and_times_and_words_are_told()
    {
        var booking = JsonNode.Parse(EventSchema.Of(EventTypes.BookingRescheduled))!["properties"]!["booking"]!;

        Assert.Contains("start", booking["required"]!.AsArray().Select(r => (string?)r));
        Assert.Equal("date-time", (string?)booking["properties"]!["start"]!["format"]);
        Assert.Equal(["meeting", "interview", "call", "other"], booking["properties"]!["kind"]!["enum"]!.AsArray().Select(w => (string?)w));
        Assert.Equal(["string", "null"], booking["properties"]!["reference"]!["type"]!.AsArray().Select(w => (string?)w));
    }

    private static JsonNode MessageBodyOf(EventType type, object data) => JsonNode.Parse(App.Infrastructure.Webhooks.MessageBody.Write(
        type.Name, type.Version, NodaTime.Text.InstantPattern.ExtendedIso.Parse((string)JsonNode.Parse(EventSamples.Read(type))!["timestamp"]!).Value, writer => JsonSerializer.Serialize(writer, data, type.Data, EventJson.Options)))!;

    private static IEnumerable<(string Path, JsonNode Schema)> Properties(JsonNode? schema, string path) =>
        (schema?["properties"]?.AsObject() ?? []).SelectMany(p => new[] { ($"{path}.{p.Key}", p.Value!) }.Concat(Properties(p.Value, $"{path}.{p.Key}")))
            .Concat(schema?["items"] is { } items ? Properties(items, path + "[]") : []);

    private static IEnumerable<string> Unshown(JsonNode schema, JsonNode? sample, string path) => sample switch
    {
        JsonObject shown => (schema["properties"]?.AsObject() ?? []).SelectMany(p => shown.ContainsKey(p.Key) ? Unshown(p.Value!, shown[p.Key], $"{path}.{p.Key}") : [$"{path}.{p.Key}"]),
        JsonArray { Count: 0 } => [$"{path} is empty"],
        JsonArray items => items.SelectMany(i => Unshown(schema["items"]!, i, path + "[]")),
        _ => [],
    };

    [GeneratedRegex("[a-z._]+")]
    private static partial Regex Words();
}
