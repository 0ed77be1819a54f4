using System.Text;
using System.Text.Json.Nodes;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Webhooks.Events;

namespace App.Tests.Documentation;

public sealed class EventTypeDocumentTests
{
    private static readonly string Document = RepositoryRoot.Path("docs/event-types.md");

    [Fact]
    public void The_document_of_event_types_says_what_the_catalogue_does()
    {
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            File.WriteAllText(Document, Write());
        }

        Assert.True(File.Exists(Document) && Write() == File.ReadAllText(Document), "docs/event-types.md is stale: run eng/docs and commit what it wrote.");
    }

    private static string Write()
    {
        var text = new StringBuilder("""
            # Event types

            Written by `eng/docs` from the catalogue; a test fails when it is stale. `GET /api/v1/event-types` answers the same, with JSON schemas, and so does the page Webhooks, Event types.

            A message is `type`, `timestamp` (RFC 3339, UTC), `version` and `data`. Within a version data only grows: ignore members you do not know. Anything else becomes a new version,
            told beside the old one. Arrays are marked `[]`; what may be null says so.

            """.ReplaceLineEndings("\n"));
        foreach (var group in EventTypes.All.GroupBy(t => t.Group))
        {
            text.Append('\n').Append("## ").Append(group.Key).Append('\n');
            if (group.All(t => t.IsPublished))
            {
                text.Append("\nPrograms of the organization tell these, by `POST /api/v1/events`.\n");
            }

            foreach (var type in group)
            {
                Write(text, type);
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, EventType type)
    {
        text.Append("\n### ").Append(type.Name).Append("\n\nVersion ").Append(type.Version).Append(". ").Append(type.Description).Append("\n\n| data | | |\n|---|---|---|\n");
        foreach (var (path, schema) in Members(JsonNode.Parse(EventSchema.Of(type))!, ""))
        {
            text.Append("| `").Append(path).Append("` | ").Append(Kind(schema)).Append(" | ").Append((string?)schema["description"]).Append(" |\n");
        }

        text.Append("\n```json\n").Append(EventSamples.Read(type)).Append("\n```\n");
    }

    private static IEnumerable<(string Path, JsonNode Schema)> Members(JsonNode schema, string prefix) =>
        (schema["properties"]?.AsObject() ?? []).SelectMany(p =>
        {
            var (path, inner) = p.Value!["items"] is { } items ? ($"{prefix}{p.Key}[]", items) : (prefix + p.Key, p.Value);
            return new[] { (path, p.Value!) }.Concat(Members(inner, path + "."));
        });

    private static string Kind(JsonNode schema)
    {
        if (schema["enum"] is JsonArray words)
        {
            return string.Join(", ", words.Select(w => w is null ? "null" : $"`{w}`"));
        }

        var types = schema["type"] is JsonArray several ? several.Select(t => (string)t!).ToList() : [(string?)schema["type"] ?? "any"];
        var format = (string?)schema["format"];
        return string.Join(" or ", types.Select(t => t == "string" && format is not null ? format : t));
    }
}
