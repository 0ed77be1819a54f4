using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using App.Sandbox.Tests.Spec;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Tests.Hosting;

/// <summary>An answer of Graph.</summary>
public sealed record GraphReply(HttpStatusCode Status, JsonObject Body, HttpResponseHeaders Headers)
{
    public JsonArray Value => Body["value"]!.AsArray();

    public string? NextLink => Body["@odata.nextLink"]?.GetValue<string>();

    public string? DeltaLink => Body["@odata.deltaLink"]?.GetValue<string>();

    public string? Code => Body["error"]?["code"]?.GetValue<string>();

    public string Id => Body["id"]!.GetValue<string>();

    public string[] Subjects => [.. Value.Select(v => v!["subject"]?.GetValue<string>() ?? "")];
}

/// <summary>A client of the identity platform and of Graph. Every answer it gets is checked against the vendor's own description.</summary>
public sealed class GraphClient(HttpClient http)
{
    public const string RedirectUri = "http://localhost:7777/callback?from=microsoft";
    public const string Verifier = "a-verifier-of-sufficient-length-for-the-rule-of-43-characters";
    public const string Immutable = "IdType=\"ImmutableId\"";

    private static readonly string[] UsualScopes = ["openid", "profile", "email", "offline_access", "User.Read", "Calendars.ReadWrite"];

    public string AccessToken { get; set; } = "";

    public string? RefreshToken { get; set; }

    public JsonObject Tokens { get; private set; } = [];

    /// <summary>Sent on every request unless one names its own.</summary>
    public string Prefer { get; set; } = Immutable;

    public static async Task<GraphClient> ConnectAsync(HttpClient http, string account, params string[] scopes)
    {
        var client = new GraphClient(http);
        var answer = await client.DecideAsync(account, "common", scopes.Length == 0 ? UsualScopes : scopes);
        var (status, tokens) = await client.ExchangeAsync(QueryHelpers.ParseQuery(answer.Query)["code"].ToString());
        Assert.True(status == HttpStatusCode.OK, tokens.ToJsonString());
        client.Keep(tokens);
        return client;
    }

    public static Dictionary<string, string?> Asked(string[]? scopes = null, params (string Name, string? Value)[] changes)
    {
        var asked = new Dictionary<string, string?>
        {
            ["client_id"] = "sandbox-client",
            ["redirect_uri"] = RedirectUri,
            ["response_type"] = "code",
            ["scope"] = string.Join(' ', scopes ?? UsualScopes),
            ["state"] = "st-1",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            asked[name] = value;
        }

        return asked.Where(a => a.Value is not null).ToDictionary();
    }

    public async Task<Uri> DecideAsync(string account, string tenant, string[]? scopes = null, string decision = "allow")
    {
        var asked = Asked(scopes);
        using var page = await http.GetAsync(QueryHelpers.AddQueryString($"/sandbox/microsoft/{tenant}/oauth2/v2.0/authorize", asked));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var form = asked.Select(a => KeyValuePair.Create(a.Key, a.Value!)).Append(new("account", account)).Append(new("decision", decision));
        using var response = await http.PostAsync($"/sandbox/microsoft/{tenant}/oauth2/v2.0/authorize", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!;
    }

    public Task<(HttpStatusCode Status, JsonObject Body)> ExchangeAsync(string code, params (string Name, string Value)[] changes) =>
        TokenAsync([("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), ("code_verifier", Verifier), .. changes]);

    public Task<(HttpStatusCode Status, JsonObject Body)> RefreshAsync(string? refreshToken = null) =>
        TokenAsync([("grant_type", "refresh_token"), ("refresh_token", refreshToken ?? RefreshToken!)]);

    public async Task<(HttpStatusCode Status, JsonObject Body)> TokenAsync(params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string> { ["client_id"] = "sandbox-client", ["client_secret"] = "sandbox-secret" };
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        using var response = await http.PostAsync("/sandbox/microsoft/common/oauth2/v2.0/token", new FormUrlEncodedContent(form));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    public void Keep(JsonObject tokens)
    {
        Tokens = tokens;
        AccessToken = tokens["access_token"]!.GetValue<string>();
        RefreshToken = tokens["refresh_token"]?.GetValue<string>() ?? RefreshToken;
    }

    public Task<GraphReply> GetAsync(string path, string? prefer = null) => SendAsync(HttpMethod.Get, path, prefer: prefer);

    public Task<GraphReply> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public Task<GraphReply> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, path, body, ifMatch);

    public Task<GraphReply> DeleteAsync(string path, string? ifMatch = null) => SendAsync(HttpMethod.Delete, path, null, ifMatch);

    /// <summary>Follows a round to its delta link.</summary>
    public async Task<(List<JsonObject> Items, string DeltaLink)> RoundAsync(string path, string? prefer = null)
    {
        var items = new List<JsonObject>();
        var answer = await GetAsync(path, prefer);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        items.AddRange(answer.Value.Select(v => v!.AsObject()));
        while (answer.NextLink is { } next)
        {
            answer = await GetAsync(next, prefer);
            items.AddRange(answer.Value.Select(v => v!.AsObject()));
        }

        return (items, answer.DeltaLink!);
    }

    public async Task<GraphReply> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? prefer = null)
    {
        const string root = "/sandbox/microsoft/v1.0/";
        var relative = path.Contains(root, StringComparison.Ordinal) ? path[(path.IndexOf(root, StringComparison.Ordinal) + root.Length)..] : path;
        using var request = new HttpRequestMessage(method, root + relative);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        request.Headers.TryAddWithoutValidation("Prefer", prefer ?? Prefer);
        request.Content = body is null ? null : JsonContent.Create(body);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var answer = text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
        GraphSpec.Found?.Check(method.Method, relative, (int)response.StatusCode, answer, text.Length == 0);
        return new GraphReply(response.StatusCode, answer, response.Headers);
    }
}
