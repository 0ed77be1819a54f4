using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>
/// One pass over one calendar. Every page is saved with its cursor in one transaction that first checks the fence: a crash resumes at the next page, a
/// late worker saves nothing, and known events go only after the last page of a full pass.
/// </summary>
public sealed partial class SyncCalendar(AppDatabase database, Grants grants, SyncLedger ledger, IServiceProvider services, TimeProvider time, ILogger<SyncCalendar> logger)
{
    /// <summary>Runs the pass the claim is for.</summary>
    /// <returns>What was done, or why it ended; <see cref="Failure.Conflict"/> when the claim was lost to another worker.</returns>
    public async Task<Result<SyncRun>> RunAsync(SyncClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        await using var db = database.ForSystem("keeping a calendar in step");
        if (await SyncPass.OpenAsync(db, claim, time, cancellationToken) is not { } pass)
        {
            return new Failure.NotFound("The calendar");
        }

        var calls = CallCount.Begin();
        var outcome = await TryReadAllAsync(db, pass, calls, cancellationToken);
        return outcome.TryGet(out var run, out var failure)
            ? run
            : failure is Failure.Conflict { Code: SyncLedger.ClaimLost } ? failure : await ledger.FailAsync(pass, failure, calls.Count, cancellationToken);
    }

    /// <summary>A bug is logged and ends the pass like an outage, so that it is seen and backed off from, never repeated in silence.</summary>
    private async Task<Result<SyncRun>> TryReadAllAsync(AppDbContext db, SyncPass pass, CallCount calls, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAllAsync(db, pass, calls, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, pass.Calendar.Id, e);
            pass.Run = null;
            return new Failure.Unavailable("Something went wrong on this server.");
        }
    }

    private async Task<Result<SyncRun>> ReadAllAsync(AppDbContext db, SyncPass pass, CallCount calls, CancellationToken cancellationToken)
    {
        var reader = services.GetRequiredKeyedService<ICalendarReader>(pass.Connection.Provider);
        var rows = new EventRows(db, pass.Calendar);
        var restarted = false;
        await ledger.BeginAsync(db, pass, cancellationToken);
        while (true)
        {
            var answer = await grants.UseAsync(pass.Connection.Id, (grant, ct) => reader.ReadEventsAsync(grant, pass.Request, ct), cancellationToken);
            if (!restarted && MustStartOver(answer, pass))
            {
                restarted = true;
                pass.StartOver(full: answer.IsOk || pass.Full || !pass.Resumed, time.Now());
                await ledger.BeginAsync(db, pass, cancellationToken);
                continue;
            }

            if (!answer.TryGet(out var page, out var failure))
            {
                return failure;
            }

            if (page.CursorExpired)
            {
                return new Failure.Unavailable("The vendor does not accept its own new token.");
            }

            if (!(await ledger.SaveAsync(db, pass, page, rows, calls.Count, cancellationToken)).TryGet(out var run, out failure))
            {
                return failure;
            }

            if (page.NextPageToken is null)
            {
                return run;
            }
        }
    }

    /// <summary>An expired or refused sync token means a full pass; a page token that outlived a crash and is refused means the same pass from its beginning.</summary>
    private static bool MustStartOver(Result<EventPage> answer, SyncPass pass) =>
        answer is { IsOk: true, Value.CursorExpired: true } || (answer.Failure is Failure.Rejected { Code: "refused" } && (pass.Resumed || !pass.Full));

    [LoggerMessage(Level = LogLevel.Error, Message = "A pass over calendar {CalendarId} failed unexpectedly")]
    private static partial void LogFailed(ILogger logger, Guid calendarId, Exception exception);
}
