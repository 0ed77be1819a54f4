using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>A pass under way: what is synced, and where it stands.</summary>
internal sealed class SyncPass
{
    /// <summary>A full pass re-seeds the window this often.</summary>
    private static readonly Duration Reseed = Duration.FromDays(7);

    public required SyncClaim Claim { get; init; }

    public required Calendar Calendar { get; init; }

    public required Connection Connection { get; init; }

    public required CalendarCursor Cursor { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>When this worker began.</summary>
    public required Instant Began { get; init; }

    /// <summary>Null until something worth a row of its own has happened.</summary>
    public SyncRun? Run { get; set; }

    /// <summary>False once a record was set aside whose id could not be told: something known might be it, so nothing is swept.</summary>
    public bool MaySweep { get; set; } = true;

    /// <summary>True when a worker that vanished had begun it.</summary>
    public bool Resumed { get; private set; }

    public bool Full => Cursor.Pass == Pass.Full;

    public Window Window => new(Cursor.WindowStart!.Value, Cursor.WindowEnd!.Value);

    public EventPageRequest Request => new(Calendar.ExternalId, Window, Zone, Full ? null : Cursor.SyncToken, Cursor.PageToken);

    /// <summary>Reads what the claim is for and decides which pass it is; null where the calendar or the claim is gone.</summary>
    public static async Task<SyncPass?> OpenAsync(AppDbContext db, SyncClaim claim, TimeProvider time, CancellationToken cancellationToken)
    {
        var cursor = await db.Cursors.AsNoTracking().SingleOrDefaultAsync(c => c.CalendarId == claim.CalendarId && c.Fence == claim.Fence, cancellationToken);
        var calendar = cursor is null ? null : await db.Calendars.AsNoTracking().SingleOrDefaultAsync(c => c.Id == claim.CalendarId, cancellationToken);
        if (cursor is null || calendar is null)
        {
            return null;
        }

        var connection = await db.Connections.AsNoTracking().SingleAsync(c => c.Id == calendar.ConnectionId, cancellationToken);
        var zone = await db.Members.Where(m => m.Id == calendar.MemberId).Select(m => m.TimeZone).SingleAsync(cancellationToken);
        var pass = new SyncPass { Claim = claim, Calendar = calendar, Connection = connection, Cursor = cursor, Zone = Clock.ZoneOrUtc(zone), Began = time.Now() };
        pass.Decide();
        return pass;
    }

    public void StartOver(bool full, Instant now)
    {
        Resumed = false;
        (Cursor.PageToken, Cursor.PassStartedAt) = (null, now);
        if (full)
        {
            var window = Window.Around(now);
            Cursor.Pass = Pass.Full;
            Cursor.Generation++;
            (Cursor.WindowStart, Cursor.WindowEnd, Cursor.ReseedAt, Cursor.SyncToken) = (window.Start, window.End, now + Reseed, null);
        }
        else
        {
            Cursor.Pass = Pass.Incremental;
        }
    }

    private void Decide()
    {
        if (Cursor is { Pass: not Pass.None, PageToken: not null, FullRequested: false })
        {
            Resumed = true;
            return;
        }

        StartOver(Cursor.FullRequested || Cursor.SyncToken is null || Cursor.ReseedAt is null || Cursor.ReseedAt <= Began, Began);
    }
}
