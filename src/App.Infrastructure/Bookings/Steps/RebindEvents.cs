using App.Domain.Bookings;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>
/// Binds bookings to the calendars of an account that was disconnected and connected again: calendars have other ids here then, at the vendor all is as it
/// was. Before the first pass, so that their events are known as ours when they come back.
/// </summary>
internal static class RebindEvents
{
    /// <summary>As far back as calendars are kept.</summary>
    private static readonly Duration Back = Duration.FromDays(31);

    /// <summary>In the caller's transaction. What could not be done meanwhile is to be done.</summary>
    public static async Task RebindEventsAsync(this AppDbContext db, Connection connection, CancellationToken cancellationToken)
    {
        var (now, since) = (db.Time.Now(), db.Time.Now() - Back);
        var found = await (from host in db.BookingHosts
                           where host.MemberId == connection.MemberId && host.ConnectionId == connection.Id && host.End > since && !db.Calendars.Any(c => c.Id == host.CalendarId)
                           join calendar in db.Calendars.Where(c => c.ConnectionId == connection.Id) on host.CalendarExternalId equals calendar.ExternalId
                           orderby host.BookingId
                           select new { host.BookingId, calendar.Id }).ToListAsync(cancellationToken);
        foreach (var bound in found)
        {
            await db.LockBookingAsync(bound.BookingId, cancellationToken);
            await db.BookingHosts.Where(h => h.BookingId == bound.BookingId && h.MemberId == connection.MemberId).ExecuteUpdateAsync(s => s.SetProperty(h => h.CalendarId, bound.Id), cancellationToken);
            var left = db.BookingSteps.Where(s => s.BookingId == bound.BookingId && s.MemberId == connection.MemberId && s.Status == StepStatus.Skipped);
            await left.Where(s => !s.Undo).WantAgainAsync(now, undo: false, cancellationToken);
            await left.Where(s => s.Undo).WantAgainAsync(now, undo: true, cancellationToken);
        }
    }
}
