using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars.Push;

/// <summary>
/// Compares the channels there are with those there should be, one for each calendar that blocks time, or for each account with such calendars, and writes
/// down what to open and what to stop. Asks no vendor.
/// </summary>
public sealed class PlanChannels(AppDatabase database, ChannelProviders providers, PushAddress address, TimeProvider time)
{
    private const int Most = 200;
    private const string Lock = "push channels";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("which push channels there should be");
        var own = address.Base;
        if (await Surplus(db, own).AnyAsync(cancellationToken) || (own is not null && await Missing(db).AnyAsync(cancellationToken)))
        {
            await WriteAsync(db, own, cancellationToken);
        }
    }

    private async Task WriteAsync(AppDbContext db, string? own, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockAsync(Lock, cancellationToken);
        await Surplus(db, own).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, ChannelState.Closing).SetProperty(c => c.DueAt, now), cancellationToken);
        foreach (var target in own is null ? [] : await Missing(db).Take(Most).ToListAsync(cancellationToken))
        {
            db.PushChannels.Add(new PushChannel
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()),
                OrganizationId = target.OrganizationId,
                ConnectionId = target.ConnectionId,
                CalendarId = target.CalendarId,
                Provider = target.Provider,
                Address = own!,
                CreatedAt = now,
                DueAt = now,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>What is not wanted any more, or was made for another address of this server.</summary>
    private static IQueryable<PushChannel> Surplus(AppDbContext db, string? own) => db.PushChannels.Where(c => c.State != ChannelState.Closing
        && (own == null || c.Address != own || !db.Calendars.Any(k => k.Blocks && k.GoneSince == null && (c.CalendarId == null ? k.ConnectionId == c.ConnectionId : k.Id == c.CalendarId))));

    private IQueryable<Target> Missing(AppDbContext db)
    {
        var now = time.Now();
        var (byCalendar, byAccount) = (providers.Of(WatchScope.Calendar), providers.Of(WatchScope.Account));
        var live = db.Connections.Where(c => (c.Status == ConnectionStatus.Active || c.Status == ConnectionStatus.Error) && (c.RetryAt == null || c.RetryAt <= now));
        var calendars = from connection in live
                        where byCalendar.Contains(connection.Provider)
                        join calendar in db.Calendars on connection.Id equals calendar.ConnectionId
                        where calendar.Blocks && calendar.GoneSince == null && !db.PushChannels.Any(c => c.CalendarId == calendar.Id && c.State != ChannelState.Closing)
                        select new Target { OrganizationId = connection.OrganizationId, ConnectionId = connection.Id, CalendarId = calendar.Id, Provider = connection.Provider };
        var accounts = from connection in live
                       where byAccount.Contains(connection.Provider)
                           && db.Calendars.Any(k => k.ConnectionId == connection.Id && k.Blocks && k.GoneSince == null)
                           && !db.PushChannels.Any(c => c.ConnectionId == connection.Id && c.State != ChannelState.Closing)
                       select new Target { OrganizationId = connection.OrganizationId, ConnectionId = connection.Id, CalendarId = null, Provider = connection.Provider };
        return calendars.Concat(accounts);
    }

    private sealed class Target : IOwned
    {
        public Guid OrganizationId { get; init; }

        public Guid ConnectionId { get; init; }

        public Guid? CalendarId { get; init; }

        public required string Provider { get; init; }
    }
}
