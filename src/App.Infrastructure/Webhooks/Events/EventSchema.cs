using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
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

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var node = Typed(context.TypeInfo.Type, schema);
        node.Remove("additionalProperties");
        if (context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault() is { } said)
        {
            node.Insert(0, "description", said.Description);
        }

        return node;
    }

    /// <summary>What the exporter can't know of types that are written as text.</summary>
    private static JsonObject Typed(Type type, JsonNode schema)
    {
        var isNullable = Nullable.GetUnderlyingType(type) is not null;
        var format = (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(Instant) => "date-time",
            var t when t == typeof(LocalDate) => "date",
            _ => null,
        };
        return format is not null ? new JsonObject { ["type"] = isNullable ? new JsonArray("string", "null") : "string", ["format"] = format }
            : schema as JsonObject ?? [];
    }
}
