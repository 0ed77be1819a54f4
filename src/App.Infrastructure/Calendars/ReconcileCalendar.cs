using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>
/// The drift auditor. Brings a calendar up to date, reads the vendor's whole window beside it without writing, and counts what differs although the vendor
/// told of no change. The count and the full pass that repairs it are committed together, so neither is lost without the other.
/// </summary>
public sealed class ReconcileCalendar(AppDatabase database, Grants grants, SyncClaims claims, SyncCalendar sync, SyncSignal signal, IServiceProvider services, TimeProvider time)
{
    /// <summary>How often a calendar is compared.</summary>
    public static readonly Duration Every = Duration.FromDays(1);

    private const int MostPages = 2_000;

    /// <summary>
    /// Compares a calendar. <see cref="Failure.Conflict"/> while a pass over it is under way, where it was compared meanwhile, and where it had just to be read
    /// from the beginning: what had drifted is gone with that and can't be counted.
    /// </summary>
    public async Task<Result<Reconciliation>> RunAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        var began = time.Now();
        if (await CatchUpAsync(calendarId, cancellationToken) is { } behind)
        {
            return behind;
        }

        await using var db = database.ForSystem("comparing a calendar with its provider");
        if (await OpenAsync(db, calendarId, cancellationToken) is not { } subject)
        {
            return new Failure.NotFound("The calendar");
        }

        if (!(await MeasureAsync(db, subject, cancellationToken)).TryGet(out var drift, out var failure))
        {
            return failure;
        }

        var saved = await SaveAsync(db, subject, began, drift, cancellationToken);
        if (saved.IsOk)
        {
            DriftMetrics.Count(drift);
            signal.Wake();
        }

