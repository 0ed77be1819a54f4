using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings.ComeBack;

/// <summary>Decides that a booking follows what became of its event in a host's calendar: it is moved or cancelled as the event was. To decide otherwise is <see cref="RetryBooking"/>.</summary>
public sealed class AcceptChange(AppDatabase database, FollowChange follow)
{
    private static readonly Failure.Conflict Nothing = new("change_over", "The calendar no longer says that. Look at the booking again.");

    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, Guid hostId, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            || !(await db.FindBookingAsync(member, id, cancellationToken)).TryGet(out var found, out refused))
        {
            return refused;
        }

        if (expectedVersion is { } expected && expected != found.Booking.Version)
        {
            return new Failure.Stale();
        }

        return await db.BookingHosts.AsNoTracking().SingleOrDefaultAsync(h => h.BookingId == id && h.MemberId == hostId, cancellationToken) is { Noticed: { } noticed } host
            && await db.CompareOneAsync(host, cancellationToken) is { } change && change.Key == noticed
            ? await follow.AcceptAsync(change, cancellationToken)
            : Nothing;
    }
}
