using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;
using NodaTime;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>
/// Channels by events.watch, one for each calendar, and channels.stop. None is prolonged: a new one under a new id is opened before the old one ends
/// (developers.google.com/workspace/calendar/api/guides/push, 2026-04).
/// </summary>
internal sealed class GoogleCalendarWatcher(GoogleCalendarApi api) : ICalendarWatcher
{
    public WatchScope Scope => WatchScope.Calendar;

    /// <summary>Google's own default; what its answer says counts.</summary>
    public Duration Life => Duration.FromDays(7);

    public async Task<Result<OpenedChannel>> OpenAsync(Grant grant, ChannelRequest request, CancellationToken cancellationToken)
    {
        var asked = new GoogleChannel
        {
            Id = request.ChannelId,
            Type = "web_hook",
            Address = request.Address.AbsoluteUri,
            Token = request.Secret,
            Params = new Dictionary<string, string> { ["ttl"] = Life.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) },
        };
        var write = new JsonWrite(HttpMethod.Post, api.Url($"calendars/{Uri.EscapeDataString(request.CalendarId!)}/events/watch", []), Write(asked)) { Once = true };
        var answer = await api.SendAsync(grant, write, async (content, ct) => JsonSerializer.Deserialize(await content.ReadAsByteArrayAsync(ct), GoogleJson.Default.GoogleChannel) ?? throw new JsonException("The answer is null."), cancellationToken);
        return answer.TryGet(out var made, out var refused) ? Read(request.ChannelId, made) : refused;
    }

    public Task<Result<Done>> StopAsync(Grant grant, VendorChannel channel, CancellationToken cancellationToken) => api.SendAsync(
        grant,
        new JsonWrite(HttpMethod.Post, api.Url("channels/stop", []), Write(new GoogleChannel { Id = channel.Id, ResourceId = channel.ResourceId })) { Once = true },
        (_, _) => Task.FromResult(default(Done)),
        cancellationToken);

    private static JsonObject Write(GoogleChannel channel) => JsonSerializer.SerializeToNode(channel, GoogleJson.Default.GoogleChannel)!.AsObject();

    private static Result<OpenedChannel> Read(string id, GoogleChannel made) =>
        made is { ResourceId: { Length: > 0 } resource, Expiration: { } expiration }
        && long.TryParse(expiration, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms <= Instant.MaxValue.ToUnixTimeMilliseconds()
            ? new OpenedChannel(new VendorChannel(id, resource), Instant.FromUnixTimeMilliseconds(ms), IsReached: false)
            : new Failure.Unavailable("Google opened a channel without saying how long.");
}
