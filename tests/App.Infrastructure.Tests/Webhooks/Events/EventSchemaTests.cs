using System.Text.Json;
using System.Text.Json.Nodes;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Webhooks.Events;

namespace App.Infrastructure.Tests.Webhooks.Events;

public sealed class EventSchemaTests
{
    private static readonly string Folder = RepositoryRoot.Path("tests/App.Infrastructure.Tests/Webhooks/Events/schemas");

    /// <summary>By a validator that others use: each schema takes its sample, also with members it does not know, and refuses it without one that is required.</summary>
    [SkippableFact]
    public async Task Every_sample_is_valid_by_its_schema_and_a_broken_one_is_not()
    {
        var cases = new JsonArray([.. EventTypes.All.Select(Case)]);
        var faults = JsonSerializer.Deserialize<string[]>(await NodeProgram.RunAsync(Folder, "validate.js", [], cases.ToJsonString()));

        Assert.Equal(32, cases.Count);
        Assert.Empty(faults!);
    }

    private static JsonObject Case(EventType type)
    {
        var (schema, data) = (JsonNode.Parse(EventSchema.Of(type))!, JsonNode.Parse(EventSamples.Read(type))!["data"]!.AsObject());
        var (grown, broken, wrong) = (data.DeepClone().AsObject(), data.DeepClone().AsObject(), data.DeepClone().AsObject());
        var required = (string)schema["required"]![0]!;
        grown["later"] = "new";
        broken.Remove(required);
        wrong[required] = new JsonArray(1);
        return new JsonObject { ["name"] = type.Name, ["schema"] = schema, ["valid"] = new JsonArray(data.DeepClone(), grown), ["invalid"] = new JsonArray(broken, wrong) };
    }
}
