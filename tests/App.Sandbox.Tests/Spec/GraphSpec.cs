using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Tests.Spec;

/// <summary>Microsoft's own description of Graph's calendars: what it does not know must not be sent or answered.</summary>
public sealed class GraphSpec
{
    private static readonly string[] Tokens = ["$deltatoken", "$skiptoken"];

    private readonly JsonObject _document;
    private readonly List<Operation> _operations = [];

    private GraphSpec(JsonObject document)
    {
        _document = document;
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (verb, operation) in item!.AsObject().Where(o => o.Value is JsonObject described && described.ContainsKey("operationId")))
            {
                _operations.Add(new Operation(verb, path, item.AsObject(), operation!.AsObject(), document));
            }
        }
    }

    /// <summary>The description, if this machine has it beside the repository.</summary>
    public static GraphSpec? Found { get; } = Load();

    public HashSet<string> Seen { get; } = [];

    /// <summary>Fails when a request or its answer is not what the description says.</summary>
    public void Check(string method, string pathAndQuery, int status, JsonObject body, bool isEmpty)
    {
        var parts = pathAndQuery.Split('?', 2);
        var operation = _operations.Find(o => o.Matches(method, parts[0]));
        if (status >= 400)
        {
            CheckError(body);
            return;
        }

        Assert.True(operation is not null, $"No operation for {method} {parts[0]}");
        lock (Seen)
        {
            Seen.Add(operation.Id);
        }

        foreach (var name in QueryHelpers.ParseQuery(parts.Length > 1 ? parts[1] : "").Keys.Except(Tokens))
        {
            Assert.True(operation.Parameters.Contains(name), $"{operation.Id} has no parameter {name}");
        }

        if (operation.Answer is { } schema)
        {
            CheckValue(schema, body, operation.Id);
        }
        else
        {
            Assert.True(isEmpty, $"{operation.Id} answers nothing, but got {body.ToJsonString()}");
        }
    }

    private void CheckError(JsonObject body)
    {
        CheckValue(Schema("microsoft.graph.ODataErrors.ODataError"), body, "error");
        Assert.False(string.IsNullOrEmpty(body["error"]!["code"]!.GetValue<string>()));
        Assert.NotNull(body["error"]!["innerError"]!["request-id"]);
    }

    private JsonObject Schema(string name) => _document["components"]!["schemas"]![name]!.AsObject();

    private void CheckValue(JsonObject schema, JsonNode? value, string where)
    {
        schema = Resolve(schema);
        if (value is null)
        {
            Assert.True(MayBeNull(schema), $"{where} may not be null");
            return;
        }

        if (schema["anyOf"] is JsonArray any)
        {
            CheckValue(any[0]!.AsObject(), value, where);
            return;
        }

        if (value is JsonObject inner)
        {
            CheckObject(schema, inner, where);
            return;
        }

        if (value is JsonArray items)
        {
            Assert.True(schema["type"]?.ToString() == "array", $"{where} is an array");
            for (var i = 0; i < items.Count; i++)
            {
                CheckValue(schema["items"]!.AsObject(), items[i], $"{where}[{i}]");
            }

            return;
        }

        CheckScalar(schema, value, where);
    }

    private void CheckObject(JsonObject schema, JsonObject value, string where)
    {
        var properties = Properties(schema);
        foreach (var (name, member) in value.Where(m => !m.Key.StartsWith('@')))
        {
            if (schema["additionalProperties"]?.GetValueKind() == JsonValueKind.True && !properties.ContainsKey(name))
            {
                continue;
            }

            Assert.True(properties.TryGetValue(name, out var known), $"{where} has an unknown property {name}");
            CheckValue(known, member, $"{where}.{name}");
        }
    }

    private static void CheckScalar(JsonObject schema, JsonNode value, string where)
    {
        var kind = value.GetValueKind();
        var good = schema["type"]?.ToString() switch
        {
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" or "number" => kind == JsonValueKind.Number,
            "string" => kind == JsonValueKind.String && IsOf(schema, value.GetValue<string>()),
            _ => false,
        };
        Assert.True(good, $"{where}: {value.ToJsonString()} is not allowed");
    }

    private static bool IsOf(JsonObject schema, string text) =>
        (schema["enum"] is not JsonArray allowed || allowed.Any(a => a!.GetValue<string>() == text))
        && (schema["pattern"]?.ToString() is not { } pattern || Regex.IsMatch(text, pattern));

    private Dictionary<string, JsonObject> Properties(JsonObject schema)
    {
        var properties = new Dictionary<string, JsonObject>();
        foreach (var part in schema["allOf"] as JsonArray ?? [])
        {
            foreach (var (name, known) in Properties(Resolve(part!.AsObject())))
            {
                properties[name] = known;
            }
        }

        foreach (var (name, known) in schema["properties"] as JsonObject ?? [])
        {
            properties[name] = known!.AsObject();
        }

        return properties;
    }

    private bool MayBeNull(JsonObject schema) =>
        schema["nullable"]?.GetValue<bool>() == true || (schema["anyOf"] as JsonArray)?.Any(a => a!["nullable"]?.GetValue<bool>() == true) == true;

    private JsonObject Resolve(JsonObject schema) => Resolve(schema, _document);

    private static JsonObject Resolve(JsonObject node, JsonObject document)
    {
        while (node["$ref"]?.ToString() is { } reference)
        {
            JsonNode found = document;
            foreach (var step in reference[2..].Split('/'))
            {
                found = found[step]!;
            }

            node = found.AsObject();
        }

        return node;
    }

    private static GraphSpec? Load() =>
        SharedFiles.Find("contracts/specs/microsoft-graph-calendar.json") is { } path
            ? new GraphSpec(JsonNode.Parse(File.ReadAllText(path))!.AsObject())
            : null;

    private sealed class Operation
    {
        private readonly string _verb;
        private readonly Regex _path;

        public Operation(string verb, string path, JsonObject item, JsonObject operation, JsonObject document)
        {
            _verb = verb;

            // What is listed as a function is called without its parentheses too, and /me/calendar stands for the default one.
            var pattern = Regex.Replace(path.TrimStart('/'), @"\{[^}]+\}", "[^/]+").Replace("()", @"(\(\))?", StringComparison.Ordinal).Replace("$", @"\$", StringComparison.Ordinal);
            _path = new Regex("^" + pattern + "$");
            Id = operation["operationId"]!.ToString();
            Parameters =
            [
                .. ((operation["parameters"] as JsonArray ?? []).Concat(item["parameters"] as JsonArray ?? []))
                    .Select(p => Resolve(p!.AsObject(), document))
                    .Where(p => p["in"]?.ToString() == "query")
                    .Select(p => p["name"]!.ToString()),
            ];
            var success = operation["responses"]!.AsObject().First(r => r.Key.StartsWith('2')).Value!.AsObject();
            Answer = Resolve(success, document)["content"]?["application/json"]?["schema"] as JsonObject;
        }

        public string Id { get; }

        public HashSet<string> Parameters { get; }

        public JsonObject? Answer { get; }

        public bool Matches(string verb, string path) => string.Equals(_verb, verb, StringComparison.OrdinalIgnoreCase) && _path.IsMatch(path);
    }
}
