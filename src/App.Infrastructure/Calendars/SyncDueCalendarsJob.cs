using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Calendars;

/// <summary>Every minute: reads lists of calendars that have grown old, and wakes the pump for calendars that are due.</summary>
public sealed class SyncDueCalendarsJob(AppDatabase database, RefreshCalendars refresh, SyncSignal signal, TimeProvider time, ILogger<SyncDueCalendarsJob> logger) : UseCaseJob(logger)
{
    private const int Most = 20;
    private const int AtOnce = 4;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        signal.Wake();
        var now = time.Now();
        var old = now - RefreshCalendars.Every;
        List<Guid> due;
        await using (var db = database.ForSystem("lists of calendars that have grown old"))
        {
            due = await db.Connections
                .Where(c => (c.Status == ConnectionStatus.Active || c.Status == ConnectionStatus.Error) && (c.CalendarsListedAt == null || c.CalendarsListedAt < old) && (c.RetryAt == null || c.RetryAt <= now))
                .OrderBy(c => c.CalendarsListedAt).Select(c => c.Id).Take(Most).ToListAsync(cancellationToken);
        }

        await Each.RunAsync(due, AtOnce, refresh.RunAsync, logger, cancellationToken);
        signal.Wake();
    }
}
