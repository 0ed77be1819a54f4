using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Tests.Spec;

/// <summary>Google's own description of Calendar v3: what it does not know must not be sent or answered.</summary>
public sealed class CalendarSpec
{
    private readonly JsonObject _document;
    private readonly List<Operation> _operations = [];

    private CalendarSpec(JsonObject document)
    {
        _document = document;
        foreach (var (_, resource) in document["resources"]!.AsObject())
        {
            foreach (var (_, method) in resource!["methods"]!.AsObject())
            {
                _operations.Add(new Operation(method!.AsObject()));
            }
        }
    }

    /// <summary>The description, if this machine has it beside the repository.</summary>
    public static CalendarSpec? Found { get; } = Load();

    public IEnumerable<string> OperationIds => _operations.Select(o => o.Id);

    public List<string> Seen { get; } = [];

    /// <summary>Fails when a request or its answer is not what the description says.</summary>
    public void Check(string method, string pathAndQuery, int status, JsonObject body, bool isEmpty)
    {
        var parts = pathAndQuery.Split('?', 2);
        var operation = _operations.Find(o => o.Matches(method, parts[0]));
        Assert.True(operation is not null, $"No operation for {method} {parts[0]}");
        if (status >= 400)
        {
            CheckError(status, body);
            return;
        }

        lock (Seen)
        {
            Seen.Add(operation.Id);
        }

        CheckParameters(operation, parts.Length > 1 ? parts[1] : "");
        if (operation.Response is null)
        {
            Assert.True(isEmpty, $"{operation.Id} answers nothing, but got {body.ToJsonString()}");
        }
        else
        {
            CheckValue(new JsonObject { ["$ref"] = operation.Response }, body, operation.Id);
        }
    }

    private void CheckParameters(Operation operation, string query)
    {
        foreach (var (name, values) in QueryHelpers.ParseQuery(query))
        {
            var parameter = operation.Parameters[name] ?? _document["parameters"]![name];
            Assert.True(parameter is not null, $"{operation.Id} has no parameter {name}");
            Assert.True(values.Count == 1 || parameter["repeated"]?.GetValue<bool>() == true, $"{operation.Id}: {name} may not be repeated");
            foreach (var value in values)
            {
                CheckParameter(parameter.AsObject(), value!, $"{operation.Id}?{name}");
            }
        }
    }

    private static void CheckParameter(JsonObject parameter, string value, string where)
    {
        var good = parameter["type"]!.GetValue<string>() switch
        {
            "boolean" => value is "true" or "false",
            "integer" => int.TryParse(value, out _),
            _ => IsOfFormat(parameter, value) && IsAllowed(parameter, value),
        };
        Assert.True(good, $"{where}: '{value}' is not allowed");
    }

    private void CheckValue(JsonObject schema, JsonNode? value, string where)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            CheckValue(_document["schemas"]![reference]!.AsObject(), value, where);
            return;
        }

        var type = schema["type"]!.GetValue<string>();
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        switch (type)
        {
            case "any":
                break;
            case "object":
                Assert.True(kind == JsonValueKind.Object, $"{where} is {kind}");
                CheckObject(schema, value!.AsObject(), where);
                break;
            case "array":
                Assert.True(kind == JsonValueKind.Array, $"{where} is {kind}");
                foreach (var (item, index) in value!.AsArray().Select((item, index) => (item, index)))
                {
                    CheckValue(schema["items"]!.AsObject(), item, $"{where}[{index}]");
                }

                break;
            case "boolean":
                Assert.True(kind is JsonValueKind.True or JsonValueKind.False, $"{where} is {kind}");
                break;
            case "integer":
                Assert.True(kind == JsonValueKind.Number && int.TryParse(value!.ToJsonString(), out _), $"{where} is {kind}");
                break;
            default:
                Assert.True(kind == JsonValueKind.String, $"{where} is {kind}");
                var text = value!.GetValue<string>();
                Assert.True(IsOfFormat(schema, text) && IsAllowed(schema, text), $"{where}: '{text}' is not allowed");
                break;
        }
    }

    private void CheckObject(JsonObject schema, JsonObject value, string where)
    {
        foreach (var (name, member) in value)
        {
            var known = schema["properties"]?[name] ?? schema["additionalProperties"];
            Assert.True(known is not null, $"{where} has an unknown property {name}");
            CheckValue(known.AsObject(), member, $"{where}.{name}");
        }
    }

    /// <summary>The description has no schema for the envelope; the guide on errors has (see the contract sheet).</summary>
    private static void CheckError(int status, JsonObject body)
    {
        var error = body["error"]!.AsObject();
        Assert.Equal(["errors", "code", "message"], error.Select(p => p.Key));
        Assert.Equal(status, error["code"]!.GetValue<int>());
        foreach (var detail in error["errors"]!.AsArray())
        {
            Assert.Empty(detail!.AsObject().Select(p => p.Key).Except(["domain", "reason", "message", "locationType", "location"]));
            Assert.False(string.IsNullOrEmpty(detail["domain"]!.GetValue<string>()));
            Assert.False(string.IsNullOrEmpty(detail["reason"]!.GetValue<string>()));
        }
    }

    private static bool IsAllowed(JsonObject schema, string value) =>
        schema["enum"] is not JsonArray allowed || allowed.Any(a => a!.GetValue<string>() == value);

    private static bool IsOfFormat(JsonObject schema, string value) => schema["format"]?.GetValue<string>() switch
    {
        "date-time" => Regex.IsMatch(value, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"),
        "date" => Regex.IsMatch(value, @"^\d{4}-\d\d-\d\d$"),
        "int64" => long.TryParse(value, out _),
        _ => true,
    };

    private static CalendarSpec? Load() =>
        SharedFiles.Find("contracts/specs/google-calendar-v3.json") is { } path
            ? new CalendarSpec(JsonNode.Parse(File.ReadAllText(path))!.AsObject())
            : null;

    private sealed class Operation(JsonObject method)
    {
        private readonly Regex _path = new(
            "^" + Regex.Replace(method["path"]!.GetValue<string>(), @"\{[^}]+\}", "[^/]+") + "$");

        public string Id => method["id"]!.GetValue<string>();

        public JsonObject Parameters => method["parameters"] as JsonObject ?? [];

        public string? Response => method["response"]?["$ref"]?.GetValue<string>();

        public bool Matches(string verb, string path) => method["httpMethod"]!.GetValue<string>() == verb && _path.IsMatch(path);
    }
}

/// <summary>Reference material that lies beside the repository on some machines.</summary>
public static class SharedFiles
{
    public const string Absent = "The folder 'shared' with the vendor descriptions is not beside this repository.";

    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
