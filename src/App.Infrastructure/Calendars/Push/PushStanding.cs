using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars.Push;

/// <summary>How changes of a calendar reach us.</summary>
/// <param name="IsPushed">The vendor tells at once, has been seen to reach us, and the connection is live, so that what it tells of is read; otherwise it is polled, or not read.</param>
/// <param name="Refusal">Why the vendor does not tell, where it was asked.</param>
internal sealed record PushStanding(bool IsPushed, string? Refusal)
{
    /// <summary>The channels of some connections, but for those being closed.</summary>
    public static async Task<ILookup<Guid, PushChannel>> ChannelsAsync(AppDbContext db, IReadOnlyCollection<Guid> connections, CancellationToken cancellationToken) =>
        (await db.PushChannels.AsNoTracking().Where(c => connections.Contains(c.ConnectionId) && c.State != ChannelState.Closing).ToListAsync(cancellationToken)).ToLookup(c => c.ConnectionId);

    public static PushStanding Of(ILookup<Guid, PushChannel> channels, Connection connection, Guid calendarId, bool blocks, Instant now)
    {
        var own = channels[connection.Id].Where(c => c.CalendarId is null ? blocks : c.CalendarId == calendarId).ToList();
        var isPushed = connection.IsLive && own.Exists(c => c is { State: ChannelState.Open, ReachedAt: not null } && c.ExpiresAt > now);
        return new PushStanding(isPushed, isPushed ? null : own.Find(c => c.ErrorText is not null)?.ErrorText);
    }
}
