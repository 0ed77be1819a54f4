using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Domain.Time;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings.ComeBack;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using App.Infrastructure.Webhooks;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>
/// Writes down how a pass goes: cursor, rows and run in one transaction per page, each beginning with the fence. A pass that changed nothing adds no row
/// but counts in the one of its hour.
/// </summary>
public sealed class SyncLedger(AppDatabase database, Catalogue catalogue, ComeBackSignal comeBack, TimeProvider time)
{
    public const string ClaimLost = "claim_lost";

    private static readonly Failure.Conflict Lost = new(ClaimLost, "Another worker has taken this calendar over.");

    /// <summary>Notes a full or resumed pass on the cursor and gives it its run, so that its progress shows.</summary>
    internal async Task BeginAsync(AppDbContext db, SyncPass pass, CancellationToken cancellationToken)
    {
        var abandoned = pass.Run is null ? pass.Cursor.RunId : null;
        if (!pass.Full && !pass.Resumed && abandoned is null)
        {
            return;
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        OpenRun(db, pass);
        if (!await FenceAsync(db, pass, Step.Begin, null, cancellationToken))
        {
            return;
        }

        if (abandoned is not null)
        {
            await db.SyncRuns.Where(r => r.Id == abandoned && r.Status == SyncRunStatus.Running)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.Status, SyncRunStatus.Interrupted).SetProperty(r => r.EndedAt, time.Now()).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>Saves a page with its cursor; after the last page of a full pass sweeps what it did not see, and ends the run.</summary>
    internal async Task<Result<SyncRun>> SaveAsync(AppDbContext db, SyncPass pass, EventPage page, EventRows rows, int calls, CancellationToken cancellationToken)
    {
        var (last, full) = (page.NextPageToken is null, pass.Full);
        pass.Cursor.PageToken = page.NextPageToken;
        if (last)
        {
            (pass.Cursor.SyncToken, pass.Cursor.Pass) = (page.NextSyncToken, Pass.None);
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!last || !page.IsEmpty || page.SetAside > 0)
        {
            OpenRun(db, pass);
        }

        if (!await FenceAsync(db, pass, last ? Step.Done : Step.Page, null, cancellationToken))
        {
            return Lost;
        }

        var counts = await rows.ApplyAsync(write, page, pass.Cursor.Generation, cancellationToken);
        pass.MaySweep &= page.SetAside == page.SetAsideIds.Count;
        var swept = last && full && pass.MaySweep ? await rows.SweepAsync(pass.Cursor.Generation, cancellationToken) : 0;
        var run = Count(pass, counts, swept, page.SetAside, calls);
        if (last)
        {
            await EndAsync(db, pass, run, cancellationToken);
        }

        if (rows.TakeTouched() is { } touched)
        {
            await db.TouchBusyAsync(pass.Calendar.OrganizationId, pass.Calendar.MemberId, touched, cancellationToken);
        }

        Announce(db, pass, counts != default || swept > 0);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        if (last)
        {
            comeBack.Synced(pass.Calendar.Id);
        }

        return run;
    }

    /// <summary>Ends a pass that failed: what was saved stays, the cursor resumes there, and the connection bears what is its own.</summary>
    internal async Task<Failure> FailAsync(SyncPass pass, Failure failure, int calls, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("ending a pass that failed");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var retryAt = RetryAt(failure, pass.Cursor.Failures);
        pass.Cursor.Failures++;
        if (!await FenceAsync(db, pass, Step.Failed, retryAt, cancellationToken))
        {
            return Lost;
        }

        var run = pass.Run is { } begun ? db.SyncRuns.Attach(begun).Entity : OpenRun(db, pass);
        (run.Status, run.EndedAt, run.Calls, run.ErrorCode, run.ErrorText) = (SyncRunStatus.Failed, time.Now(), calls, failure.Code, failure.Reason);
        if (await db.LockConnectionAsync(pass.Connection.Id, cancellationToken) is { } connection)
        {
            await BearAsync(db, pass, connection, failure, retryAt, cancellationToken);
        }

        db.Announce(pass.Calendar.OrganizationId, Topics.Calendars, pass.Calendar.Id);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return failure;
    }

    /// <summary>A vendor's wish is the least; a permission not given changes by new consent, which makes the calendar due at once.</summary>
    private Instant RetryAt(Failure failure, int failures) => failure switch
    {
        Failure.RateLimited limited => Instant.Max(limited.Until, time.Now() + Backoff.After(failures)),
        Failure.Rejected { Code: RefreshCalendars.ScopeMissing } => time.Now() + Duration.FromDays(1),
        _ => time.Now() + Backoff.After(failures),
    };

    private async Task BearAsync(AppDbContext db, SyncPass pass, Connection connection, Failure failure, Instant retryAt, CancellationToken cancellationToken)
    {
        if (failure is Failure.NotFound)
        {
            // The calendar is gone, not the connection: the list of calendars will say so.
            await db.Calendars.Where(c => c.Id == pass.Calendar.Id && c.GoneSince == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.GoneSince, time.Now()).SetProperty(c => c.Version, c => c.Version + 1), cancellationToken);
            connection.CalendarsListedAt = null;
            return;
        }

        if (failure is not Failure.Rejected { Code: RefreshCalendars.ScopeMissing })
        {
            Trouble.Note(db, connection, catalogue.Read(connection.Provider), failure, pass.Began);
        }

        if (pass.Cursor.Failures == 1)
        {
            Tell(db, pass.Calendar, connection.Provider, failure, retryAt);
            db.Log(connection.OrganizationId, "calendar.sync_failed", $"“{pass.Calendar.Name}” could not be synced. {failure.Reason}", "Integrations", new ActivitySubject(connection.MemberId, connection.Id, pass.Calendar.Id), ActivityLevel.Warning);
        }
    }

    private static void Tell(AppDbContext db, Calendar calendar, string provider, Failure failure, Instant retryAt) => db.Tell(
        calendar.OrganizationId,
        EventTypes.CalendarSyncFailed,
        new CalendarSyncFailedData(new ToldCalendar(calendar.Id, calendar.Name, calendar.MemberId, calendar.ConnectionId, provider), failure.Code, failure.Reason, retryAt, calendar.TrueUpTo),
        new MessageSubject(calendar.Id, calendar.ConnectionId));

    /// <summary>
    /// Writes the cursor if the claim still holds; nothing of the transaction may be saved otherwise. A request that came while the pass ran (another due
    /// moment than the one read) stands.
    /// </summary>
    private async Task<bool> FenceAsync(AppDbContext db, SyncPass pass, Step step, Instant? retryAt, CancellationToken cancellationToken)
    {
        var (cursor, claim, now) = (pass.Cursor, pass.Claim, time.Now());
        var (begins, ends) = (step == Step.Begin && pass.Full, step is Step.Done or Step.Failed);
        var next = retryAt ?? now + Backoff.Spread(Duration.FromMinutes(pass.Calendar.SyncEveryMinutes));
        var saved = await db.Cursors.Where(c => c.CalendarId == claim.CalendarId && c.Fence == claim.Fence && c.LeaseOwner == claim.Owner).ExecuteUpdateAsync(
            s => s
                .SetProperty(c => c.SyncToken, cursor.SyncToken)
                .SetProperty(c => c.PageToken, cursor.PageToken)
                .SetProperty(c => c.Pass, cursor.Pass)
                .SetProperty(c => c.PassStartedAt, cursor.PassStartedAt)
                .SetProperty(c => c.Generation, cursor.Generation)
                .SetProperty(c => c.WindowStart, cursor.WindowStart)
                .SetProperty(c => c.WindowEnd, cursor.WindowEnd)
                .SetProperty(c => c.ReseedAt, cursor.ReseedAt)
                .SetProperty(c => c.Failures, step == Step.Done ? 0 : cursor.Failures)
                .SetProperty(c => c.FullRequested, c => c.FullRequested && !(begins && c.DueAt == cursor.DueAt))
                .SetProperty(c => c.Trigger, c => ends && c.DueAt == cursor.DueAt ? SyncTrigger.Schedule : c.Trigger)
                .SetProperty(c => c.DueAt, c => step == Step.Failed || (ends && c.DueAt == cursor.DueAt) ? next : c.DueAt)
                .SetProperty(c => c.RunId, ends ? null : cursor.RunId)
                .SetProperty(c => c.LeaseOwner, ends ? null : claim.Owner)
                .SetProperty(c => c.LeaseUntil, ends ? null : now + SyncClaims.LeaseLife),
            cancellationToken);
        return saved == 1;
    }

    private SyncRun OpenRun(AppDbContext db, SyncPass pass)
    {
        if (pass.Run is null)
        {
            pass.Run = db.SyncRuns.Add(NewRun(pass)).Entity;
            pass.Cursor.RunId = pass.Run.Id;
        }

        return pass.Run;
    }

    private SyncRun NewRun(SyncPass pass) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        OrganizationId = pass.Calendar.OrganizationId,
        MemberId = pass.Calendar.MemberId,
        ConnectionId = pass.Connection.Id,
        CalendarId = pass.Calendar.Id,
        Trigger = pass.Cursor.Trigger,
        Full = pass.Full,
        StartedAt = pass.Began,
    };

