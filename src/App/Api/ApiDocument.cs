using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NodaTime;

namespace App.Api;

/// <summary>The OpenAPI document, and the page to read it and try it.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string Path = "/openapi/v1.json";
    public const string Page = "docs/api";

    private const string LocalTime = "local-date-time";

    private static readonly (int Status, string Text)[] Problem =
    [
        (400, "The input is wrong; `errors` names each field."),
        (401, "No API key and no session."),
        (404, "It does not exist, or you may not know that it does."),
        (429, "Too many requests in this minute."),
    ];

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, static options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = static d => d.RelativePath?.StartsWith(ApiSetup.Root[1..], StringComparison.Ordinal) is true;
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(AddProblems);
        options.AddOperationTransformer(AddHeaders);
        options.AddOperationTransformer(AddWords);
        options.AddSchemaTransformer(NameTypes);
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.UseSwaggerUI(static o =>
        {
            (o.RoutePrefix, o.DocumentTitle) = (Page, "API");
            o.SwaggerEndpoint("../../openapi/v1.json", "Version 1");
        });
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Integrations hub",
            Version = "1",
            Description = """
                Connections, calendars and what happens to them.

                **Who asks.** `Authorization: Bearer ihk_…` with an API key from Settings, or the session of a signed-in member. A key acts as the member it belongs to.
                **Changes** from a browser's session must come from our own pages. Send `Idempotency-Key` with any change to be able to repeat it: the same answer is given for 24 hours.
                **Versions.** Single resources carry an `ETag`; send it as `If-Match` to change only what you have seen (412 otherwise).
                **Lists** are paged: follow `next` (also in the `Link` header) until it is null.
                **Limits.** Every answer says how many requests are left in this minute (`RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset`).
                **Problems** are `application/problem+json` (RFC 9457); `code` is stable.
                Times are RFC 3339 in UTC.
                """,
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["apiKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key from Settings, such as `ihk_…`." },
            ["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "hub-session", Description = "The session of a signed-in member." },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference("apiKey", document)] = [] }, new() { [new OpenApiSecuritySchemeReference("session", document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task AddProblems(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken);
        context.Document!.AddComponent(nameof(ProblemBody), schema);
        var isChange = context.Description.HttpMethod != "GET";
        (int, string)[] further = isChange ? [(409, "It contradicts what is there, or the connection must be reconnected (`needs_reconnect`)."), (412, "It has changed since you read it."), (422, "Understood and refused.")] : [];
        foreach (var (status, text) in Problem.Concat(further).Append((503, "It can't be done now.")))
        {
            operation.Responses ??= [];
            operation.Responses.TryAdd(status.ToString(System.Globalization.CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = text,
                Content = new Dictionary<string, OpenApiMediaType> { [Problems.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemBody), context.Document) } },
            });
        }
    }

    private static Task AddHeaders(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters ??= [];
        if (context.Description.HttpMethod != "GET")
        {
            operation.Parameters.Add(Header(Idempotency.Header, "Repeats with the same key are made once, for 24 hours."));
        }

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.Name == "If-Match"))
        {
            parameter.Description = "The ETag you have seen; 412 when it has changed since.";
            parameter.Example = JsonValue.Create("\"3\"");
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes the words from what is written beside the endpoint's method.</summary>
    private static Task AddWords(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault() is not { } method)
        {
            return Task.CompletedTask;
        }

        operation.OperationId = $"{JsonNamingPolicy.CamelCase.ConvertName(Without(method.DeclaringType!.Name, "Endpoints"))}_{JsonNamingPolicy.CamelCase.ConvertName(Without(method.Name, "Async"))}";
        operation.Summary = WrittenDocs.Summary(method);
        operation.Description = WrittenDocs.Remarks(method);
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Description ??= parameter.Name is { } name ? WrittenDocs.Parameter(method, name) : null;
            if (parameter.Schema is OpenApiSchema schema && context.Description.ParameterDescriptions.FirstOrDefault(p => p.Name == parameter.Name)?.Type is { } type)
            {
                Describe(schema, Nullable.GetUnderlyingType(type) ?? type);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Our own types of parameters: to the framework they are any text.</summary>
    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(Moment))
        {
            Become(schema, "date-time", "2026-01-12T09:00:00Z", isNullable: false);
        }
        else if (type == typeof(LocalMoment))
        {
            Become(schema, LocalTime, "2026-01-12T09:00:00", isNullable: false);
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Word<>))
        {
            schema.Enum = [.. Enum.GetNames(type.GenericTypeArguments[0]).Select(n => (JsonNode)JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(n)))];
        }
    }

    private static string Without(string name, string ending) => name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;

    private static OpenApiParameter Header(string name, string text) =>
        new() { Name = name, In = ParameterLocation.Header, Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static Task NameTypes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(Instant) || type == typeof(Moment))
        {
            Become(schema, "date-time", "2026-01-12T09:00:00Z", context.JsonTypeInfo.Type != type);
        }
        else if (type == typeof(LocalDateTime) || type == typeof(LocalMoment))
        {
            Become(schema, LocalTime, "2026-01-12T09:00:00", context.JsonTypeInfo.Type != type);
        }
        else if (type == typeof(LocalDate))
        {
            Become(schema, "date", "2026-01-12", context.JsonTypeInfo.Type != type);
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (ApiExamples.Of(type) is { } example)
        {
            schema.Examples = [example];
        }

        return Task.CompletedTask;
    }

    private static void Become(OpenApiSchema schema, string format, string example, bool isNullable)
    {
        schema.Properties?.Clear();
        schema.Type = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        schema.Format = format;
        schema.Examples = [JsonValue.Create(example)];
    }
}
