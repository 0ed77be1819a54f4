using System.Globalization;
using System.Text.Json;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
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

    public Task<Result<OpenedChannel>> OpenAsync(Grant grant, ChannelRequest request, CancellationToken cancellationToken)
    {
        var asked = new GoogleChannel
        {
            Id = request.ChannelId,
            Type = "web_hook",
            Address = request.Address.AbsoluteUri,
            Token = request.Secret,
            Params = new Dictionary<string, string> { ["ttl"] = Life.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) },
        };
        return api.PostAsync(grant, api.Url($"calendars/{Uri.EscapeDataString(request.CalendarId!)}/events/watch", []), Write(asked), async (content, ct) => Read(request.ChannelId, await content.ReadAsByteArrayAsync(ct)), cancellationToken);
    }

    public Task<Result<Done>> StopAsync(Grant grant, VendorChannel channel, CancellationToken cancellationToken) => api.PostAsync(
        grant,
        api.Url("channels/stop", []),
        Write(new GoogleChannel { Id = channel.Id, ResourceId = channel.ResourceId }),
        (_, _) => Task.FromResult(Result.Done),
        cancellationToken);

    private static byte[] Write(GoogleChannel channel) => JsonSerializer.SerializeToUtf8Bytes(channel, GoogleJson.Default.GoogleChannel);

    private static Result<OpenedChannel> Read(string id, byte[] body) =>
        JsonSerializer.Deserialize(body, GoogleJson.Default.GoogleChannel) is { ResourceId: { Length: > 0 } resource, Expiration: { } expiration }
        && long.TryParse(expiration, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms <= Instant.MaxValue.ToUnixTimeMilliseconds()
            ? new OpenedChannel(new VendorChannel(id, resource), Instant.FromUnixTimeMilliseconds(ms), IsReached: false)
            : new Failure.Unavailable("Google opened a channel without saying how long.");
}
