using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace App.Testing;

/// <summary>The vendor's side as a test works it: change calendars, expire credentials, switch faults on, see what was asked.</summary>
/// <param name="client">Whose base address is the sandbox.</param>
/// <param name="vendor">Whose calendars are meant: <c>google</c>, <c>microsoft</c> or <c>caldav</c>.</param>
public sealed class SandboxControl(HttpClient client, string vendor = "google")
{
    private const string Root = "/sandbox/control";

    /// <summary>The same sandbox, where calendars are another vendor's.</summary>
    public SandboxControl Of(string other) => new(client, other);

    public Task<JsonNode> StateAsync() => SendAsync(HttpMethod.Get, "state");

    /// <summary>Changes settings, for example <c>new { refreshMode = "strict", accessTokenSeconds = 60 }</c>.</summary>
    public Task ChangeSettingsAsync(object settings) => SendAsync(HttpMethod.Put, "settings", settings);

    /// <summary>Switches a fault on, for example <c>new { kind = "rateLimit403", count = 2 }</c>, and returns its id.</summary>
    public async Task<string> AddFaultAsync(object fault) => (await SendAsync(HttpMethod.Post, "faults", fault))["id"]!.ToString();

    public Task ClearFaultsAsync() => SendAsync(HttpMethod.Delete, "faults");

    public Task ExpireAccessTokensAsync(string email) => SendAsync(HttpMethod.Post, $"accounts/{email}/expire-access-tokens?vendor={vendor}");

    public Task ExpireSyncTokensAsync(string email) => SendAsync(HttpMethod.Post, $"{vendor}/accounts/{email}/expire-sync-tokens");

    public Task RevokeAsync(string email) => SendAsync(HttpMethod.Post, $"accounts/{email}/revoke?vendor={vendor}");

    /// <summary>The passwords of an account that is opened by one.</summary>
    public Task<JsonNode> PasswordAsync(string email) => SendAsync(HttpMethod.Get, $"{vendor}/accounts/{email}/password");

    public Task<JsonNode> CalendarsAsync(string email) => SendAsync(HttpMethod.Get, $"{vendor}/accounts/{email}/calendars");

    public Task<JsonNode> AddCalendarAsync(string email, object calendar) => SendAsync(HttpMethod.Post, $"{vendor}/accounts/{email}/calendars", calendar);

    public Task<JsonNode> EventsAsync(string email, string calendar) => SendAsync(HttpMethod.Get, Events(email, calendar));

    /// <summary>What happens on these days (ISO 8601), occurrences one by one, in the local time of the calendar; not more than a page shows.</summary>
    public Task<JsonNode> OccurrencesAsync(string email, string calendar, string from, string to) =>
        SendAsync(HttpMethod.Get, $"{vendor}/accounts/{email}/calendars/{Uri.EscapeDataString(calendar)}/occurrences?from={from}&to={to}");

    public Task<JsonNode> EventAsync(string email, string calendar, string id) => SendAsync(HttpMethod.Get, $"{Events(email, calendar)}/{Uri.EscapeDataString(id)}");

    public Task<JsonNode> AddEventAsync(string email, string calendar, object @event) => SendAsync(HttpMethod.Post, Events(email, calendar), @event);

    public Task<JsonNode> ChangeEventAsync(string email, string calendar, string id, object change) =>
        SendAsync(HttpMethod.Patch, $"{Events(email, calendar)}/{Uri.EscapeDataString(id)}", change);

    public Task DeleteEventAsync(string email, string calendar, string id) =>
        SendAsync(HttpMethod.Delete, $"{Events(email, calendar)}/{Uri.EscapeDataString(id)}");

    /// <summary>Adds many events at once, for example <c>new { count = 5000, seed = 1 }</c>.</summary>
    public Task<JsonNode> AddEventsInBulkAsync(string email, string calendar, object bulk) => SendAsync(HttpMethod.Post, $"{Events(email, calendar)}/bulk", bulk);

    /// <summary>What vendors' endpoints were asked after the given number.</summary>
    public Task<JsonNode> RequestsAsync(long since = 0) => SendAsync(HttpMethod.Get, $"requests?since={since}");

    public Task ClearRequestsAsync() => SendAsync(HttpMethod.Delete, "requests");

    /// <summary>Every code and token issued so far.</summary>
    public Task<JsonNode> IssuedAsync() => SendAsync(HttpMethod.Get, "issued");

    public Task<JsonNode> StatsAsync() => SendAsync(HttpMethod.Get, "stats");

    /// <summary>Each try to push so far.</summary>
    public Task<JsonNode> PushesAsync() => SendAsync(HttpMethod.Get, "pushes");

    /// <summary>Waits until every push that is not kept back was tried.</summary>
    public Task SettlePushesAsync() => SendAsync(HttpMethod.Post, "pushes/settle");

    /// <summary>Sends the pushes that are kept back, and waits.</summary>
    public Task ReleasePushesAsync() => SendAsync(HttpMethod.Post, "pushes/release");

    /// <summary>Has the vendor tell of the life of an account's subscriptions, for example <c>missed</c>.</summary>
    public Task TellLifecycleAsync(string email, string lifecycleEvent) => SendAsync(HttpMethod.Post, $"{vendor}/accounts/{email}/lifecycle/{lifecycleEvent}");

    /// <summary>What came to an inbox, the newest first.</summary>
    public async Task<JsonArray> InboxAsync(string name) => (await SendAsync(HttpMethod.Get, $"inbox/{name}"))["items"]!.AsArray();

    /// <summary>What an inbox checks signatures with: <c>whsec_…</c> or <c>whpk_…</c>.</summary>
    public Task KeepInboxSecretAsync(string name, string secret) => SendAsync(HttpMethod.Put, $"inbox/{name}/secret", new { secret });

    public Task ResetAsync() => SendAsync(HttpMethod.Post, "reset");

    private string Events(string email, string calendar) => $"{vendor}/accounts/{email}/calendars/{Uri.EscapeDataString(calendar)}/events";

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"{Root}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path} answered {(int)response.StatusCode}: {text}");
        }

        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
