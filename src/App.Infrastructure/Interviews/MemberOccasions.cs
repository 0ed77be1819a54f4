using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Interviews;
using App.Infrastructure.Availability;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Interviews;

/// <summary>A member's own events and bookings that take place. The event of a booking is not one beside it, nor is that of one that was cancelled.</summary>
internal static class MemberOccasions
{
    public static IQueryable<CalendarEvent> EventsOf(this AppDbContext db, Guid memberId)
    {
        var old = db.HostsWithOldCopy();
        return from calendar in db.Calendars
               join e in db.Events on calendar.Id equals e.CalendarId
               where calendar.MemberId == memberId
                   && e.Status != EventStatus.Cancelled && e.Response != Response.Declined && e.Type != EventType.Birthday && e.Type != EventType.WorkingLocation
                   && !db.BookingHosts.Any(h => h.MemberId == memberId && h.CalendarId == e.CalendarId && h.ExternalId == e.ExternalId && (h.Claims || old.Any(o => o.BookingId == h.BookingId && o.MemberId == memberId)))
               select e;
    }

    public static IQueryable<Booking> BookingsOf(this AppDbContext db, Guid memberId) =>
        from host in db.BookingHosts
        join booking in db.Bookings on host.BookingId equals booking.Id
        where host.MemberId == memberId && host.Claims
        select booking;

    /// <summary>The one of hers, or null where it is none of hers or takes place no more.</summary>
    public static async Task<InterviewEntry?> FindOccasionAsync(this AppDbContext db, Guid memberId, Occasion occasion, CancellationToken cancellationToken) => occasion.Kind == OccasionKind.Booking
        ? await db.BookingsOf(memberId).AsNoTracking().SingleOrDefaultAsync(b => b.Id == occasion.Id, cancellationToken) is { } booking ? InterviewEntry.Of(booking) : null
        : await db.EventsOf(memberId).AsNoTracking().SingleOrDefaultAsync(e => e.Id == occasion.Id, cancellationToken) is { } found ? InterviewEntry.Of(found) : null;
}