    private SyncRun Count(SyncPass pass, PageCounts counts, int swept, int setAside, int calls)
    {
        var run = pass.Run ?? NewRun(pass);
        run.Pages++;
        run.Calls = calls;
        run.Added += counts.Added;
        run.Changed += counts.Changed;
        run.Deleted += counts.Deleted + swept;
        run.SetAside += setAside;
        return run;
    }

    private async Task EndAsync(AppDbContext db, SyncPass pass, SyncRun run, CancellationToken cancellationToken)
    {
        var now = time.Now();
        (run.Status, run.EndedAt) = (SyncRunStatus.Succeeded, now);
        if (pass.Run is null)
        {
            await RollUpAsync(db, run, now, cancellationToken);
        }

        await db.Calendars.Where(c => c.Id == pass.Calendar.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.TrueUpTo, pass.Cursor.PassStartedAt), cancellationToken);
        await db.Connections.Where(c => c.Id == pass.Connection.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.LastSyncAt, now).SetProperty(c => c.LastUsedAt, now), cancellationToken);
        if (pass.Connection is { Status: not ConnectionStatus.Active } or { ErrorCode: not null } && await db.LockConnectionAsync(pass.Connection.Id, cancellationToken) is { IsLive: true } connection)
        {
            Trouble.NoteSuccess(db, connection, catalogue.Read(connection.Provider));
        }
    }

    private static async Task RollUpAsync(AppDbContext db, SyncRun run, Instant now, CancellationToken cancellationToken)
    {
        var hour = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 3600 * 3600);
        var quiet = await db.SyncRuns.Where(r => r.CalendarId == run.CalendarId && r.StartedAt >= hour && r.Status == SyncRunStatus.Succeeded && r.Trigger == run.Trigger && r.Added + r.Changed + r.Deleted + r.SetAside == 0 && !r.Full)
            .OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(cancellationToken);
        if (quiet is null)
        {
            db.SyncRuns.Add(run);
            return;
        }

        quiet.Repeats++;
        quiet.EndedAt = now;
        quiet.Pages += run.Pages;
        quiet.Calls += run.Calls;
    }

    private static void Announce(AppDbContext db, SyncPass pass, bool eventsChanged)
    {
        db.Announce(pass.Calendar.OrganizationId, Topics.Calendars, pass.Calendar.Id);
        if (eventsChanged)
        {
            db.Announce(pass.Calendar.OrganizationId, Topics.Events, pass.Calendar.Id);
        }
    }

    private enum Step
    {
        Begin,
        Page,
        Done,
        Failed,
    }
}