        return saved;
    }

    /// <summary>What differs is looked at again after catching up, and what then still differs in a second listing: the rest changed while it was read.</summary>
    private async Task<Result<Drift>> MeasureAsync(AppDbContext db, Subject subject, CancellationToken cancellationToken)
    {
        var held = await ReadHeldAsync(db, subject, cancellationToken);
        if (!(await CompareAsync(subject, held, cancellationToken)).TryGet(out var first, out var failure))
        {
            return failure;
        }

        if (first.Suspects.Count == 0)
        {
            return first.Confirm(held, []);
        }

        if (await CatchUpAsync(subject.Calendar.Id, cancellationToken) is { } interrupted)
        {
            return interrupted;
        }

        var later = await ReadHeldAsync(db, subject, cancellationToken);
        return (await CompareAsync(subject, later, cancellationToken)).Select(second => first.Confirm(later, second.Suspects));
    }

    private async Task<Failure?> CatchUpAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        if (await claims.ClaimAsync(calendarId, cancellationToken) is not { } claim)
        {
            return new Failure.Conflict("sync_running", "A pass over this calendar is under way. Compare it when that has ended.");
        }

        try
        {
            return (await sync.RunAsync(claim, cancellationToken)).TryGet(out var run, out var failure)
                ? run.Full ? new Failure.Conflict("read_again", "It was just read from the beginning, so there is nothing to compare.") : null
                : failure;
        }
        catch (OperationCanceledException)
        {
            await claims.ReleaseAsync(claim, CancellationToken.None);
            throw;
        }
    }

    private static async Task<Subject?> OpenAsync(AppDbContext db, Guid calendarId, CancellationToken cancellationToken)
    {
        var found = await (from cursor in db.Cursors
                           join calendar in db.Calendars on cursor.CalendarId equals calendar.Id
                           join connection in db.Connections on calendar.ConnectionId equals connection.Id
                           join member in db.Members on calendar.MemberId equals member.Id
                           where calendar.Id == calendarId && cursor.WindowStart != null && cursor.WindowEnd != null
                           select new { Calendar = calendar, connection.Provider, cursor.ReconciledAt, Start = cursor.WindowStart!.Value, End = cursor.WindowEnd!.Value, Zone = member.TimeZone }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new Subject(found.Calendar, found.Provider, new Window(found.Start, found.End), Clock.ZoneOrUtc(found.Zone), found.ReconciledAt);
    }

    private static async Task<Dictionary<string, OccurrenceState>> ReadHeldAsync(AppDbContext db, Subject subject, CancellationToken cancellationToken)
    {
        var rows = await db.Events.AsNoTracking().Where(e => e.CalendarId == subject.Calendar.Id)
            .Select(e => new { e.ExternalId, State = new OccurrenceState(e.SeriesId, e.Start, e.End, e.Status, e.Transparency, e.Response, e.Type, e.ETag) }).ToListAsync(cancellationToken);
        return rows.Where(r => subject.Window.Overlaps(r.State.Start, r.State.End)).ToDictionary(r => r.ExternalId, r => r.State, StringComparer.Ordinal);
    }

    private async Task<Result<DriftComparison>> CompareAsync(Subject subject, Dictionary<string, OccurrenceState> held, CancellationToken cancellationToken)
    {
        var reader = services.GetRequiredKeyedService<ICalendarReader>(subject.Provider);
        var request = new EventPageRequest(subject.Calendar.ExternalId, subject.Window, subject.Zone, null, null);
        var listed = new Dictionary<string, OccurrenceState>(StringComparer.Ordinal);
        var (setAside, unnamed) = (new HashSet<string>(StringComparer.Ordinal), 0);
        for (var pages = 0; pages < MostPages; pages++)
        {
            var asked = request;
            if (!(await grants.UseAsync(subject.Calendar.ConnectionId, (grant, ct) => reader.ReadEventsAsync(grant, asked, ct), cancellationToken)).TryGet(out var page, out var failure))
            {
                return failure;
            }

            foreach (var gone in page.Deleted)
            {
                listed.Remove(gone);
            }

            foreach (var record in page.Events.Where(e => subject.Window.Overlaps(e.Start, e.End)))
            {
                listed[record.ExternalId] = OccurrenceState.Of(record);
            }

            setAside.UnionWith(page.SetAsideIds);
            unnamed += page.SetAside - page.SetAsideIds.Count;
            if (page.NextPageToken is null)
            {
                return page.CursorExpired
                    ? new Failure.Unavailable("The provider did not list the calendar.")
                    : new DriftComparison(held, listed) { NotUnderstood = setAside, GhostsUnknown = unnamed > 0 };
            }

            request = request with { PageToken = page.NextPageToken };
        }

        return new Failure.Rejected("too_many_pages", "The provider lists the calendar without end.");
    }

    private async Task<Result<Reconciliation>> SaveAsync(AppDbContext db, Subject subject, Instant began, Drift drift, CancellationToken cancellationToken)
    {
        var (calendar, now) = (subject.Calendar, time.Now());
        var done = new Reconciliation
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            OrganizationId = calendar.OrganizationId,
            MemberId = calendar.MemberId,
            ConnectionId = calendar.ConnectionId,
            CalendarId = calendar.Id,
            StartedAt = began,
            EndedAt = now,
            Compared = (int)drift.Compared,
            Missed = drift.Missed,
            Ghosts = drift.Ghosts,
            Moved = drift.Moved,
        };
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var drifted = drift.Total > 0;
        var known = await db.Cursors.Where(c => c.CalendarId == calendar.Id && c.ReconciledAt == subject.ComparedAt).ExecuteUpdateAsync(
            s => s
                .SetProperty(c => c.ReconcileAt, now + Backoff.Spread(Every))
                .SetProperty(c => c.ReconciledAt, now)
                .SetProperty(c => c.FullRequested, c => c.FullRequested || drifted)
                .SetProperty(c => c.Trigger, c => drifted ? SyncTrigger.Reconcile : c.Trigger)
                .SetProperty(c => c.DueAt, c => drifted ? now : c.DueAt),
            cancellationToken);
        if (known == 0)
        {
            return new Failure.Conflict("compared_meanwhile", "It was compared by someone else meanwhile.");
        }

        db.Reconciliations.Add(done);
        if (drifted)
        {
            db.Log(calendar.OrganizationId, "calendar.drift_found", $"“{calendar.Name}” had drifted from its provider: {drift.Missed} missed, {drift.Ghosts} gone there, {drift.Moved} different. It is read again from the beginning.", "Integrations", new ActivitySubject(calendar.MemberId, calendar.ConnectionId, calendar.Id), ActivityLevel.Warning);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return done;
    }

    /// <param name="ComparedAt">When it was last, as it stood when this comparison began.</param>
    private sealed record Subject(Calendar Calendar, string Provider, Window Window, DateTimeZone Zone, Instant? ComparedAt);
}
