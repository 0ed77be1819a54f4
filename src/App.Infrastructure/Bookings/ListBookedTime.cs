using App.Domain;
using App.Domain.Calendars;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>Time of a host that is booked, or held.</summary>
public sealed record BookedTimeView(Guid BookingId, string Title, Instant Start, Instant End);

/// <summary>The actor's booked time that none of her calendars shows just then: its event is not written yet, has nowhere to be, or was taken away.</summary>
public sealed class ListBookedTime(AppDatabase database)
{
    public const int Most = 500;

    /// <returns>In the order they begin, at most <see cref="Most"/>.</returns>
    public async Task<Result<IReadOnlyList<BookedTimeView>>> RunAsync(Actor actor, Window range, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var shown = db.Events.Where(e => e.Start < range.End && e.End > range.Start && e.Status != EventStatus.Cancelled && e.Response != Response.Declined);
        var booked = from host in db.BookingHosts
                     join booking in db.Bookings on host.BookingId equals booking.Id
                     where host.MemberId == member.Id && host.Claims && host.Start < range.End && host.End > range.Start
                         && !shown.Any(e => e.CalendarId == host.CalendarId && e.ExternalId == host.ExternalId)
                     orderby host.Start, host.BookingId
                     select new BookedTimeView(booking.Id, booking.Title, host.Start, host.End);
        return Result.Ok<IReadOnlyList<BookedTimeView>>(await booked.Take(Most).ToListAsync(cancellationToken));
    }
}
