using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings;

/// <summary>Which bookings a member may see and change: those she made or hosts; Owners and Admins all.</summary>
internal static class BookingAccess
{
    private static readonly Failure.NotFound NoBooking = new("The booking");
    private static readonly BookingStatus[] Standing = [BookingStatus.Held, BookingStatus.Pending, BookingStatus.Confirmed];

    public static IQueryable<Booking> BookingsSeenBy(this AppDbContext db, Member member) =>
        member.Role >= Role.Admin ? db.Bookings : db.Bookings.Where(b => b.BookedBy == member.Id || db.BookingHosts.Any(h => h.BookingId == b.Id && h.MemberId == member.Id));

    /// <summary>Who hosts what stands and is not over.</summary>
    public static IQueryable<BookingHost> HostsToCome(this AppDbContext db)
    {
        var now = db.Time.Now();
        return db.BookingHosts.Where(h => h.End > now && db.Bookings.Any(b => b.Id == h.BookingId && Standing.Contains(b.Status)));
    }

    /// <summary>A booking as it stands, unlocked, with its hosts in the order of their ids.</summary>
    public static async Task<Result<(Booking Booking, IReadOnlyList<HostName> Hosts)>> FindBookingAsync(this AppDbContext db, Member member, Guid id, CancellationToken cancellationToken)
    {
        if (await db.BookingsSeenBy(member).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken) is not { } booking)
        {
            return NoBooking;
        }

        return (booking, await db.HostsOfAsync(id, cancellationToken));
    }

    public static async Task<IReadOnlyList<HostName>> HostsOfAsync(this AppDbContext db, Guid bookingId, CancellationToken cancellationToken)
    {
        var hosts = await (from host in db.BookingHosts where host.BookingId == bookingId join member in db.Members on host.MemberId equals member.Id select new HostName(member.Id, member.Name)).ToListAsync(cancellationToken);
        return [.. hosts.OrderBy(m => m.Id)];
    }

    /// <summary>
    /// Holds the row of a booking until the transaction ends, and reads it as it is then. Whatever changes a booking or its steps does so under it; who also
    /// raises busy versions does that before.
    /// </summary>
    public static async Task<Booking?> LockBookingAsync(this AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.Bookings.Where(b => b.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Version, b => b.Version), cancellationToken);
        return await db.Bookings.SingleOrDefaultAsync(b => b.Id == id, cancellationToken);
    }
}
