using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Mailbox;
using App.Sandbox.Outcomes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>One authorized request to Graph.</summary>
internal sealed partial class GraphCall(HttpContext http, MicrosoftAccount account)
{
    [GeneratedRegex("""(?<name>[\w.-]+)\s*=\s*(?:"(?<value>[^"]*)"|(?<value>[^,\s]+))""")]
    private static partial Regex Preference();

    private readonly Dictionary<string, string> _preferences = Preference()
        .Matches(string.Join(',', http.Request.Headers["Prefer"].OfType<string>()))
        .GroupBy(m => m.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.Last().Groups["value"].Value, StringComparer.OrdinalIgnoreCase);

    public HttpContext Http => http;

    public MicrosoftAccount Account => account;

    public string? IfMatch => http.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag ? tag : null;

    public bool IsImmutable => _preferences.GetValueOrDefault("IdType") == "ImmutableId";

    public int? PreferredPageSize => Number(_preferences.GetValueOrDefault("odata.maxpagesize"));

    /// <summary>The address of Graph as this client reaches it.</summary>
    public string Root => $"{SandboxUrls.Root(http.Request)}/{MicrosoftAccount.Vendor}/v1.0";

    /// <summary>The address of this request without its query.</summary>
    public string Url => $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}{http.Request.PathBase.ToUriComponent()}{http.Request.Path.ToUriComponent()}";

    public string? Route(string name) => (string?)http.Request.RouteValues[name];

    public string? Text(string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    public bool Has(string name) => http.Request.Query.ContainsKey(name);

    public int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public IEnumerable<KeyValuePair<string, string>> Query => http.Request.Query.Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()));

    /// <summary>How events are to be shown.</summary>
    public Outcome<ItemPreferences, GraphError> Preferences()
    {
        var name = _preferences.GetValueOrDefault("outlook.timezone") ?? GraphZones.Utc;
        if (GraphZones.Find(name) is not { } zone)
        {
            return GraphError.Zone(name);
        }

        IReadOnlySet<string>? select = Text("$select") is { } chosen ? chosen.Split(',', StringSplitOptions.TrimEntries).ToHashSet() : null;
        return new ItemPreferences(name, zone, IsImmutable, select);
    }

    /// <summary>The window a view is asked for; times without an offset are UTC.</summary>
    public Outcome<ViewWindow, GraphError> Window()
    {
        if (Text("startDateTime") is not { } start || Text("endDateTime") is not { } end)
        {
            return GraphError.Parameter("This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.");
        }

        if (Moment(start) is not { } from || Moment(end) is not { } to)
        {
            return GraphError.Parameter("The value of the parameter 'StartDateTime' or 'EndDateTime' is invalid.");
        }

        return to < from ? GraphError.Parameter("The end of the window must not be before its start.") : new ViewWindow(from, to);
    }

    public async Task<Outcome<JsonObject, GraphError>> BodyAsync()
    {
        try
        {
            var node = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            return node is JsonObject body ? body : GraphError.Body("The body must be a JSON object.");
        }
        catch (JsonException)
        {
            return GraphError.Body("The body is not valid JSON.");
        }
    }

    public static Instant? Moment(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var withOffset })
        {
            return withOffset.ToInstant();
        }

        if (LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var local })
        {
            return local.InUtc().ToInstant();
        }

        return LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? date.AtMidnight().InUtc().ToInstant() : null;
    }
}
