using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using App.Sandbox.Tests.Spec;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Tests.Hosting;

/// <summary>An answer of the calendar API.</summary>
public sealed record Answer(HttpStatusCode Status, JsonObject Body, HttpResponseHeaders Headers)
{
    public JsonArray Items => Body["items"]!.AsArray();

    public string? NextPage => Body["nextPageToken"]?.GetValue<string>();

    public string? NextSync => Body["nextSyncToken"]?.GetValue<string>();

    public string? Reason => Body["error"]?["errors"]?[0]?["reason"]?.GetValue<string>();

    public string? ETag => Body["etag"]?.GetValue<string>();

    public string Id => Body["id"]!.GetValue<string>();

    public string[] Ids => [.. Items.Select(i => i!["id"]!.GetValue<string>())];

    public string[] Summaries => [.. Items.Select(i => i!["summary"]?.GetValue<string>() ?? "")];
}

/// <summary>A client as a hub would write one. Every answer it gets is checked against the vendor's own description.</summary>
public sealed class GoogleClient(HttpClient http)
{
    public const string Root = "https://www.googleapis.com/auth/";
    public const string RedirectUri = "http://localhost:7777/callback?from=google";
    public const string Verifier = "a-verifier-of-sufficient-length-for-the-rule-of-43-characters";

    private static readonly string[] UsualScopes =
        ["email", Root + "calendar.events", Root + "calendar.calendarlist.readonly", Root + "calendar.freebusy", Root + "calendar.settings.readonly", Root + "calendar.calendars.readonly"];

    public string AccessToken { get; set; } = "";

    public string? RefreshToken { get; set; }

    public JsonObject Tokens { get; private set; } = [];

    public static async Task<GoogleClient> ConnectAsync(HttpClient http, string account, params string[] scopes)
    {
        var client = new GoogleClient(http);
        var code = await client.ConsentAsync(account, scopes.Length == 0 ? UsualScopes : scopes);
        var (status, tokens) = await client.ExchangeAsync(code);
        Assert.True(status == HttpStatusCode.OK, tokens.ToJsonString());
        client.Keep(tokens);
        return client;
    }

    /// <summary>Walks the consent page and returns the code.</summary>
    public async Task<string> ConsentAsync(string account, string[] scopes, string[]? ticked = null, params (string Name, string? Value)[] changes)
    {
        var location = await DecideAsync(account, scopes, ticked ?? scopes, "allow", changes);
        var answer = QueryHelpers.ParseQuery(location.Query);
        Assert.Equal("st-1", answer["state"]);
        return answer["code"].ToString();
    }

    public async Task<Uri> DecideAsync(string account, string[] scopes, string[] ticked, string decision, params (string Name, string? Value)[] changes)
    {
        var asked = Asked(scopes, changes);
        using var page = await http.GetAsync(QueryHelpers.AddQueryString("/sandbox/google/o/oauth2/v2/auth", asked));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var form = asked.Select(a => KeyValuePair.Create(a.Key, a.Value!))
            .Append(KeyValuePair.Create("account", account))
            .Append(KeyValuePair.Create("decision", decision))
            .Concat(ticked.Select(t => KeyValuePair.Create("granted", t)));
        using var response = await http.PostAsync("/sandbox/google/o/oauth2/v2/auth", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!;
    }

    public static Dictionary<string, string?> Asked(string[] scopes, params (string Name, string? Value)[] changes)
    {
        var asked = new Dictionary<string, string?>
        {
            ["client_id"] = "sandbox-client",
            ["redirect_uri"] = RedirectUri,
            ["response_type"] = "code",
            ["scope"] = string.Join(' ', scopes),
            ["state"] = "st-1",
            ["access_type"] = "offline",
            ["prompt"] = "consent",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            asked[name] = value;
        }

        return asked.Where(a => a.Value is not null).ToDictionary();
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

        using var response = await http.PostAsync("/sandbox/google/token", new FormUrlEncodedContent(form));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    public void Keep(JsonObject tokens)
    {
        Tokens = tokens;
        AccessToken = tokens["access_token"]!.GetValue<string>();
        RefreshToken = tokens["refresh_token"]?.GetValue<string>() ?? RefreshToken;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, path, body, ifMatch);

    public Task<Answer> DeleteAsync(string path, string? ifMatch = null) => SendAsync(HttpMethod.Delete, path, null, ifMatch);

    public Task<Answer> ListAsync(string query = "", string calendar = "primary") =>
        GetAsync($"calendars/{Uri.EscapeDataString(calendar)}/events?{query}");

    public Task<Answer> InsertAsync(object body, string query = "", string calendar = "primary") =>
        PostAsync($"calendars/{Uri.EscapeDataString(calendar)}/events?{query}", body);

    /// <summary>All pages of a listing; the last answer carries the sync token.</summary>
    public async Task<(List<JsonNode> Items, Answer Last)> AllPagesAsync(string query, string calendar = "primary")
    {
        var items = new List<JsonNode>();
        var answer = await ListAsync(query, calendar);
        items.AddRange(answer.Items.Select(i => i!));
        while (answer.NextPage is { } page)
        {
            answer = await ListAsync($"{query}&pageToken={Uri.EscapeDataString(page)}", calendar);
            items.AddRange(answer.Items.Select(i => i!));
        }

        return (items, answer);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, "/sandbox/google/calendar/v3/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        request.Content = body is null ? null : JsonContent.Create(body);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var answer = text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
        CalendarSpec.Found?.Check(method.Method, path, (int)response.StatusCode, answer, text.Length == 0);
        return new Answer(response.StatusCode, answer, response.Headers);
    }
}
