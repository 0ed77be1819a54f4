using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using App.Domain.Webhooks.Events;
using NodaTime;

namespace App.Infrastructure.Webhooks.Events;

/// <summary>The JSON schema of a type's data (draft 2020-12), made from its record. It allows members it does not name, for data grows.</summary>
public static class EventSchema
{
    private static readonly ConcurrentDictionary<EventType, string> Schemas = new();

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    private static readonly JsonSerializerOptions Indented = new(EventJson.Options) { WriteIndented = true };

    /// <returns>JSON, indented for people.</returns>
    public static string Of(EventType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Schemas.GetOrAdd(type, Make);
    }

    private static string Make(EventType type)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"{type.Name}, version {type.Version}",
            ["description"] = type.Description,
        };
        foreach (var (name, value) in EventJson.Options.GetJsonSchemaAsNode(type.Data, Exporter).AsObject().ToList())
        {
            schema[name] = value?.DeepClone();
        }

        return schema.ToJsonString(Indented);
    }

    /// <summary>Done where the members of an object are all at hand: of one that may be left out, the exporter forgets what it is.</summary>
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject node && node["properties"] is JsonObject members)
        {
            node.Remove("additionalProperties");
            foreach (var member in context.TypeInfo.Properties)
            {
                members[member.Name] = Complete(member, members[member.Name] as JsonObject ?? []);
            }
        }

        return schema;
    }

    private static JsonObject Complete(JsonPropertyInfo member, JsonObject schema)
    {
        var whole = (JsonObject)schema.DeepClone();
        whole.Remove("default");
        var format = (Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType) switch
        {
            var t when t == typeof(Instant) => "date-time",
            var t when t == typeof(LocalDate) => "date",
            _ => null,
        };
        if (format is not null)
        {
            (whole["type"], whole["format"]) = (Nullable.GetUnderlyingType(member.PropertyType) is null ? "string" : new JsonArray("string", "null"), format);
        }

        if (member.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault() is { } said)
        {
            whole.Insert(0, "description", said.Description);
        }

        return whole;
    }
}
