using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings.ComeBack;

/// <summary>Finds what the copy of a calendar says otherwise than the bookings in it. What is found is only likely: <see cref="FollowChange"/> judges it again.</summary>
public sealed class FindChanges(AppDatabase database, SyncSignal sync, TimeProvider time)
{
    private const int Batch = 200;
    private const int Most = 5000;

    /// <summary>Calendars that hold events of bookings to come.</summary>
    /// <param name="synced">Only those of the accounts of these: an event may have been moved from one to the other.</param>
    public async Task<IReadOnlyList<Guid>> CalendarsAsync(IReadOnlyCollection<Guid>? synced, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("comparing bookings with calendars");
        var booked = db.BookingHosts.Where(h => h.Claims && h.CalendarId != null && h.WrittenAt != null);
        var ofThem = synced is null ? booked : booked.Where(h => db.Calendars.Any(c => c.Id == h.CalendarId && db.Calendars.Any(s => synced.Contains(s.Id) && s.ConnectionId == c.ConnectionId)));
        return await ofThem.Select(h => h.CalendarId!.Value).Distinct().ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<EventChange>> RunAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("comparing bookings with calendars");
        if (await db.CalendarThatTellsAsync(calendarId, cancellationToken) is not { } calendar)
        {
            return [];
        }

        var hosts = await db.HostsToldBy(calendar, time.Now()).OrderBy(h => h.Start).Take(Most).ToListAsync(cancellationToken);
        var changes = new List<EventChange>();
        foreach (var some in hosts.Chunk(Batch))
        {
            var found = await db.CompareAsync(calendar, some, cancellationToken);
            await NoteAsync(db, calendar, found, cancellationToken);
            changes.AddRange(from change in found.Changes join host in some on (change.BookingId, change.HostId) equals (host.BookingId, host.MemberId) where change.Key != host.Noticed select change);
        }

        await ReadSoonAsync(db, calendar, cancellationToken);
        return changes;
    }

    /// <summary>What was changed in a calendar right after its event was written waits no longer than it must.</summary>
    private async Task ReadSoonAsync(AppDbContext db, Calendar calendar, CancellationToken cancellationToken)
    {
        if (await db.TellsFromAsync(calendar, time.Now(), cancellationToken) is not { } at)
        {
            return;
        }

        var later = db.Cursors.Where(c => c.CalendarId == calendar.Id && c.DueAt > at && c.Failures == 0);
        if (await later.AnyAsync(cancellationToken))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            await later.ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, at), cancellationToken);
            await write.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Keeps which events were seen, and puts to the front of the sync's queue what has to be read first.</summary>
    private async Task NoteAsync(AppDbContext db, Calendar calendar, Comparison found, CancellationToken cancellationToken)
    {
        var (now, seen) = (time.Now(), found.Standing.Where(h => !h.Seen).Select(h => h.BookingId).ToList());
        var behind = db.Cursors.Where(c => found.Behind.Contains(c.CalendarId) && c.DueAt > now && c.LeaseUntil == null && c.Failures == 0);
        var wakes = found.Behind.Count > 0 && await behind.AnyAsync(cancellationToken);
        if (seen.Count == 0 && !wakes)
        {
            return;
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (wakes)
        {
            await behind.ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now), cancellationToken);
        }

        await db.BookingHosts.Where(h => h.CalendarId == calendar.Id && h.WrittenAt < calendar.TrueUpTo && seen.Contains(h.BookingId)).ExecuteUpdateAsync(s => s.SetProperty(h => h.Seen, true), cancellationToken);
        await write.CommitAsync(cancellationToken);
        if (wakes)
        {
            sync.Wake();
        }
    }
}
