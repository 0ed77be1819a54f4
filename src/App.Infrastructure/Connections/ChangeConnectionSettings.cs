using App.Domain;
using App.Infrastructure.Calendars;

namespace App.Infrastructure.Connections;

/// <summary>Settings of a connection's calendars taken together; null leaves what is.</summary>
/// <param name="SyncEveryMinutes">How often each is polled.</param>
/// <param name="BlockingCalendars">Those that block time; the others do not.</param>
public sealed record ConnectionSettings(int? SyncEveryMinutes = null, IReadOnlyList<Guid>? BlockingCalendars = null);

/// <summary>Changes all calendars of one of the actor's own connections. Repeating it changes nothing.</summary>
public sealed class ChangeConnectionSettings(ListConnections connections, ListCalendars calendars, ChangeCalendar change)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, ConnectionSettings settings, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!(await connections.ReadAsync(actor, id, cancellationToken)).TryGet(out var connection, out var failure) || !(await calendars.RunAsync(actor, id, cancellationToken)).TryGet(out var own, out failure))
        {
            return failure;
        }

        if (expectedVersion is { } expected && expected != connection.Version)
        {
            return new Failure.Stale();
        }

        if (settings.BlockingCalendars?.Except(own.Select(c => c.Id)).Any() is true)
        {
            return new Failure.Invalid("blockingCalendars", "Must be ids of calendars of this connection.");
        }

        foreach (var calendar in own)
        {
            var wanted = new CalendarChange(settings.BlockingCalendars?.Contains(calendar.Id), settings.SyncEveryMinutes);
            if ((await change.RunAsync(actor, calendar.Id, wanted, null, cancellationToken)).Failure is { } refused)
            {
                return refused;
            }
        }

        return Result.Done;
    }
}
