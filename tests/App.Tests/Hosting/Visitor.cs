using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Tests.Hosting;

/// <summary>Somebody with a browser: keeps cookies, follows no redirect by itself, and can be asked what she was answered.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _client;

    public Visitor(Uri address) =>
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };

    public CookieContainer Cookies { get; } = new();

    public HttpClient Client => _client;

    /// <summary>Signs in at the sandbox's identity provider as one of its people.</summary>
    public async Task SignInAsync(string person)
    {
        var authorize = await LocationAsync(await _client.GetAsync("/sign-in/start"));
        using var form = new FormUrlEncodedContent(Query(authorize).Append(new("person", person)));
        var callback = await LocationAsync(await _client.PostAsync(authorize.GetLeftPart(UriPartial.Path), form));
        var home = await LocationAsync(await _client.GetAsync(callback));
        Assert.DoesNotContain("refused", home.OriginalString, StringComparison.Ordinal);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (method != HttpMethod.Get)
        {
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request);
    }

    public async Task<JsonNode> GetJsonAsync(string path) => await ReadAsync(await SendAsync(HttpMethod.Get, path), HttpStatusCode.OK);

    /// <summary>The answer's body, which must have that status.</summary>
    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == expected, $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri} answered {(int)response.StatusCode}: {text}");
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        }
    }

    public void Dispose() => _client.Dispose();

    public async Task<Uri> LocationAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return response.Headers.Location is { } location
                ? new Uri(_client.BaseAddress!, location)
                : throw new InvalidOperationException($"{response.RequestMessage!.RequestUri} answered {(int)response.StatusCode} instead of leading on: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Query(Uri uri) =>
        QueryHelpers.ParseQuery(uri.Query).SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value!));
}
