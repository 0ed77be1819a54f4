using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Outcomes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Google.Calendar;

/// <summary>One authorized request to the calendar API.</summary>
internal sealed class ApiCall(HttpContext http, GoogleAccount account, IReadOnlyList<string> scopes)
{
    /// <summary>Parameters every Google API takes, and those that only cut an answer into pages or shapes.</summary>
    private static readonly HashSet<string> Neutral =
        ["alt", "fields", "key", "oauth_token", "prettyPrint", "quotaUser", "userIp", "maxResults", "pageToken", "syncToken", "access_token"];

    public HttpContext Http => http;

    public GoogleAccount Account => account;

    public IReadOnlyList<string> Scopes => scopes;

    public string? IfMatch => http.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag ? tag : null;

    public string Route(string name) => (string?)http.Request.RouteValues[name] ?? "";

    public bool Has(string name) => http.Request.Query.ContainsKey(name);

    public string? Text(string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    public string[] All(string name) => [.. http.Request.Query[name].OfType<string>()];

    /// <summary>The parameters that decide what a listing contains.</summary>
    public IEnumerable<KeyValuePair<string, string>> Deciding(params string[] except) =>
        http.Request.Query
            .Where(q => !Neutral.Contains(q.Key) && !except.Contains(q.Key))
            .Select(q => new KeyValuePair<string, string>(q.Key, string.Join(',', q.Value.Order(StringComparer.Ordinal))));

    public bool TryFlag(string name, out bool value, out GoogleError? error)
    {
        (value, error) = (false, null);
        var text = Text(name);
        if (text is not null && !bool.TryParse(text, out value))
        {
            error = GoogleError.Parameter(name, $"Invalid boolean value: '{text}'.");
        }

        return error is null;
    }

    public bool TryNumber(string name, int least, out int? value, out GoogleError? error)
    {
        (value, error) = (null, null);
        var text = Text(name);
        if (text is null)
        {
            return true;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least)
        {
            error = GoogleError.Parameter(name, $"Invalid integer value: '{text}'.");
            return false;
        }

        value = number;
        return true;
    }

    public bool TryInstant(string name, out Instant? value, out GoogleError? error)
    {
        (value, error) = (null, null);
        var text = Text(name);
        if (text is null)
        {
            return true;
        }

        if (OffsetDateTimePattern.Rfc3339.Parse(text) is not { Success: true } parsed)
        {
            error = GoogleError.Parameter(name, "Bad Request", "badRequest");
            return false;
        }

        value = parsed.Value.ToInstant();
        return true;
    }

    public async Task<Outcome<JsonObject, GoogleError>> BodyAsync()
    {
        try
        {
            var node = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            return node is JsonObject body ? body : GoogleError.Parse;
        }
        catch (JsonException)
        {
            return GoogleError.Parse;
        }
    }
}
