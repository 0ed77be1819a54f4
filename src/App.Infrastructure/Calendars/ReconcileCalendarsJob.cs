using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>Every minute: compares calendars whose day has come, or of which it was asked for.</summary>
public sealed partial class ReconcileCalendarsJob(AppDatabase database, ReconcileCalendar reconcile, TimeProvider time, ILogger<ReconcileCalendarsJob> logger) : UseCaseJob(logger)
{
    private const int Most = 50;
    private const int AtOnce = 4;

    /// <summary>Whoever takes a calendar gives it up after this; then it is due again.</summary>
    private static readonly Duration Patience = Duration.FromMinutes(10);

    /// <summary>A calendar that could not be compared is tried again after this.</summary>
    private static readonly Duration Again = Duration.FromMinutes(30);

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Guid> due;
        await using (var db = database.ForSystem("finding calendars to compare"))
        {
            due = await Due(db, time.Now()).OrderBy(c => c.ReconcileAt).Select(c => c.CalendarId).Take(Most).ToListAsync(cancellationToken);
        }

        await Each.RunAsync(due, AtOnce, TakeAsync, logger, cancellationToken);
    }

    private async Task TakeAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using (var db = database.ForSystem("taking a calendar to compare"))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (await db.Cursors.Where(c => c.CalendarId == calendarId && c.ReconcileAt <= now).ExecuteUpdateAsync(s => s.SetProperty(c => c.ReconcileAt, now + Again), cancellationToken) == 0)
            {
                return;
            }

            await write.CommitAsync(cancellationToken);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience.ToTimeSpan());
        try
        {
            await reconcile.RunAsync(calendarId, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogSlow(logger, calendarId);
        }
    }

    private static IQueryable<Domain.Calendars.CalendarCursor> Due(AppDbContext db, Instant now) =>
        from cursor in db.Cursors
        join connection in db.Connections on cursor.ConnectionId equals connection.Id
        join calendar in db.Calendars on cursor.CalendarId equals calendar.Id
        where cursor.ReconcileAt <= now && calendar.GoneSince == null && calendar.TrueUpTo != null && connection.Status == ConnectionStatus.Active && (connection.RetryAt == null || connection.RetryAt <= now)
        select cursor;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Comparing calendar {CalendarId} took too long and is tried again later")]
    private static partial void LogSlow(ILogger logger, Guid calendarId);
}
