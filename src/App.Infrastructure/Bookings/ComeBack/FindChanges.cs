using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings.ComeBack;

/// <summary>
/// Compares the bookings of a calendar with the copy of it. Only a copy whose pass began after the event was last written can tell a change from what was
/// not read yet.
/// </summary>
public sealed class FindChanges(AppDatabase database, TimeProvider time)
{
    private const int Batch = 200;
    private const int Most = 5000;

    /// <summary>An event nobody has seen in the copy so long after it was written is taken to be gone.</summary>
    private static readonly Duration NeverSeen = Duration.FromMinutes(10);

    /// <summary>Calendars that hold events of bookings to come.</summary>
    public async Task<IReadOnlyList<Guid>> CalendarsAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("comparing bookings with calendars");
        return await db.BookingHosts.Where(h => h.Claims && h.CalendarId != null && h.WrittenAt != null).Select(h => h.CalendarId!.Value).Distinct().ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<EventChange>> RunAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("comparing bookings with calendars");
        var trueUpTo = await db.Calendars.Where(c => c.Id == calendarId && c.GoneSince == null).Select(c => c.TrueUpTo).SingleOrDefaultAsync(cancellationToken);
        var now = time.Now();
        var hosts = await db.BookingHosts.AsNoTracking()
            .Where(h => h.CalendarId == calendarId && h.Claims && h.End > now && h.ExternalId != null && h.WrittenAt < trueUpTo && !db.BookingSteps.Any(s => s.BookingId == h.BookingId && s.MemberId == h.MemberId && s.Settled < s.Wanted))
            .OrderBy(h => h.Start).Take(Most).ToListAsync(cancellationToken);
        var changes = new List<EventChange>();
        foreach (var some in hosts.Chunk(Batch))
        {
            changes.AddRange(await CompareAsync(db, calendarId, some, trueUpTo!.Value, cancellationToken));
        }

        return changes;
    }

    private static async Task<IEnumerable<EventChange>> CompareAsync(AppDbContext db, Guid calendarId, BookingHost[] hosts, Instant trueUpTo, CancellationToken cancellationToken)
    {
        var keys = hosts.Select(h => EventRows.KeyOf(h.ExternalId!).ToByteArray()).ToList();
        var found = await db.Events.AsNoTracking().Where(e => e.CalendarId == calendarId && keys.Contains(EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey))).ToDictionaryAsync(e => e.ExternalId, StringComparer.Ordinal, cancellationToken);
        var firstSeen = hosts.Where(h => !h.Seen && found.ContainsKey(h.ExternalId!)).ToList();
        foreach (var host in firstSeen)
        {
            await db.BookingHosts.Where(h => h.BookingId == host.BookingId && h.MemberId == host.MemberId && h.WrittenAt == host.WrittenAt).ExecuteUpdateAsync(s => s.SetProperty(h => h.Seen, true), cancellationToken);
        }

        return hosts.Select(h => Compare(h, found.GetValueOrDefault(h.ExternalId!), trueUpTo)).OfType<EventChange>();
    }

    private static EventChange? Compare(BookingHost host, CalendarEvent? copy, Instant trueUpTo)
    {
        var written = host.WrittenAt!.Value;
        EventChange? change = copy switch
        {
            null => host.Seen || trueUpTo > written + NeverSeen ? new EventChange.Gone(host.BookingId, host.MemberId, written, Declined: false) : null,
            { Status: EventStatus.Cancelled } => new EventChange.Gone(host.BookingId, host.MemberId, written, Declined: false),
            { Response: Response.Declined } => new EventChange.Gone(host.BookingId, host.MemberId, written, Declined: true),
            _ when copy.Start != host.Start || copy.End != host.End => new EventChange.Moved(host.BookingId, host.MemberId, written, new Window(copy.Start, copy.End)),
            _ => null,
        };
        return change is null
            ? host.Noticed is null || copy is null ? null : new EventChange.Settled(host.BookingId, host.MemberId, written)
            : change.Key == host.Noticed ? null : change;
    }
}
