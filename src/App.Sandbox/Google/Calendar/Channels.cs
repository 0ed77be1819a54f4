using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using App.Sandbox.Hosting;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>Push channels: opened and closed.</summary>
internal sealed class Channels(CalendarStore store, ChannelPushes pushes, SandboxClock clock)
{
    private static readonly Duration DefaultLife = Duration.FromSeconds(604_800);

    public async Task<ApiAnswer> WatchAsync(ApiCall call)
    {
        if ((await call.BodyAsync()).Failed(out var error, out var body))
        {
            return error;
        }

        if (call.Route("calendarId") is { Length: > 0 } id && store.Find(call.Account.Email, id) is null)
        {
            return GoogleError.NotFound;
        }

        if (StoredEvent.Text(body, "id") is not { Length: > 0 } channelId)
        {
            return GoogleError.Required("Missing channel id.");
        }

        if (StoredEvent.Text(body, "type") is not ("web_hook" or "webhook"))
        {
            return GoogleError.Invalid("Unknown channel type.");
        }

        if (!SandboxUrls.IsAllowedPush(StoredEvent.Text(body, "address")))
        {
            return new GoogleError(400, "global", "push.webhookUrlNotHttps", "WebHook callback must be HTTPS: " + StoredEvent.Text(body, "address"));
        }

        var channel = Describe(call, body, channelId);
        if (!store.Open(channel))
        {
            return new GoogleError(400, "global", "channelIdNotUnique", "Channel id not unique");
        }

        pushes.Greet(channel);
        return Answer(channel);
    }

    public async Task<ApiAnswer> StopAsync(ApiCall call)
    {
        if ((await call.BodyAsync()).Failed(out var error, out var body))
        {
            return error;
        }

        var (id, resource) = (StoredEvent.Text(body, "id") ?? "", StoredEvent.Text(body, "resourceId") ?? "");
        return store.Close(call.Account.Email, id, resource)
            ? ApiAnswer.NoContent
            : new GoogleError(404, "global", "notFound", $"Channel '{id}' not found for project 'sandbox'");
    }

    private StoredChannel Describe(ApiCall call, JsonObject body, string id)
    {
        var request = call.Http.Request;
        var path = request.Path.Value![..^"/watch".Length];
        var uri = $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}{path}?alt=json";
        var ttl = body["params"]?["ttl"]?.ToString() is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Duration.FromSeconds(seconds)
            : DefaultLife;
        var expires = StoredEvent.Text(body, "expiration") is { } asked && long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? at
            : (clock.Now(GoogleAccount.Vendor) + ttl).ToUnixTimeMilliseconds();
        var resource = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(call.Account.Email + path)))[..24];
        return new StoredChannel(id, resource, uri, call.Account.Email, StoredEvent.Text(body, "address")!, StoredEvent.Text(body, "token"), expires)
        {
            CalendarId = call.Route("calendarId") is { Length: > 0 } calendar ? store.Find(call.Account.Email, calendar)!.Info.Id : null,
        };
    }

    private static JsonObject Answer(StoredChannel channel)
    {
        var answer = new JsonObject
        {
            ["kind"] = "api#channel",
            ["id"] = channel.Id,
            ["resourceId"] = channel.ResourceId,
            ["resourceUri"] = channel.ResourceUri,
        };
        if (channel.Token is not null)
        {
            answer["token"] = channel.Token;
        }

        answer["expiration"] = channel.ExpirationMs.ToString(CultureInfo.InvariantCulture);
        return answer;
    }
}
