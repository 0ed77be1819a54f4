using App.Domain;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>Settings of a connection's calendars taken together; null leaves what is.</summary>
/// <param name="SyncEveryMinutes">How often each is polled.</param>
/// <param name="BlockingCalendars">Those that block time; the others do not.</param>
public sealed record ConnectionSettings(int? SyncEveryMinutes = null, IReadOnlyList<Guid>? BlockingCalendars = null);

/// <summary>Changes all calendars of one of the actor's own connections, together or not at all. Repeating it changes no calendar.</summary>
public sealed class ChangeConnectionSettings(AppDatabase database, SyncSignal signal, ChannelWork work, TimeProvider time)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, ConnectionSettings settings, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (ChangeCalendar.Check(new CalendarChange(SyncEveryMinutes: settings.SyncEveryMinutes)) is { } invalid)
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenConnectionAsync(actor, id, expectedVersion, admins: false, cancellationToken)).TryGet(out var open, out var failure))
        {
            return failure;
        }

        var calendars = await db.Calendars.Where(c => c.ConnectionId == id).ToListAsync(cancellationToken);
        if (settings.BlockingCalendars?.Except(calendars.Select(c => c.Id)).Any() is true)
        {
            return new Failure.Invalid("blockingCalendars", "Must be ids of calendars of this connection.");
        }

        foreach (var calendar in calendars)
        {
            var change = new CalendarChange(settings.BlockingCalendars?.Contains(calendar.Id), settings.SyncEveryMinutes);
            if ((await ChangeCalendar.ApplyAsync(db, open.Member, calendar, change, time.Now(), cancellationToken)).Failure is { } overtaken)
            {
                return overtaken;
            }
        }

        db.Entry(open.Connection).State = EntityState.Modified; // its settings are its calendars': who read it before has read something else
        if ((await db.TrySaveAsync(cancellationToken)).Failure is { } stale)
        {
            return stale;
        }

        await write.CommitAsync(cancellationToken);
        signal.Wake();
        work.Wake();
        return Result.Done;
    }
}
