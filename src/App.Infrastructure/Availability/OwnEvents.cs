using App.Domain.Availability;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Availability;

/// <summary>
/// Events that bookings wrote, come back by sync: within the time of their booking they say nothing that it doesn't. One that was moved away claims its time like any other.
/// </summary>
internal static class OwnEvents
{
    /// <param name="except">A booking whose event does not count wherever it is.</param>
    public static async Task DropAsync(AppDbContext db, IReadOnlyList<HostTime> hosts, Guid? except, CancellationToken cancellationToken)
    {
        var covering = hosts.SelectMany(Covering).Select(b => b.Subject).ToHashSet();
        if (except is { } booking)
        {
            covering.Add(booking);
        }

        if (covering.Count == 0 || !hosts.Any(h => h.Busy.Exists(c => c.Kind == ReasonKind.Event)))
        {
            return;
        }

        var (bookings, members) = (covering.ToList(), hosts.Select(h => h.MemberId).ToList());
        var written = await db.BookingHosts.Where(h => bookings.Contains(h.BookingId) && members.Contains(h.MemberId) && h.CalendarId != null && h.ExternalId != null)
            .Select(h => new { h.MemberId, h.BookingId, CalendarId = h.CalendarId!.Value, ExternalId = h.ExternalId! }).ToListAsync(cancellationToken);
        foreach (var own in written)
        {
            var key = EventRows.KeyOf(own.ExternalId);
            var bytes = key.ToByteArray();
            var id = await db.Events.Where(e => e.CalendarId == own.CalendarId && EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey) == bytes).Select(e => e.Id).SingleOrDefaultAsync(cancellationToken);
            var busy = hosts.First(h => h.MemberId == own.MemberId).Busy;
            var booked = busy.Where(b => b.Kind == ReasonKind.Booking && b.Subject == own.BookingId).ToList();
            busy.RemoveAll(c => c.Kind == ReasonKind.Event && (c.Subject == id || c.Subject == key) && (own.BookingId == except || booked.Exists(b => Covers(b, c))));
        }
    }

    private static IEnumerable<BusySpan> Covering(HostTime host) => host.Busy.Where(b => b.Kind == ReasonKind.Booking && host.Busy.Exists(c => c.Kind == ReasonKind.Event && Covers(b, c)));

    private static bool Covers(in BusySpan booking, in BusySpan span) => booking.Start <= span.Start && span.End <= booking.End;
}
