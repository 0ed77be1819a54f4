using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace App.Tests.Api;

public sealed class DocumentTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Set <c>UPDATE_SNAPSHOTS=1</c> to take over a change that is meant.</summary>
    [Fact]
    public async Task The_document_is_the_one_that_was_agreed()
    {
        var file = RepositoryRoot.Path("tests/App.Tests/Api/openapi.v1.json");
        var found = (await DocumentAsync()).ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(file, found);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), found);
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_how_it_fails()
    {
        var operations = from path in (await DocumentAsync())["paths"]!.AsObject()
                         from operation in path.Value!.AsObject()
                         select (Name: $"{operation.Key} {path.Key}", Value: operation.Value!);

        Assert.All(operations, o =>
        {
            Assert.False(string.IsNullOrEmpty((string?)o.Value["summary"]), $"{o.Name} has no summary");
            Assert.All((string[])["400", "401", "404", "429", "503"], status => Assert.NotNull(o.Value["responses"]![status]));
        });
        Assert.Distinct(operations.Select(o => (string)o.Value["operationId"]!));
    }

    [Fact]
    public async Task The_document_is_of_version_3_1_and_names_who_may_ask()
    {
        var document = await DocumentAsync();

        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        Assert.Equal("bearer", (string?)document["components"]!["securitySchemes"]!["apiKey"]!["scheme"]);
        Assert.Equal("cookie", (string?)document["components"]!["securitySchemes"]!["session"]!["in"]);
    }

    [Fact]
    public async Task The_page_to_read_it_has_no_script_the_policy_forbids()
    {
        using var stranger = host.Hub.Visit();
        using var response = await stranger.SendAsync(HttpMethod.Get, "/docs/api/index.html");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*src=)", html);
        Assert.DoesNotContain("onload=", html, StringComparison.OrdinalIgnoreCase);
    }

    private Task<JsonNode> DocumentAsync() => host.Alice.GetJsonAsync("/openapi/v1.json");
}
